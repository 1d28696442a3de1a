using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using LiquidWarp.Benchmarks.Training;

if (args is ["training-memory"])
{
    TrainingMemory.Run();
    return;
}

// One short job in this process: ratios and allocations are what is read, and the whole set stays affordable.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .HideColumns("Error", "StdDev", "RatioSD", "Job", "Toolchain", "IterationCount", "LaunchCount", "WarmupCount");
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
