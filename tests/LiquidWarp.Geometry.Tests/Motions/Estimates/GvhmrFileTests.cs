using LiquidWarp.Files;
using LiquidWarp.Motions;
using LiquidWarp.Motions.Estimates;
using static LiquidWarp.Tests.Motions.Estimates.EstimatedPerson;

namespace LiquidWarp.Tests.Motions.Estimates;

/// <summary>Golden: what torch.save made of GVHMR's results.</summary>
public class GvhmrFileTests
{
    [Fact]
    public void Read_World_IsTurnedFromYUpAndHandsAreAtRest()
    {
        var motion = MotionFile.Read(Golden("hmr4d_results.pt"));

        Assert.Equal((5, 30.0, false, false), (motion.Frames.Count, motion.FramesPerSecond, motion.HasImageCamera, motion.RateIsAssumed));
        for (var i = 0; i < 5; i++)
            AssertPose(motion.Frames[i], i);
        // Towards -z of a y-up world is away from the camera.
        AssertTravel(motion, new(0.1f, 0, 0.02f));
        Close.Assert([0.7f, 0, 0, 0, 0, 0, 0, 0, 0, 0], motion.Frames[4].Shape, 1e-6);
        AssertSaid(motion, "up is +y", "30 frames a second", "median");
    }

    [Fact]
    public void Read_AsFilmed_KeepsTheViewAndTakesTheLens()
    {
        var motion = MotionFile.Read(Golden("hmr4d_results.pt"), new(AsFilmed: true));

        Assert.True(motion.HasImageCamera);
        for (var i = 0; i < 5; i++)
        {
            AssertPose(motion.Frames[i], i);
            AssertCamera(motion.Frames[i].Camera, 1000 / 640f / 4, 0.1f * i, 0.3f);
        }

        AssertTravel(motion, new(0.1f, 0, 0));
        AssertSaid(motion, "view of the camera", "K_fullimg");
    }

    [Theory]
    [InlineData("whole part", "lacks 'smpl_params_global'; it has smpl_params_incam, K_fullimg")]
    [InlineData("key", "'smpl_params_global' lacks 'transl'; it has body_pose, betas, global_orient")]
    [InlineData("width", "'smpl_params_global.body_pose' is an array Float32 (5, 60), expected 63 or 189")]
    [InlineData("frames", "'smpl_params_global.betas' is an array Float32 (4, 10), expected 5 frames")]
    [InlineData("nan", "'smpl_params_global.transl' holds a number that is not finite, in row 2")]
    [InlineData("none", "'smpl_params_global.global_orient' holds no frames")]
    [InlineData("text", "'smpl_params_global.transl' is text, expected a list")]
    public void Read_Broken_SaysWhatAndWhere(string broken, string reason)
    {
        var tree = (Dictionary<object, object?>)TorchCheckpoint.ReadTree(Golden("hmr4d_results.pt"))!;
        var world = (Dictionary<object, object?>)tree["smpl_params_global"]!;
        switch (broken)
        {
            case "whole part": tree.Remove("smpl_params_global"); break;
            case "key": world.Remove("transl"); break;
            case "width": world["body_pose"] = NdArray.From(new float[300], 5, 60); break;
            case "frames": world["betas"] = NdArray.From(new float[40], 4, 10); break;
            case "nan": world["transl"] = NdArray.From([.. new float[7], float.NaN, .. new float[7]], 5, 3); break;
            case "text": world["transl"] = "far"; break;
            default: world["global_orient"] = NdArray.From(Array.Empty<float>(), 0, 3); break;
        }

        AssertFails(reason, () => GvhmrFile.Read(Value(tree), new()));
    }

    [Fact]
    public void Read_BehindTheCamera_SaysWhere()
    {
        var tree = (Dictionary<object, object?>)TorchCheckpoint.ReadTree(Golden("hmr4d_results.pt"))!;
        ((Dictionary<object, object?>)tree["smpl_params_incam"]!)["transl"] = NdArray.From([0, 0, 1f, 0, 0, -2, 0, 0, 1, 0, 0, 1, 0, 0, 1], 5, 3);

        AssertFails("'smpl_params_incam.transl' places the person at a depth of -2 m before the camera, which cannot be, in row 1", () => GvhmrFile.Read(Value(tree), new(AsFilmed: true)));
        AssertFails("do not choose person 1", () => GvhmrFile.Read(Value(tree), new(Person: 1)));
    }

    [Fact]
    public void Read_OtherTorchFile_SaysWhatItHolds()
    {
        var error = Assert.Throws<InputException>(() => MotionFile.Read(Path.Combine(Goldens.Checkout, "tests", "Golden", "files", "torch_nested_zip.pth")));

        Assert.Contains("none of GVHMR: a dictionary with smpl_params_global is wanted, found state_dict, epoch", error.Message, StringComparison.Ordinal);
    }
}
