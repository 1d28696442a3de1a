using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Benchmarks.Torch;

/// <summary>What crossing to libtorch costs for the smallest operation: the safe handles and scopes against bare pointers.</summary>
public unsafe class TensorBorderBenchmark
{
    private delegate* unmanaged<nint, nint, nint> _add;
    private delegate* unmanaged<nint, int> _free;
    private Tensor _a = null!;
    private Tensor _b = null!;

    [GlobalSetup]
    public void Setup()
    {
        var library = NativeLibrary.Load(NativeLocation.Find(Environment.GetEnvironmentVariable(NativeLocation.Variable), AppContext.BaseDirectory));
        _add = (delegate* unmanaged<nint, nint, nint>)NativeLibrary.GetExport(library, "lw_add");
        _free = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "lw_tensor_free");
        (_a, _b) = (Tensor.Ones([16]), Tensor.Ones([16]));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _a.Dispose();
        _b.Dispose();
    }

    [Benchmark]
#pragma warning disable CA1822 // a benchmark is an instance method
    public int Noop() => Native.lw_noop();
#pragma warning restore CA1822

    [Benchmark(Baseline = true)]
    public void Add16BarePointers() => _free(_add(_a.Handle.DangerousGetHandle(), _b.Handle.DangerousGetHandle()));

    [Benchmark]
    public void Add16()
    {
        using var sum = _a + _b;
    }

    [Benchmark]
    public void Add16InScope()
    {
        using var scope = TensorScope.Enter();
        _ = _a + _b;
    }
}
