namespace LiquidWarp.Tests;

/// <summary>Where golden files lie: the folder that LIQUIDWARP_GOLDENS names, else ../shared/goldens beside the checkout.</summary>
internal static class Goldens
{
    /// <summary>Path of a golden file; skips the running test, saying why, where the file is absent.</summary>
    public static string Path(string name)
    {
        var root = Environment.GetEnvironmentVariable("LIQUIDWARP_GOLDENS") ?? System.IO.Path.Combine(Checkout, "..", "shared", "goldens");
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, name));
        Assert.SkipUnless(File.Exists(path), $"golden file {name} is not here; set LIQUIDWARP_GOLDENS to the folder that has it");
        return path;
    }

    /// <summary>Path of a shared sample (photographs, motions), which skips the running test where it is absent.</summary>
    public static string Sample(string name)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Checkout, "..", "shared", name));
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"shared/{name} is not here");
        return path;
    }

    /// <summary>The root of the checkout.</summary>
    public static string Checkout { get; } = FindCheckout();

    private static string FindCheckout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "LiquidWarp.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests must run from inside the checkout.");
    }
}
