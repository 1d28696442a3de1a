namespace LiquidWarp.Imaging;

/// <summary>
/// A float32 picture or map: rows from the top, channels interleaved (H, W, C). Colours are RGB in [-1, 1].
/// </summary>
public sealed class FloatImage
{
    /// <summary>Wraps values without copying; <paramref name="data"/> has width·height·channels numbers.</summary>
    public FloatImage(int width, int height, int channels, float[] data)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        if (data.Length != (long)width * height * channels)
            throw new ArgumentException($"{data.Length} numbers for a {width}×{height}×{channels} map.", nameof(data));
        (Width, Height, Channels, Data) = (width, height, channels, data);
    }

    /// <summary>A map of zeros.</summary>
    public FloatImage(int width, int height, int channels)
        : this(width, height, channels, new float[checked(width * height * channels)])
    {
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Numbers a pixel.</summary>
    public int Channels { get; }

    /// <summary>The values, Width·Height·Channels numbers.</summary>
    public float[] Data { get; }

    /// <summary>A map of its own with the same values.</summary>
    public FloatImage Copy() => new(Width, Height, Channels, (float[])Data.Clone());

    /// <summary>Some neighbouring channels as a map of their own.</summary>
    public FloatImage Pick(int first, int count)
    {
        var picked = new FloatImage(Width, Height, count);
        for (var pixel = 0; pixel < Width * Height; pixel++)
            Data.AsSpan(pixel * Channels + first, count).CopyTo(picked.Data.AsSpan(pixel * count));
        return picked;
    }

    /// <summary>Some neighbouring columns as a map of their own.</summary>
    public FloatImage Columns(int first, int count)
    {
        var columns = new FloatImage(count, Height, Channels);
        for (var y = 0; y < Height; y++)
            Row(y).Slice(first * Channels, count * Channels).CopyTo(columns.Row(y));
        return columns;
    }

    /// <summary>One row, Width·Channels numbers.</summary>
    public Span<float> Row(int y) => Data.AsSpan(Width * Channels * y, Width * Channels);
}
