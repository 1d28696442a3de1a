namespace LiquidWarp.Rendering;

/// <summary>
/// What the rasteriser found behind each pixel; made once and filled again for every frame. Rows from the top, pixel
/// centres at x = (2·column + 1 − Width) / Width and y = (2·row + 1 − Height) / Height, y down.
/// </summary>
public sealed class Fragments
{
    /// <summary>Creates empty fragments (no face anywhere).</summary>
    public Fragments(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (Width, Height) = (width, height);
        FaceIndex = new int[checked(width * height)];
        Barycentrics = new float[checked(3 * width * height)];
        Depth = new float[width * height];
        Array.Fill(FaceIndex, -1);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>(H, W) index of the nearest face, -1 where there is none.</summary>
    public int[] FaceIndex { get; }

    /// <summary>(H, W, 3) weights of that face's corners, affine, each in [0, 1], summing to 1; 0, 0, 0 where there is none.</summary>
    public float[] Barycentrics { get; }

    /// <summary>(H, W) depth of the surface, the rasteriser's far plane where there is none.</summary>
    public float[] Depth { get; }
}
