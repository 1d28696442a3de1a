using LiquidWarp.Files;
using LiquidWarp.Motions;
using LiquidWarp.Motions.Estimates;
using static LiquidWarp.Tests.Motions.Estimates.EstimatedPerson;

namespace LiquidWarp.Tests.Motions.Estimates;

/// <summary>Golden: Champ's group of frames as numpy saves it.</summary>
public class ChampFileTests
{
    [Fact]
    public void Read_Group_UnwrapsNestedMatricesAndTakesTheLensOf4DHumans()
    {
        var motion = MotionFile.Read(Golden("smpls_group.npz"));

        Assert.Equal((5, true, true), (motion.Frames.Count, motion.HasImageCamera, motion.RateIsAssumed));
        for (var i = 0; i < 5; i++)
        {
            AssertPose(motion.Frames[i], i);
            // 10000 pixels belong to a side of 512.
            AssertCamera(motion.Frames[i].Camera, 10000 / 256f / 50, 0.1f * i, 0.2f);
        }

        Assert.Equal(Enumerable.Repeat(0.5f, 10), motion.Frames[0].Shape);
        AssertSaid(motion, "4D-Humans' view of the camera", "focal length", "does not say its frame rate");
    }

    [Fact]
    public void Read_Broken_SaysWhatAndWhere()
    {
        var arrays = new Dictionary<string, NdArray>(NpzFile.Read(Golden("smpls_group.npz"))) { ["camera"] = NdArray.From(new float[12], 4, 3) };
        AssertFails("'camera' is an array Float32 (4, 3), expected 5 frames", () => ChampFile.Read(FileValue.Of("some.file", arrays), new()));
        arrays.Remove("camera");
        AssertFails("lacks 'camera'; it has smpl", () => ChampFile.Read(FileValue.Of("some.file", arrays), new()));
    }
}
