using LiquidWarp.Datasets;
using LiquidWarp.Training;

namespace LiquidWarp.Tests.Training;

public sealed class TrainerTests : TensorTestBase
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_StoppedAndResumed_ComesToTheSameBits()
    {
        using var whole = new TinyTraining();
        whole.Run(12, Cancellation);

        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        using (var first = new TinyTraining())
        {
            first.Run(5, Cancellation);
            first.State.Save(path);
        }

        using var second = new TinyTraining();
        second.Run(2, Cancellation); // whatever it holds is replaced
        second.State.Load(path);
        File.Delete(path);
        Assert.Equal(5, second.State.Step);
        second.Run(12, Cancellation);
        Assert.Equal(whole.Bytes(), second.Bytes());
    }

    // The pairs of a step do not depend on how it is cut into parts, nor does the sum of gradients but for rounding.
    [Fact]
    public void Run_StepInTwoParts_IsTheSameStep()
    {
        using var whole = new TinyTraining(TinyTraining.Recipe with { Batch = 4 });
        using var parts = new TinyTraining(TinyTraining.Recipe with { Batch = 2, Accumulate = 2 });
        var (expected, actual) = (whole.Run(4, Cancellation), parts.Run(4, Cancellation));
        for (var i = 0; i < expected.Count; i++)
            Assert.Equal(expected[i], actual[i], 2e-3f * expected[i]);
    }

    [Fact]
    public void Run_SamePairsAgainAndAgain_LearnsThem()
    {
        using var training = new TinyTraining(TinyTraining.Recipe with { ConstantSteps = 150, DecaySteps = 0 }, new OnePair(new Features.PaintedDolls(TinyTraining.Size)));
        var losses = training.Run(150, Cancellation);
        Assert.InRange(losses[^10..].Average(), 0, 0.6 * losses[..5].Average());
    }

    [Fact]
    public void Run_BetweenReconstructions_LearnsTheTargetAlone()
    {
        using var training = new TinyTraining(TinyTraining.Recipe with { ReconstructEvery = 3 });
        List<float> source = [], target = [];
        byte[] head = [];
        training.Trainer.Run(progress =>
        {
            source.Add(progress.Terms[1]);
            target.Add(progress.Terms[2]);
            var now = training.State.GeneratorParameters["source.head.weight"].ToArray<float>();
            var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(now.AsSpan()).ToArray();
            if (progress.Step is 2 or 3)
                Assert.Equal(head, bytes);
            if (progress.Step == 4)
                Assert.NotEqual(head, bytes);
            head = bytes;
            return progress.Step < 5;
        }, Cancellation);
        Assert.Equal([true, false, false, true, false], source.Select(value => value > 0));
        Assert.All(target, value => Assert.True(value > 0));
    }

    [Fact]
    public void Run_LossIsNoNumber_StopsAndKeepsTheState()
    {
        using var training = new TinyTraining();
        training.Run(2, Cancellation);
        using (LiquidWarp.Torch.NoGrad.Enter())
            training.State.GeneratorParameters["target.head.bias"].Fill(double.NaN);
        var error = Assert.Throws<InputException>(() => training.Run(12, Cancellation));
        Assert.Contains("step 3", error.Message);
        Assert.Equal(2, training.State.Step);
        Assert.Equal("target.head.bias", training.State.FindUnsound());
    }

    [Fact]
    public void Run_ManySteps_LeavesNoTensors()
    {
        using var training = new TinyTraining();
        training.Run(3, Cancellation);
        var before = LiquidWarp.Torch.Tensor.LiveCount;
        training.Run(9, Cancellation);
        Assert.Equal(before, LiquidWarp.Torch.Tensor.LiveCount);
    }

    [Fact]
    public void Constructor_SizeThatTheGeneratorCannotHalve_SaysSo()
    {
        var error = Assert.Throws<InputException>(() => new TinyTraining(TinyTraining.Recipe with { Size = 36, Window = 0 }));
        Assert.Contains("multiples of 8", error.Message);
    }

    [Fact]
    public void Run_Cancelled_EndsBetweenSteps()
    {
        using var training = new TinyTraining();
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => training.Trainer.Run(progress =>
        {
            source.Cancel();
            return true;
        }, source.Token));
        Assert.Equal(1, training.State.Step);
    }

    private sealed class OnePair(IPairSource pairs) : IPairSource
    {
        public string Identity => "one pair";

        public PersonPair Pair(long number) => pairs.Pair(number % 2);
    }
}
