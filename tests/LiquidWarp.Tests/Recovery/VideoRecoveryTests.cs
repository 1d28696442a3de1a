using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Recovery;

// Exact and analytic: a person walks across the stage.
public sealed class VideoRecoveryTests
{
    private static readonly BodyModel Model = TinyBody.Create();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Recover_SomebodyWhoWalksAcross_MovesInTheFrameAsTheyDo()
    {
        var stage = new StagedPeople(Model, frame => [Walking(frame)]);
        var result = Recovery(stage).Recover("v", Frames(12), 25, new(), cancellation: Cancellation);
        Assert.Equal(12, result.Motion.Frames.Count);
        Assert.All(result.Seen, Assert.True);
        Assert.Empty(result.Motion.Assumptions);
        Assert.True(result.Motion.HasImageCamera);
        for (var i = 0; i < 12; i++)
        {
            var (truth, found) = (Hips(Walking(i)), Hips(result.Motion.Frames[i]));
            Assert.InRange(Vector2.Distance(truth, found), 0, 0.02f);
        }

        Assert.True(stage.Looks < 12 * 4, "most frames take one look");
    }

    [Fact]
    public void Recover_WhereNobodyIsSeenForAWhile_BridgesAndSaysSo()
    {
        var result = Recovery(new StagedPeople(Model, frame => frame is 4 or 5 ? [] : [Walking(frame)])).Recover("v", Frames(12), 25, new(), cancellation: Cancellation);
        Assert.Equal([4, 5], Enumerable.Range(0, 12).Where(i => !result.Seen[i]));
        Assert.Contains("4–5", Assert.Single(result.Motion.Assumptions), StringComparison.Ordinal);
        Assert.InRange(Vector2.Distance(Hips(Walking(4)), Hips(result.Motion.Frames[4])), 0, 0.03f);
    }

    [Fact]
    public void Recover_LeftAndRightExchangedForAMoment_KeepsThemApart()
    {
        var stage = new StagedPeople(Model, frame => [Walking(frame)]) { Exchanged = { 5, 6 } };
        var result = Recovery(stage).Recover("v", Frames(12), 25, new(), cancellation: Cancellation);
        Assert.All(result.Motion.Frames, frame => Assert.True(Facing(frame).Z < -0.5f));
    }

    [Fact]
    public void Recover_OneOfTwo_StaysWithThem()
    {
        // They pass each other in front of the camera, two heads apart.
        static BodyParameters Other(int frame) => PersonSearchTests.Standing(0.4f, 1.2f - 0.2f * frame, 0.9f);
        var choice = new PersonChoice { Number = 1 };
        var result = Recovery(new StagedPeople(Model, frame => [Walking(frame), Other(frame)])).Recover("v", Frames(12), 25, choice, cancellation: Cancellation);
        for (var i = 0; i < 12; i++)
            Assert.InRange(Vector2.Distance(Hips(Other(i)), Hips(result.Motion.Frames[i])), 0, 0.03f);
    }

    [Fact]
    public void Recover_OneOfTwo_TellsAtTheStartHowManyThereAre()
    {
        List<(int First, int People)> told = [];
        var stage = new StagedPeople(Model, frame => frame < 5 ? [] : [Walking(frame), PersonSearchTests.Standing(0.4f, 1.2f, 0.9f)]);
        Recovery(stage).Recover("v", Frames(12), 25, new(), started: (frame, _, people) => told.Add((frame.Data[0], people)), cancellation: Cancellation);
        Assert.Equal([(5, 2)], told);
    }

    [Fact]
    public void Recover_NobodyAtAll_IsInputAtFault() => Assert.Contains(
        "Nobody is found in v", Assert.Throws<InputException>(() => Recovery(new StagedPeople(Model, _ => [])).Recover("v", Frames(3), 25, new(), cancellation: Cancellation)).Message, StringComparison.Ordinal);

    [Fact]
    public void Recover_OneFrame_IsAMotionOfOneFrame() =>
        Assert.Single(Recovery(new StagedPeople(Model, frame => [Walking(frame)])).Recover("v", Frames(1), 25, new(), cancellation: Cancellation).Motion.Frames);

    private static VideoRecovery Recovery(StagedPeople stage)
    {
        var search = new PersonSearch(stage);
        return new(search, new PersonRecovery(search, Model), new MotionSmoothing());
    }

    private static IEnumerable<RgbImage> Frames(int count) => Enumerable.Range(0, count).Select(i => StagedPeople.Picture(i, 300, 300));

    private static BodyParameters Walking(int frame) => PersonSearchTests.Standing(0.45f, -0.9f + 0.12f * frame, 0);

    private static Vector2 Hips(BodyParameters body) => new BodySkeleton(Model).Mark(body)[BodyPoint.HipMiddle];

    private static Vector3 Facing(BodyParameters body) => Vector3.Transform(Vector3.UnitZ, Rotations.ToQuaternion(new Vector3(body.Pose)));
}
