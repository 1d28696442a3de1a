using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Torch.Optim;

namespace LiquidWarp.Tests.Distributed;

/// <summary>A network of two layers that learns from batches of four, or from equal parts of them.</summary>
internal sealed class SmallTraining : IDisposable
{
    private readonly Sequential _network;
    private readonly Adam _adam;

    public SmallTraining(ulong seed)
    {
        TorchRuntime.ManualSeed(seed);
        Store = new ParameterStore();
        _network = new Sequential(new Conv2d(Store.Root / 0, 3, 8, kernel: 3, padding: 1), Activation.Relu, new Conv2d(Store.Root / 2, 8, 3, kernel: 3, padding: 1));
        _adam = new Adam(Store.Parameters, new AdamOptions { LearningRate = 0.01 });
    }

    public ParameterStore Store { get; }

    /// <summary>One step on this part of the batch of that number; gives the loss.</summary>
    public double Step(int number, int part, int parts, Action exchange)
    {
        using var scope = TensorScope.Enter();
        var random = new Random(number);
        Tensor Batch() => Tensor.From([.. Enumerable.Range(0, 4 * 3 * 8 * 8).Select(_ => random.NextSingle() * 2 - 1)], [4, 3, 8, 8]).Slice(0, part * 4 / parts, (part + 1) * 4 / parts);

        var (x, y) = (Batch(), Batch());
        _adam.ClearGrads();
        var loss = _network.Forward(x).MseLoss(y);
        loss.Backward();
        exchange();
        _adam.Step();
        return loss.ToDouble();
    }

    public void Dispose()
    {
        _adam.Dispose();
        Store.Dispose();
    }
}
