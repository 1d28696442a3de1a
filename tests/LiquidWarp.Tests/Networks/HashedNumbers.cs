using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Networks;

/// <summary>The reproducible numbers of REFERENCE 14: by them a network of any size has known activations without any file.</summary>
internal static class HashedNumbers
{
    /// <summary>Number <paramref name="j"/> (from 1) of tensor <paramref name="t"/>, in [−1, 1).</summary>
    public static double At(uint t, uint j)
    {
        unchecked
        {
            var h = (j * 2654435761u) ^ ((t + 1) * 2246822519u);
            h ^= h >> 15;
            h *= 2246822519u;
            h ^= h >> 13;
            h *= 3266489917u;
            h ^= h >> 16;
            return h / 4294967296.0 * 2 - 1;
        }
    }

    /// <summary>Input number k of a shape.</summary>
    public static Tensor Input(uint k, ReadOnlySpan<long> shape) => Tensor.From(Fill(1000 + k, shape.ToArray(), v => v), shape);

    /// <summary>Sets all parameters and buffers but batch counts; the place in ordinal order is the tensor's number.</summary>
    public static void FillParameters(ParameterStore store)
    {
        using var unrecorded = NoGrad.Enter();
        var t = 0u;
        foreach (var (name, tensor) in store.All.Where(named => !named.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
            tensor.CopyFrom<float>(Fill(t++, tensor.Shape, Rule(name, tensor.Shape)));
    }

    private static Func<double, double> Rule(string name, long[] shape)
    {
        var scale = Math.Sqrt(6.0 / shape.AsSpan(1).ToArray().Aggregate(1L, (a, b) => a * b));
        return name switch
        {
            _ when shape.Length >= 2 => v => v * scale,
            _ when name.EndsWith("running_var", StringComparison.Ordinal) => v => 1 + 0.5 * Math.Abs(v),
            _ when name.EndsWith("running_mean", StringComparison.Ordinal) || name.EndsWith("bias", StringComparison.Ordinal) ||
                   name.EndsWith("mean_theta", StringComparison.Ordinal) => v => 0.1 * v,
            _ when name.Contains("relu", StringComparison.Ordinal) => v => 0.25 + 0.1 * v,
            _ => v => 1 + 0.1 * v,
        };
    }

    private static float[] Fill(uint t, long[] shape, Func<double, double> rule)
    {
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        Parallel.For(0, (values.Length + 65535) / 65536, block =>
        {
            var end = Math.Min(values.Length, (block + 1) * 65536);
            for (var i = block * 65536; i < end; i++)
                values[i] = (float)rule(At(t, (uint)i + 1));
        });
        return values;
    }
}
