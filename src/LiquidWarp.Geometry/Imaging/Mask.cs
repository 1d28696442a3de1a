namespace LiquidWarp.Imaging;

/// <summary>A binary mask, one byte a pixel, 0 or 1, rows from the top. What 1 means is said where it is made.</summary>
public sealed class Mask
{
    /// <summary>Wraps values without copying; <paramref name="data"/> has width·height bytes, each 0 or 1.</summary>
    public Mask(int width, int height, byte[] data)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (data.Length != (long)width * height)
            throw new ArgumentException($"{data.Length} bytes for a {width}×{height} mask.", nameof(data));
        (Width, Height, Data) = (width, height, data);
    }

    /// <summary>A mask of zeros.</summary>
    public Mask(int width, int height) : this(width, height, new byte[checked(width * height)])
    {
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The values, Width·Height bytes, 0 or 1.</summary>
    public byte[] Data { get; }

    /// <summary>One row.</summary>
    public Span<byte> Row(int y) => Data.AsSpan(Width * y, Width);

    /// <summary>1 where either mask is; both are of one size.</summary>
    public static Mask Union(Mask a, Mask b)
    {
        if ((a.Width, a.Height) != (b.Width, b.Height))
            throw new ArgumentException($"Masks of {a.Width}×{a.Height} and {b.Width}×{b.Height} pixels cannot be joined.", nameof(b));
        var union = new Mask(a.Width, a.Height);
        for (var i = 0; i < union.Data.Length; i++)
            union.Data[i] = (byte)(a.Data[i] | b.Data[i]);
        return union;
    }
}
