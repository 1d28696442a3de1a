using LiquidWarp.Torch;

namespace LiquidWarp.Tests;

/// <summary>
/// For every class that touches tensors: runs each test in a scope and asserts that it leaks none. One collection, for
/// libtorch's random generator and thread count belong to the process.
/// </summary>
[Collection("libtorch")]
public abstract class TensorTestBase : IDisposable
{
    private readonly long _before;

    /// <summary>Counts what lives and seeds the generator.</summary>
    protected TensorTestBase()
    {
        _before = Tensor.LiveCount;
        TorchRuntime.ManualSeed(1);
    }

    /// <summary>Fails the test that leaves tensors behind.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Assert.Equal(_before, Tensor.LiveCount);
    }

    /// <summary>A scope that ends with the test method.</summary>
    protected static TensorScope Scope() => TensorScope.Enter();

    /// <summary>Numbers that depend on nothing but the seed, uniform in [−1, 1).</summary>
    protected static float[] Numbers(int count, int seed = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }
}
