using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Imaging;

/// <summary>Small masks for tests.</summary>
internal static class DrawnMask
{
    /// <summary>Rows of text, # for 1.</summary>
    public static Mask Of(params string[] rows) => new(rows[0].Length, rows.Length, [.. string.Concat(rows).Select(c => c == '#' ? (byte)1 : (byte)0)]);

    /// <summary>Noise with a share of ones.</summary>
    public static Mask Noise(int width, int height, int seed, double ones)
    {
        var random = new Random(seed);
        return new(width, height, [.. Enumerable.Range(0, width * height).Select(_ => random.NextDouble() < ones ? (byte)1 : (byte)0)]);
    }
}
