using System.Diagnostics;
using LiquidWarp.Torch;
using LiquidWarp.Training;

namespace LiquidWarp.Benchmarks.Training;

/// <summary>What a training holds in memory over 1,000 steps of small pictures: it must stay flat.</summary>
internal static class TrainingMemory
{
    public static void Run()
    {
        using var training = RecordedTraining.Prepare(size: 64, batch: 4, TrainingPrecision.BFloat16);
        Console.WriteLine("| step | resident MiB | tensors | managed KiB |\n|---:|---:|---:|---:|");
        for (var step = 1; step <= 1000; step++)
        {
            training.Step();
            if (step is 1 or 10 or 100 || step % 200 == 0)
                Console.WriteLine($"| {step} | {Process.GetCurrentProcess().WorkingSet64 >> 20} | {Tensor.LiveCount} | {GC.GetTotalMemory(forceFullCollection: true) >> 10} |");
        }
    }
}
