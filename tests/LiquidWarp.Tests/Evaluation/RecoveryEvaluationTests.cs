using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Evaluation;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using LiquidWarp.Tests.Recovery;

namespace LiquidWarp.Tests.Evaluation;

// Exact: who is recovered as they are scores full marks, who is not found none.
public sealed class RecoveryEvaluationTests
{
    [Fact]
    public void Run_APerfectEyeAndABlindOne_ScoreAsTheyShould()
    {
        var model = TinyBody.Create();
        var body = PersonSearchTests.Standing(0.8f, 0, 0);
        var picture = new PersonPicture(StagedPeople.Picture(0, 128, 128), body, new FloatImage(128, 128, 1, [.. Enumerable.Repeat(1f, 128 * 128)]));
        KnownPicture[] known = [KnownPicture.Of("a", model, picture)];

        RecoveryScores Score(params BodyParameters[] seen) => RecoveryEvaluation.Run(
            new PersonRecovery(new PersonSearch(new StagedPeople(model, _ => seen)), model), model, known, _ => { }, TestContext.Current.CancellationToken);

        var perfect = Score(body);
        Assert.Equal((1, 0, 1, 1), (perfect.Pictures, perfect.Lost, perfect.Near, perfect.NearTorso));
        Assert.InRange(perfect.JointError, 0, 40);
        Assert.InRange(perfect.AlignedJointError, 0, 30);
        Assert.All(perfect.ByPoint.Values, share => Assert.Equal(1, share));
        var blind = Score();
        Assert.Equal((1, 1, 0, 0, 0), (blind.Pictures, blind.Lost, blind.Near, blind.NearTorso, blind.MaskOverlap));
        Assert.True(double.IsNaN(blind.JointError));
        Assert.InRange(Score(PersonSearchTests.Standing(0.8f, 0.3f, 0)).Near, 0, 0.2);
    }
}
