using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using LiquidWarp.Training.MeshRecovery;

namespace LiquidWarp.Tests.Training.MeshRecovery;

// Analytic: θ over a look puts each keypoint where the look shows it.
public sealed class MeshRecoverySampleTests
{
    public static TheoryData<bool, float, bool> Looks { get; } = new() { { false, 0, false }, { false, 0.5f, false }, { false, -0.4f, true }, { true, 0.3f, true } };

    [Theory]
    [MemberData(nameof(Looks))]
    public void Through_AnySquare_MovesKeypointsAsTheSquareDoes(bool isDefault, float turn, bool mirrored)
    {
        var (model, side) = (isDefault ? BodyModel.LoadDefault() : TinyBody.Create(), 200);
        var crop = new PersonCrop(new(90, 120), 130, turn, mirrored);
        var random = new Random(3);
        var pose = BodyParameters.Frontal().Pose;
        for (var i = 0; i < pose.Length; i++)
            pose[i] += 0.6f * random.NextSingle() - 0.3f;
        var body = new BodyParameters(new(0.8f, 0.1f, -0.05f), pose, [.. Enumerable.Range(0, 10).Select(_ => random.NextSingle() - 0.5f)]);
        var seen = MeshRecoverySample.Through(crop, model, body, side);
        var (before, after) = (Keypoints(model, body), Keypoints(model, seen));
        foreach (var keypoint in Enum.GetValues<Keypoint>())
        {
            var expected = crop.FromPicture((before[(int)keypoint] + Vector2.One) * side / 2);
            Assert.True(Vector2.Distance(expected, after[(int)Opposite(keypoint, mirrored)]) < (isDefault ? 2e-3f : 1e-4f), $"{keypoint}: {expected} and {after[(int)Opposite(keypoint, mirrored)]}");
        }
    }

    [Fact]
    public void Of_AnyLook_KeypointsThatAreVisibleLieOnThePerson()
    {
        var (model, visible) = (TinyBody.Create(), 0);
        var keypoints = model.Reduce();
        for (var i = 0; i < 20; i++)
        {
            var person = new OneDoll(i).Picture(0.3f, 0.9f, 128, 64);
            var sample = MeshRecoverySample.Of(model, keypoints, person, person, 48, new Random(i));
            Assert.Equal((48, 3, 85, 19), (sample.Picture.Width, sample.Picture.Channels, sample.Theta.Channels, sample.Visible.Channels));
            var places = Keypoints(model, BodyParameters.FromVector(sample.Theta.Data));
            for (var k = 0; k < places.Length; k++)
                if (sample.Visible.Data[k] == 1)
                    Assert.True(MathF.Abs(places[k].X) <= 1 && MathF.Abs(places[k].Y) <= 1);
            visible += (int)sample.Visible.Data.Sum();
        }

        Assert.InRange(visible, 100, 20 * 19 - 1); // some are cut off, hidden, or beside the doll's thin limbs
    }

    // Behind somebody else nothing of the person is visible, whatever is drawn.
    [Fact]
    public void Of_SomebodyWhoIsNotThere_ShowsNoKeypoint()
    {
        var model = TinyBody.Create();
        var person = new OneDoll().Picture(0.3f, 0.9f, 128, 64) with { Coverage = new FloatImage(64, 64, 1) };
        Assert.All(MeshRecoverySample.Of(model, model.Reduce(), person, person, 48, new Random(1)).Visible.Data, visible => Assert.Equal(0, visible));
    }

    private static Vector2[] Keypoints(BodyModel model, BodyParameters body)
    {
        var posed = model.CreatePosed();
        model.Pose(body, posed);
        return Array.ConvertAll(posed.Keypoints, point => new Vector2(body.Camera.Project(point).X, body.Camera.Project(point).Y));
    }

    private static Keypoint Opposite(Keypoint keypoint, bool mirrored) => !mirrored ? keypoint : Enum.Parse<Keypoint>(keypoint.ToString() is var name && name.StartsWith("Left", StringComparison.Ordinal)
        ? "Right" + name[4..]
        : name.StartsWith("Right", StringComparison.Ordinal) ? "Left" + name[5..] : name);
}
