using System.Diagnostics;
using System.Globalization;

namespace LiquidWarp.Benchmarks.Training;

/// <summary>bench/pytorch/training_step.py in a process of its own, which takes a step when asked.</summary>
internal sealed class PyTorchTraining : IDisposable
{
    private readonly Process _process;

    private PyTorchTraining(Process process) => _process = process;

    /// <summary>Starts it. LIQUIDWARP_PYTHON names a Python that has torch; Debian's own (apt-get install python3-torch) where absent.</summary>
    public static PyTorchTraining Start(string folder, string precision, int threads)
    {
        var script = Path.Combine(Checkout(), "bench", "pytorch", "training_step.py");
        return new(Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("LIQUIDWARP_PYTHON") ?? "/usr/bin/python3", [script, folder, precision, threads.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
    }

    /// <summary>One step; gives the generator's and the discriminator's loss.</summary>
    public (double Generator, double Discriminator) Step()
    {
        _process.StandardInput.WriteLine();
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PyTorch ended; it said why above. Is it installed (apt-get install python3-torch)?");
        var losses = answer.Split(' ');
        return (double.Parse(losses[0], CultureInfo.InvariantCulture), double.Parse(losses[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Checkout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "LiquidWarp.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("This benchmark runs from a checkout, whose bench/pytorch it needs.");
    }
}
