namespace LiquidWarp.Imaging;

/// <summary>An 8-bit sRGB picture: rows from the top, pixels interleaved R, G, B. What files and video frames hold.</summary>
public sealed class RgbImage
{
    /// <summary>Wraps pixels without copying; <paramref name="data"/> has 3·width·height bytes.</summary>
    public RgbImage(int width, int height, byte[] data)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (data.Length != 3L * width * height)
            throw new ArgumentException($"{data.Length} bytes for a {width}×{height} RGB picture.", nameof(data));
        (Width, Height, Data) = (width, height, data);
    }

    /// <summary>A black picture.</summary>
    public RgbImage(int width, int height) : this(width, height, new byte[checked(3 * width * height)])
    {
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The pixels, 3·Width·Height bytes.</summary>
    public byte[] Data { get; }

    /// <summary>One row, 3·Width bytes.</summary>
    public Span<byte> Row(int y) => Data.AsSpan(3 * Width * y, 3 * Width);
}
