using System.Diagnostics;
using LiquidWarp.Torch;

namespace LiquidWarp.Training;

/// <summary>Finds out whether 16 bits are faster here: on some CPUs they are twice as fast, on others they crawl.</summary>
public static class FastestPrecision
{
    private const int Trials = 3;

    /// <summary>bfloat16 where a device computes convolutions faster in it, by trying; takes a fraction of a second.</summary>
    public static DType On(Device device)
    {
        using var scope = TensorScope.Enter();
        using var unrecorded = NoGrad.Enter();
        return Time(DType.BFloat16, device) < Time(DType.Float32, device) ? DType.BFloat16 : DType.Float32;
    }

    private static TimeSpan Time(DType type, Device device)
    {
        var picture = Tensor.Ones([4, 64, 48, 48], type, device).ChannelsLast();
        var weight = Tensor.Ones([64, 64, 3, 3], type, device).ChannelsLast();
        var best = TimeSpan.MaxValue;
        // The first time makes ready.
        for (var trial = 0; trial <= Trials; trial++)
        {
            var watch = Stopwatch.StartNew();
            picture.Conv2d(weight, padding: 1);
            device.Synchronize();
            if (trial > 0 && watch.Elapsed < best)
                best = watch.Elapsed;
        }

        return best;
    }
}
