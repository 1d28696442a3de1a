using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Recovery;

// Analytic.
public sealed class MotionSmoothingTests
{
    private const int Elbow = 3 * (int)Joint.LeftElbow;

    [Fact]
    public void Apply_StillPerson_ChangesNothing()
    {
        var frames = Frames(30, _ => 0.7f);
        Assert.All(new MotionSmoothing().Apply(frames, 30), frame => Assert.Equal(0.7f, frame.Pose[Elbow], 1e-5f));
    }

    [Fact]
    public void Apply_Trembling_SteadiesIt()
    {
        var random = new Random(2);
        var frames = Frames(60, _ => 0.7f + 0.05f * (random.NextSingle() - 0.5f));
        Assert.InRange(Spread(new MotionSmoothing().Apply(frames, 30)), 0, 0.55f * Spread(frames));
        Assert.True(Spread(new MotionSmoothing { Seconds = 0.2f }.Apply(frames, 30)) < Spread(new MotionSmoothing().Apply(frames, 30)));
    }

    [Fact]
    public void Apply_SteadyTurn_DoesNotLag()
    {
        var frames = Frames(41, i => 0.05f * i);
        var steadied = new MotionSmoothing().Apply(frames, 30);
        for (var i = 8; i < 33; i++)
            Assert.Equal(frames[i].Pose[Elbow], steadied[i].Pose[Elbow], 1e-3f);
    }

    [Fact]
    public void Apply_FastBlow_KeepsMostOfIt()
    {
        var frames = Frames(41, i => i is >= 18 and <= 22 ? 1.5f * MathF.Sin(MathF.PI * (i - 17) / 6) : 0);
        Assert.InRange(new MotionSmoothing().Apply(frames, 30)[20].Pose[Elbow], 1.1f, 1.5f);
    }

    [Fact]
    public void Apply_BackwardsInTime_IsTheSameBackwards()
    {
        var random = new Random(4);
        var frames = Frames(25, _ => random.NextSingle());
        var (there, back) = (new MotionSmoothing().Apply(frames, 25), new MotionSmoothing().Apply([.. frames.Reverse()], 25).Reverse().ToList());
        for (var i = 0; i < 25; i++)
            Assert.Equal(there[i].Pose[Elbow], back[i].Pose[Elbow], 1e-4f);
    }

    [Fact]
    public void Apply_ZeroSeconds_IsTheMotionItself()
    {
        var frames = Frames(5, i => i);
        Assert.Same(frames, new MotionSmoothing { Seconds = 0 }.Apply(frames, 30));
    }

    [Fact]
    public void Apply_ShapesThatStray_BecomeTheirMedian()
    {
        var frames = Frames(5, _ => 0).Select((frame, i) => frame with { Shape = [i == 4 ? 9 : i, .. new float[9]] }).ToList();
        Assert.All(new MotionSmoothing().Apply(frames, 30), frame => Assert.Equal(2, frame.Shape[0]));
    }

    private static IReadOnlyList<BodyParameters> Frames(int count, Func<int, float> bend) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var pose = BodyParameters.Frontal().Pose.ToArray();
        pose[Elbow] = bend(i);
        return new BodyParameters(new(0.9f, 0, 0), pose, new float[BodyParameters.ShapeLength]);
    })];

    private static float Spread(IReadOnlyList<BodyParameters> frames)
    {
        var values = frames.Select(frame => frame.Pose[Elbow]).ToList();
        var mean = values.Average();
        return MathF.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
