using LiquidWarp.Training.Features;

namespace LiquidWarp.Tests.Training.Features;

// Analytic.
public sealed class VerificationTests
{
    [Fact]
    public void Of_PairsThatAreToldApart_IsPerfect()
    {
        var (accuracy, equalError) = Verification.Of([0.9f, 0.8f], [0.7f, 0.1f, -0.4f]);
        Assert.Equal(1, accuracy);
        Assert.Equal(0, equalError);
    }

    [Fact]
    public void Of_OneOfFourMistakenOnEachSide_HasThatErrorRate()
    {
        var (accuracy, equalError) = Verification.Of([0.9f, 0.8f, 0.7f, 0.2f], [0.75f, 0.1f, 0.05f, 0]);
        Assert.Equal(0.875, accuracy); // at 0.2: all equal ones, and one different one
        Assert.Equal(0.25, equalError); // at 0.7
    }

    [Fact]
    public void Of_PairsThatAreAllAlike_IsAGuess()
    {
        var (accuracy, equalError) = Verification.Of([1, 1], [1, 1, 1]);
        Assert.Equal(0.5, accuracy);
        Assert.Equal(0.5, equalError);
    }
}
