using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Recovery;

// Analytic.
public sealed class PlantedFeetTests
{
    private static readonly BodyModel Model = TinyBody.Create();

    private static readonly BodySkeleton Skeleton = new(Model);

    [Fact]
    public void Hold_SomebodyWhoStandsStill_ChangesNothing()
    {
        var frames = Enumerable.Repeat(PersonSearchTests.Standing(0.8f, 0.1f, -0.2f), 20).ToList();
        Assert.All(Hold(frames), frame => Assert.Equal(frames[0].Camera, frame.Camera));
    }

    [Fact]
    public void Hold_SomebodyWhoGlides_IsLeftAlone()
    {
        // Three heights in two seconds: whatever moves them, no foot of theirs stands.
        var frames = Enumerable.Range(0, 60).Select(i => PersonSearchTests.Standing(0.5f, -1.5f + 0.08f * i, 0)).ToList();
        var held = Hold(frames);
        for (var i = 0; i < frames.Count; i++)
            Assert.Equal(frames[i].Camera.X, held[i].Camera.X, 1e-3f);
    }

    [Fact]
    public void Hold_StandingFeetThatTremble_AreHeldWithoutMovingAway()
    {
        var random = new Random(3);
        var frames = Enumerable.Range(0, 90).Select(i => PersonSearchTests.Standing(0.8f, 0.004f * (random.NextSingle() - 0.5f), 0.004f * (random.NextSingle() - 0.5f))).ToList();
        Assert.InRange(Slide(Hold(frames), BodyPoint.LeftAnkle), 0, 0.25f * Slide(frames, BodyPoint.LeftAnkle));
        Assert.All(Hold(frames), frame => Assert.InRange(MathF.Abs(frame.Camera.X) + MathF.Abs(frame.Camera.Y), 0, 0.004f));
    }

    [Fact]
    public void Hold_OneFootStandsTheOtherSwings_HoldsTheOneAndKeepsTheSwing()
    {
        // The right leg swings; the body is shifted a little in every other frame, as a fit does.
        var frames = Enumerable.Range(0, 60).Select(i => Swinging(i, 0.002f * (i % 2))).ToList();
        var held = Hold(frames);
        Assert.InRange(Slide(held, BodyPoint.LeftAnkle), 0, 0.2f * Slide(frames, BodyPoint.LeftAnkle));
        // At the ends of its way the swinging foot rests for a moment and is held as well: three thousandths of the person's height.
        for (var i = 0; i < frames.Count; i++)
            Assert.InRange(Vector2.Distance(Skeleton.Mark(frames[i])[BodyPoint.RightAnkle], Skeleton.Mark(held[i])[BodyPoint.RightAnkle]), 0, 0.006f);
    }

    [Fact]
    public void Hold_BackwardsInTime_IsTheSameBackwards()
    {
        var random = new Random(5);
        var frames = Enumerable.Range(0, 40).Select(i => Swinging(i, 0.01f * random.NextSingle())).ToList();
        var (there, back) = (Hold(frames), Hold([.. Enumerable.Reverse(frames)]).Reverse().ToList());
        for (var i = 0; i < frames.Count; i++)
            Assert.Equal(there[i].Camera.X, back[i].Camera.X, 1e-5f);
    }

    [Fact]
    public void Hold_NoisyWalk_SlidesFarLessThanWhenSteadiedAlone()
    {
        var random = new Random(1);
        var motion = ProceduralMotion.Create("walk");
        var truth = motion.Frames.Take(90).Select(frame => frame with { Camera = frame.Camera with { Scale = 0.9f } }).ToList();
        float Noise() => random.NextSingle() + random.NextSingle() - 1;
        var noisy = truth.Select(frame => frame with
        {
            Camera = frame.Camera with { X = frame.Camera.X + 0.01f * Noise(), Y = frame.Camera.Y + 0.01f * Noise() },
            Pose = [.. frame.Pose.Select(value => value + 0.04f * Noise())],
        }).ToList();

        var steadied = new MotionSmoothing().Apply(noisy, motion.FramesPerSecond);
        var held = new PlantedFeet(Model).Hold(steadied, motion.FramesPerSecond);

        var planted = Enumerable.Range(0, truth.Count - 1).SelectMany(i => new[] { BodyPoint.LeftAnkle, BodyPoint.RightAnkle }.Select(foot => (Frame: i, Foot: foot)))
            .Where(step => Step(truth, step.Frame, step.Foot) < 0.001f).ToList();
        Assert.True(planted.Count > 20);
        Assert.InRange(planted.Average(step => Step(held, step.Frame, step.Foot)), 0, 0.5f * planted.Average(step => Step(steadied, step.Frame, step.Foot)));
        // And the body as a whole is where it was.
        Assert.InRange(Error(held, truth), 0, 1.15f * Error(steadied, truth));
    }

    private static IReadOnlyList<BodyParameters> Hold(IReadOnlyList<BodyParameters> frames) => new PlantedFeet(Model).Hold(frames, 30);

    private static BodyParameters Swinging(int frame, float shift)
    {
        var body = PersonSearchTests.Standing(0.8f, shift, 0);
        var pose = body.Pose.ToArray();
        pose[3 * (int)Joint.RightHip + 2] = MathF.Sin(0.3f * frame);
        return body with { Pose = pose };
    }

    private static float Slide(IReadOnlyList<BodyParameters> frames, BodyPoint foot) => Enumerable.Range(0, frames.Count - 1).Average(i => Step(frames, i, foot));

    private static float Step(IReadOnlyList<BodyParameters> frames, int i, BodyPoint foot) => Vector2.Distance(Skeleton.Mark(frames[i])[foot], Skeleton.Mark(frames[i + 1])[foot]);

    private static float Error(IReadOnlyList<BodyParameters> frames, IReadOnlyList<BodyParameters> truth) => Enumerable.Range(0, frames.Count).Average(i =>
    {
        var (here, there) = (Skeleton.Mark(frames[i]), Skeleton.Mark(truth[i]));
        return here.Keys.Average(point => Vector2.Distance(here[point], there[point]));
    });
}
