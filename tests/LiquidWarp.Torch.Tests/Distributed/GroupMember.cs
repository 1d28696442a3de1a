using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Distributed;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Tests.Distributed;

/// <summary>
/// One process of a group: the program of these tests, started again. Where the variable names a part to play, it plays that instead
/// of running tests, says what it got on its standard output, and ends.
/// </summary>
internal static class GroupMember
{
    private const string Part = "LIQUIDWARP_TEST_PART";

    /// <summary>Starts members 0, 1, … with these parts on this machine; gives what each said, its errors, and its exit code.</summary>
    public static async Task<IReadOnlyList<(string[] Lines, string Error, int Code)>> Run(params string[] parts)
    {
        var port = FreePort();
        var members = parts.Select((part, rank) => Run(part, rank, parts.Length, port)).ToList();
        return await Task.WhenAll(members);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<(string[] Lines, string Error, int Code)> Run(string part, int rank, int size, int port)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(GroupMember).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in ((string, object)[])[(Part, part), ("RANK", rank), ("WORLD_SIZE", size), ("MASTER_ADDR", "127.0.0.1"), ("MASTER_PORT", port), ("OMP_NUM_THREADS", 1)])
            start.Environment[name] = Convert.ToString(value, CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(TimeSpan.FromMinutes(2));
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return ((await output).Split('\n', StringSplitOptions.RemoveEmptyEntries), await error, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

#pragma warning disable CA2255 // this is a program
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void PlayPart()
    {
        if (Environment.GetEnvironmentVariable(Part) is not { } part)
            return;
        try
        {
            Play(part);
            Environment.Exit(0);
        }
        catch (DistributedException error)
        {
            Say($"lost: {error.Message}");
            Environment.Exit(7);
        }
    }

    private static void Play(string part)
    {
        var environment = DistributedEnvironment.Read();
        if (part == "absent")
            return;
        using var group = ProcessGroup.Join(environment, timeout: TimeSpan.FromSeconds(part == "exchange" ? 60 : 3));
        using var scope = TensorScope.Enter();
        switch (part)
        {
            case "exchange":
                Exchange(group);
                break;
            case "train":
                Train(group);
                break;
            case "die":
                group.Sum(1);
                Process.GetCurrentProcess().Kill();
                break;
            case "hang":
                group.Sum(1);
                Thread.Sleep(TimeSpan.FromSeconds(8));
                break;
            case "survive":
                group.Sum(1);
                Say("met");
                for (var i = 0; i < 1000; i++)
                    group.Average([Tensor.Ones([1000])]);
                break;
            default:
                throw new ArgumentException($"There is no part '{part}'.");
        }
    }

    private static void Exchange(ProcessGroup group)
    {
        Tensor Own(params long[] shape) => Tensor.Arange(0, shape.Aggregate(1L, (a, b) => a * b)).Reshape(shape) + 100 * group.Rank;

        Tensor[] tensors = [Own(2, 3, 2, 2).ChannelsLast(), Own(3).To(DType.BFloat16), Own(5), Own(9_000_000)];
        group.Average(tensors);
        Say($"{group.Rank} of {group.WorldSize}, first {group.IsFirst}");
        Say(string.Join(' ', tensors[0].ToArray<float>()));
        Say($"{tensors[0].IsChannelsLast} {tensors[1].Type} {string.Join(' ', tensors[1].ToArray<float>())}");
        Say(string.Join(' ', tensors[2].ToArray<float>()));
        Say($"{tensors[3].ToArray<float>()[8_999_999]}");

        var whole = Tensor.Full([], group.Rank + 7, DType.Int64);
        var (half, single) = (Own(2).To(DType.BFloat16), Own(2));
        group.Broadcast([whole, half, single], from: 1);
        Say($"{whole.ToDouble()} {string.Join(' ', half.ToArray<float>())} {string.Join(' ', single.ToArray<float>())}");
        Say($"{group.Sum(group.Rank + 0.25)}");
    }

    // Each process takes its half of the batch; what a process alone makes of the whole is in the test.
    private static void Train(ProcessGroup group)
    {
        using var training = new SmallTraining(seed: (ulong)(5 + group.Rank));
        group.Broadcast(training.Store.All.Select(named => named.Tensor));
        for (var step = 0; step < 5; step++)
            Say($"{group.Sum(training.Step(step, group.Rank, group.WorldSize, () => group.AverageGradients(training.Store.Parameters))) / group.WorldSize:R}");
        Say(Convert.ToHexString([.. training.Store.Save().SelectMany(entry => entry.Data.ToArray())]));
    }

    private static void Say(string line) => Console.Out.WriteLine(line.ReplaceLineEndings(" "));
}
