using System.CommandLine;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Distributed;

namespace LiquidWarp.Cli;

/// <summary>The option that says where networks run.</summary>
internal static class DeviceOption
{
    public static Option<string> Device { get; } = new("--device")
    {
        Description = "Where networks run: auto (the first GPU if there is one), cpu, cuda or cuda:N",
        DefaultValueFactory = _ => "auto",
    };

    static DeviceOption() => Device.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var text }] && text is not ("auto" or "cpu" or "cuda") && !(text.StartsWith("cuda:", StringComparison.Ordinal) && byte.TryParse(text.AsSpan(5), out _)))
            result.AddError("--device is auto, cpu, cuda or cuda:N.");
    });

    /// <summary>The device, with libtorch told how many threads it may use.</summary>
    /// <exception cref="MissingDependencyException">A GPU is asked for, and libtorch sees none or not that one.</exception>
    /// <param name="parse">The command line.</param>
    /// <param name="processes">Where several processes train together and no GPU is named, each takes the one of its number on its machine.</param>
    public static Device Read(ParseResult parse, DistributedEnvironment? processes = null)
    {
        if (parse.GetValue(CommonOptions.Threads) is > 0 and var threads)
            TorchRuntime.ThreadCount = threads;
        var device = Torch.Device.Parse(parse.GetValue(Device)!);
        if (device.IsCuda && processes is { WorldSize: > 1 } && !parse.GetValue(Device)!.Contains(':', StringComparison.Ordinal))
            device = Torch.Device.Cuda(processes.LocalRank);
        if (!device.IsCuda || Enumerable.Range(0, Torch.Device.CudaCount).Select(Torch.Device.Cuda).Contains(device))
            return device;
        throw new MissingDependencyException(
            $"There is no device {device}: libtorch {TorchRuntime.Version} sees {Torch.Device.CudaCount} CUDA devices. Leave out --device to run on what there is.",
            "LIBTORCH=/path/to/a/libtorch/with/cuda native/build.sh, on a machine with an NVIDIA GPU and its driver");
    }
}
