using System.Runtime.CompilerServices;

[assembly: DisableRuntimeMarshalling]
[assembly: InternalsVisibleTo("LiquidWarp.Torch.Tests")]
[assembly: InternalsVisibleTo("LiquidWarp.Benchmarks")]
