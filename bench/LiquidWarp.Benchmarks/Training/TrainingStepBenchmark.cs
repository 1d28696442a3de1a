using BenchmarkDotNet.Attributes;
using LiquidWarp.Torch;
using LiquidWarp.Training;

namespace LiquidWarp.Benchmarks.Training;

/// <summary>
/// One step of the default training, generator and discriminator, without drawing and without judging networks: ours beside the same
/// step in PyTorch, from the same weights on the same batch. Setup fails where the losses of the two go apart.
/// </summary>
public class TrainingStepBenchmark
{
    private const int StepsToCompare = 4;

    private string _folder = "";
    private RecordedTraining _own = null!;
    private PyTorchTraining _python = null!;

    [Params(TrainingPrecision.Float32, TrainingPrecision.BFloat16)]
    public TrainingPrecision Precision { get; set; }

    /// <summary>Pairs in the batch.</summary>
    [Params(4)]
    public int Batch { get; set; }

    [Params(256)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("liquidwarp-bench-").FullName;
        _own = RecordedTraining.Prepare(Size, Batch, Precision);
        _own.Write(_folder);
        _python = PyTorchTraining.Start(_folder, Precision == TrainingPrecision.BFloat16 ? "bfloat16" : "float32", TorchRuntime.ThreadCount);

        var tolerance = Precision == TrainingPrecision.BFloat16 ? 0.02 : 2e-3;
        for (var step = 0; step < StepsToCompare; step++)
        {
            var (own, python) = (_own.Step(), _python.Step());
            Console.WriteLine(FormattableString.Invariant($"// step {step}: generator {own.Generator:F5}, PyTorch {python.Generator:F5}; discriminator {own.Discriminator:F5}, PyTorch {python.Discriminator:F5}"));
            if (Math.Abs(own.Generator - python.Generator) > tolerance * python.Generator || Math.Abs(own.Discriminator - python.Discriminator) > tolerance * python.Discriminator)
                throw new InvalidOperationException($"Step {step} is not the same step.");
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _python.Dispose();
        _own.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public void PyTorch() => _python.Step();

    [Benchmark]
    public void LiquidWarp() => _own.Step();
}
