using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Networks;

/// <summary>Sets parameters by the rule of shared/goldens/README.md, so that large networks need no file. The names take part in it.</summary>
internal static class FormulaWeights
{
    /// <summary>Sets everything whose name begins with a prefix, which the rule does not see.</summary>
    public static void Fill(ParameterStore store, string prefix = "")
    {
        using var unrecorded = NoGrad.Enter();
        foreach (var (name, tensor) in store.All)
            if (name.StartsWith(prefix, StringComparison.Ordinal) && !name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                tensor.CopyFrom<float>(Values(name[prefix.Length..], tensor.Shape));
    }

    private static float[] Values(string name, long[] shape)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        var phase = System.Text.Encoding.UTF8.GetBytes(name).Sum(b => b) % 97;
        Func<double, double> rule = name switch
        {
            _ when shape.Length >= 2 => s => 2 / Math.Sqrt((double)count / shape[0]) * s,
            _ when name.EndsWith("running_var", StringComparison.Ordinal) => s => 1 + 0.5 * s * s,
            _ when name.EndsWith("running_mean", StringComparison.Ordinal) => s => 0.1 * s,
            _ when name.EndsWith("weight", StringComparison.Ordinal) => s => 1 + 0.1 * s,
            _ => s => 0.1 * s,
        };
        var values = new float[count];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)rule(Math.Sin(0.7 * i + phase));
        return values;
    }
}
