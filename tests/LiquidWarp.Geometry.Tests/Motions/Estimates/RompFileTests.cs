using LiquidWarp.Files;
using LiquidWarp.Motions;
using LiquidWarp.Motions.Estimates;
using static LiquidWarp.Tests.Motions.Estimates.EstimatedPerson;

namespace LiquidWarp.Tests.Motions.Estimates;

/// <summary>Golden: ROMP's results as numpy saves them.</summary>
public class RompFileTests
{
    [Fact]
    public void Read_Video_FollowsThePersonWhateverTheOrderInAFrame()
    {
        var motion = MotionFile.Read(Golden("romp_video.npz"));

        Assert.Equal((7, true, true), (motion.Frames.Count, motion.HasImageCamera, motion.RateIsAssumed));
        for (var i = 0; i < 7; i++)
        {
            AssertPose(motion.Frames[i], 3 + i);
            AssertCamera(motion.Frames[i].Camera, 0.8f, 0.1f * (3 + i), 0.2f);
        }

        AssertTravel(motion, new(0.1f, 0, 0));
        // BEV's eleventh number is left out.
        Close.Assert([0, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f], motion.Frames[0].Shape, 1e-6);
        AssertSaid(motion, "Of 2 people", "followed by where they are", "view of the camera", "does not say its frame rate", "missing in 2 of 7 frames (3 to 4)");
    }

    [Fact]
    public void Read_TrackIds_GoBeforePlaces()
    {
        var root = FileValue.Of("some.file", NpzFile.Read(Golden("romp_video.npz")));
        foreach (var (key, frame) in root["results"].Entries())
            frame.Dictionary!["track_ids"] = frame["smpl_thetas"].Rows(null, 72).Length == 1 ? NdArray.From(new long[] { 40 }, 1)
                : key is "00000004.jpg" ? NdArray.From(new long[] { 40, 9 }, 2) : NdArray.From(new long[] { 9, 40 }, 2);

        var motion = RompFile.Read(root, new(Person: 40));

        Assert.Equal(7, motion.Frames.Count);
        AssertPose(motion.Frames[1], 4);
        Assert.Equal(3, RompFile.Read(root, new(Person: 9)).Frames.Count);
    }

    [Fact]
    public void Read_PictureWithoutJoints_TakesCamAsScaleAndTranslationOutsideIt()
    {
        var motion = MotionFile.Read(Golden("romp_picture.npz"));

        AssertPose(Assert.Single(motion.Frames), 4);
        AssertCamera(motion.Frames[0].Camera, 0.8f, 0.4f, 0.2f);
    }

    [Fact]
    public void Read_ArraysAtTheTop_AreOnePersonByFrames()
    {
        var arrays = new Dictionary<string, NdArray> { ["smpl_thetas"] = NdArray.From(new float[144], 2, 72), ["smpl_betas"] = NdArray.From(new float[20], 2, 10) };

        var motion = RompFile.Read(FileValue.Of("some.file", arrays), new());

        Assert.Equal((2, false), (motion.Frames.Count, motion.HasImageCamera));
        AssertSaid(motion, "no cameras", "no travel");
    }

    [Theory]
    [InlineData("key", "lacks 'smpl_betas'; it has smpl_thetas")]
    [InlineData("scale", "'cam' holds a scale of 0, in row 0")]
    [InlineData("width", "'smpl_thetas' is an array Float32 (1, 70), expected 72 or 216 or 144 numbers")]
    [InlineData("results", "'results' is no dictionary")]
    public void Read_Broken_SaysWhatAndWhere(string broken, string reason)
    {
        var arrays = new Dictionary<string, NdArray>
        {
            ["smpl_thetas"] = NdArray.From(new float[72], 1, 72),
            ["smpl_betas"] = NdArray.From(new float[10], 1, 10),
            ["cam"] = NdArray.From([1f, 0, 0], 1, 3),
        };
        switch (broken)
        {
            case "key": arrays.Remove("smpl_betas"); break;
            case "scale": arrays["cam"] = NdArray.From(new float[3], 1, 3); break;
            case "width": arrays["smpl_thetas"] = NdArray.From(new float[70], 1, 70); break;
            default: arrays["results"] = NdArray.From(new float[3], 3); break;
        }

        AssertFails(reason, () => RompFile.Read(FileValue.Of("some.file", arrays), new()));
    }
}
