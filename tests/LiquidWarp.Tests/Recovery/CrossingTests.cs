using System.Numerics;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Imaging;
using LiquidWarp.Motions;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Recovery;

// Analytic, with the network that ships: two drawn people pass each other, one before the other.
public sealed class CrossingTests(ShippedRecovery shipped) : TensorTestBase, IClassFixture<ShippedRecovery>
{
    private const int Size = 192, Width = 384, Count = 46;

    private readonly Motion _walk = ProceduralMotion.Create("walk");

    [Fact]
    public void Recover_TwoPeopleWhoCross_StaysWithTheChosenOne()
    {
        var (before, behind) = (CutOuts(seed: 5, yaw: 1.2f), CutOuts(seed: 6, yaw: -1.2f));
        var place = Resampling.Resize(new DrawnScene(new Anatomy(shipped.Model), Size, new(1), new(2), new(77)).EmptyPicture, Width, Size);
        List<RgbImage> frames = [];
        List<(float Before, float Behind)> truth = [];
        for (var i = 0; i < Count; i++)
        {
            var (frame, left, right) = (new RgbImage(Width, Size, (byte[])place.Data.Clone()), -50 + 5 * i, 240 - 5 * i);
            Lay(behind[i], frame, right);
            Lay(before[i], frame, left);
            frames.Add(frame);
            truth.Add((left + Middle(before[i].Coverage), right + Middle(behind[i].Coverage)));
        }

        Follows(frames, [.. truth.Select(one => one.Before)], [.. truth.Select(one => one.Behind)]);
        Follows(frames, [.. truth.Select(one => one.Behind)], [.. truth.Select(one => one.Before)]);
    }

    private void Follows(List<RgbImage> frames, float[] own, float[] other)
    {
        var recovery = new VideoRecovery(shipped.Search, shipped.Recovery, new MotionSmoothing());
        var result = recovery.Recover("v", frames, 25, new PersonChoice { At = new(own[0], 120) }, cancellation: TestContext.Current.CancellationToken);
        var hips = result.Motion.Frames.Select(body => (new BodySkeleton(shipped.Model).Mark(body)[BodyPoint.HipMiddle].X + 1) * Width / 2).ToArray();
        var strayed = Enumerable.Range(0, Count).Count(i => MathF.Abs(hips[i] - own[i]) > 12 && MathF.Abs(hips[i] - own[i]) > MathF.Abs(hips[i] - other[i]));
        Assert.InRange(strayed, 0, 8);
        for (var i = Count - 5; i < Count; i++)
            Assert.InRange(hips[i] - own[i], -15, 15);
    }

    private List<(RgbImage Picture, FloatImage Coverage)> CutOuts(int seed, float yaw)
    {
        var (scene, drawer) = (new DrawnScene(new Anatomy(shipped.Model), Size, new(seed), new(seed + 10), new(25)), new PictureDrawer(Size));
        return [.. Enumerable.Range(0, Count).Select(i => drawer.Draw(scene, scene.Place(DrawnAction.Turned(_walk.Frames[i % _walk.Frames.Count].Pose, yaw)), i)).Select(drawn => (drawn.Picture, drawn.Coverage!))];
    }

    private static void Lay((RgbImage Picture, FloatImage Coverage) person, RgbImage into, int left)
    {
        for (var y = 0; y < Size; y++)
            for (var x = Math.Max(0, -left); x < Math.Min(Size, into.Width - left); x++)
                for (var c = 0; c < 3; c++)
                {
                    ref var value = ref into.Row(y)[3 * (x + left) + c];
                    value = (byte)(value + person.Coverage.Data[y * Size + x] * (person.Picture.Row(y)[3 * x + c] - value));
                }
    }

    private static float Middle(FloatImage coverage) =>
        coverage.Data.Select((value, i) => value * (i % Size + 0.5f)).Sum() / coverage.Data.Sum();
}
