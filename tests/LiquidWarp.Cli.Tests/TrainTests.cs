using LiquidWarp.Files;

namespace LiquidWarp.Tests;

/// <summary>Training from the command line, with a network and pictures small enough for a test.</summary>
public sealed class TrainTests : IDisposable
{
    // One thread each, whatever else runs on the machine: small networks gain nothing from more, and sums come in one order.
    private static readonly (string, string?)[] Alone = [("OMP_NUM_THREADS", "1"), ("OMP_WAIT_POLICY", "passive")];

    private static readonly string[] Small =
        ["train", "--widths", "3", "4", "--size", "64", "--batch", "1", "--steps", "40", "--checkpoint-every", "2", "--held-out", "0", "--precision", "float32", "--threads", "1", "--workers", "1"];

    private readonly string _folder = Directory.CreateTempSubdirectory("liquidwarp-train-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Train_KilledTwentyTimes_ComesToTheSameBits()
    {
        var (whole, killed) = (Path.Combine(_folder, "whole"), Path.Combine(_folder, "killed"));
        Assert.Equal(0, CommandLine.Run(Alone, [.. Small, "-o", whole]).ExitCode);

        var random = new Random(4);
        var kills = 0;
        for (; kills < 20; kills++)
        {
            using var process = CommandLine.Start(Alone, [.. Small, "-o", killed]);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            // Killed before it could begin, between checkpoints, or while one is written.
            WaitForStart(killed, process);
            if (process.WaitForExit(random.Next(700)))
                break;
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        Assert.InRange(kills, 3, 20);
        var last = CommandLine.Run(Alone, [.. Small, "-o", killed]);
        Assert.Equal(0, last.ExitCode);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "checkpoint.safetensors")), File.ReadAllBytes(Path.Combine(killed, "checkpoint.safetensors")));
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "losses.csv")), File.ReadAllText(Path.Combine(killed, "losses.csv")));
    }

    [Fact]
    public void Train_Done_LeavesAModelFolderAndAPage()
    {
        var run = Path.Combine(_folder, "run");
        var result = CommandLine.Run(Alone, [.. Small.Select(word => word == "40" ? "20" : word == "0" ? "2" : word), "-o", run]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains(Path.Combine(run, "index.html"), result.Out, StringComparison.Ordinal);
        Assert.Contains("sheets/step-00000020.jpg", File.ReadAllText(Path.Combine(run, "index.html")), StringComparison.Ordinal);
        foreach (var file in new[] { "losses.csv", "losses.png", "scores.csv", "scores.png", "sheets/step-00000020.jpg", "model/model.json", "model/body.safetensors" })
            Assert.True(new FileInfo(Path.Combine(run, file)).Length > 0, file);
        var weights = SafeTensorsFile.Read(Path.Combine(run, "model", "generator.safetensors")).Tensors;
        Assert.All(weights.Values, tensor => Assert.Equal(DType.Float16, tensor.DType));
        Assert.Contains("\"steps\": 20", File.ReadAllText(Path.Combine(run, "model", "model.json")), StringComparison.Ordinal);
        Assert.DoesNotContain(_folder, File.ReadAllText(Path.Combine(run, "model", "model.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_ResumedWithAnotherRecipe_IsRefusedUnlessForced()
    {
        var run = Path.Combine(_folder, "run");
        string[] start = [.. Small, "-o", run, "--minutes", "0.0001"];
        Assert.Equal(0, CommandLine.Run(Alone, start).ExitCode);
        var error = CommandLine.AssertFails(3, CommandLine.Run(Alone, [.. start, "--rate", "1e-3"]));
        Assert.Contains("LearningRate is 0.001 now and was 0.0004", error, StringComparison.Ordinal);
        error = CommandLine.AssertFails(3, CommandLine.Run(Alone, [.. start, "--motions", Path.Combine(Goldens.Checkout, "samples", "motions", "walk.npz")]));
        Assert.Contains("the pairs are", error, StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run(Alone, [.. start, "--rate", "1e-3", "--force"]).ExitCode);
    }

    // Each process takes its half of every step's pairs, so the sums are the same but for the order of adding.
    [Fact]
    public void Train_TwoProcesses_HaveTheLossesOfOneWithTwiceTheBatch()
    {
        var (one, two) = (Path.Combine(_folder, "one"), Path.Combine(_folder, "two"));
        string[] steps = [.. Small.Select(word => word == "40" ? "30" : word), "--features", "none"];
        Assert.Equal(0, CommandLine.Run(Alone, [.. steps.Select((word, i) => i > 0 && steps[i - 1] == "--batch" ? "2" : word), "-o", one]).ExitCode);

        var port = FreePort();
        var processes = Enumerable.Range(0, 2).Select(rank => CommandLine.Start(
            [.. Alone, ("RANK", $"{rank}"), ("LOCAL_RANK", $"{rank}"), ("WORLD_SIZE", "2"), ("MASTER_ADDR", "127.0.0.1"), ("MASTER_PORT", $"{port}")],
            [.. steps, "-o", two])).ToList();
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        foreach (var process in processes)
        {
            process.ErrorDataReceived += (_, line) => said.Enqueue($"{line.Data}\n");
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
        }

        foreach (var process in processes)
            using (process)
            {
                Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)), "a process did not end");
                Assert.True(process.ExitCode == 0, string.Concat(said));
            }

        var (expected, actual) = (Losses(one), Losses(two));
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            Assert.Equal(expected[i], actual[i], 0.01 * Math.Abs(expected[i])); // rounding, grown by thirty steps
    }

    [Theory]
    [InlineData(3, "learning rate 0", "--rate", "0")]
    [InlineData(3, "batch 0", "--batch", "0")]
    [InlineData(2, "--size is a number between 64 and 2048", "--size", "32")]
    [InlineData(3, "multiples of 4", "--size", "66")]
    [InlineData(4, "no device cuda:7", "--device", "cuda:7")]
    [InlineData(3, "nowhere", "--motions", "nowhere")]
    [InlineData(3, "nowhere.safetensors", "--from", "nowhere.safetensors")]
    public void Train_BadInput_SaysWhat(int exitCode, string message, params string[] arguments)
    {
        string[] usual = [.. Small.Where((_, i) => !(i > 0 && arguments[0] == Small[i - 1]) && Small[i] != arguments[0])];
        Assert.Contains(message, CommandLine.AssertFails(exitCode, CommandLine.Run(Alone, [.. usual, .. arguments, "-o", Path.Combine(_folder, "bad")])), StringComparison.Ordinal);
    }

    private static List<double> Losses(string run) => [.. File.ReadLines(Path.Combine(run, "losses.csv")).Skip(1)
        .Select(line => double.Parse(line.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture))];

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void WaitForStart(string folder, System.Diagnostics.Process process)
    {
        for (var i = 0; i < 600 && !Directory.Exists(folder) && !process.HasExited; i++)
            Thread.Sleep(20);
    }
}
