using System.CommandLine;
using System.Runtime.Intrinsics.X86;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Media;
using LiquidWarp.Torch;

namespace LiquidWarp.Cli.Commands;

/// <summary><c>liquidwarp doctor</c>: what is on this machine, what is missing, and the command that brings it.</summary>
internal static class DoctorCommand
{
    private const string NativeRemedy = "apt-get install -y cmake g++ libtorch-dev libgloo-dev libopenblas0-pthread && native/build.sh";

    public static Command Create() => new Command("doctor", "Check this machine and say what is missing and how to get it. Exit code 4 if something is.")
        .WithWork((_, report, _) => Run(report));

    private static void Run(WorkReport report)
    {
        report.Checked("processor", true, Processor());
        var missing = new List<(string What, string Remedy)>();
        Check("ffmpeg", () => $"{FFmpeg.Version().Split(" Copyright")[0]} ({FFmpeg.Program}, {FFmpeg.ProbeProgram})");
        Check("libtorch", () => $"{TorchRuntime.Version}, {TorchRuntime.ThreadCount} threads, {(Device.CudaCount > 0 ? $"{Device.CudaCount} CUDA device(s)" : "no CUDA device")}");
        Check("body", () => BodyModel.LoadDefault() is var body ? $"{body.Name}, {body.VertexCount} vertices" : "");
        if (missing.Count > 0)
            throw new MissingDependencyException(
                $"Not everything is here: {string.Join(", ", missing.Select(lack => lack.What))}.", string.Join(" && ", missing.Select(lack => lack.Remedy)));

        void Check(string what, Func<string> look)
        {
            try
            {
                report.Checked(what, true, look());
            }
            catch (Exception error) when (error is MissingDependencyException or MissingLibraryException or InputException or FFmpegException or TorchException)
            {
                report.Checked(what, false, error.Message);
                missing.Add((what, error is MissingDependencyException lack ? lack.Remedy : NativeRemedy));
            }
        }
    }

    private static string Processor() =>
        $"{Environment.ProcessorCount} cores, {(Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "no AVX2")}, "
        + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB memory, .NET {Environment.Version}";
}
