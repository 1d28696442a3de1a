namespace LiquidWarp.Warping;

/// <summary>
/// The transformation flow T of the paper: for each target pixel the place in the source picture where the same point
/// of the body's surface is seen. Normalised coordinates, x right, y down, [-1, 1] across the picture;
/// <see cref="Nothing"/> in both where there is no body. Samplers may leave values outside [-1, 1].
/// </summary>
public sealed class TransformationFlow
{
    /// <summary>The value that says "nothing here"; it samples as zero.</summary>
    public const float Nothing = -2;

    /// <summary>Creates a flow that is empty everywhere.</summary>
    public TransformationFlow(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (Width, Height) = (width, height);
        Data = new float[checked(2 * width * height)];
        Array.Fill(Data, Nothing);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>(H, W, 2): x, y for each target pixel.</summary>
    public float[] Data { get; }
}
