using System.Numerics;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

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

    /// <summary>A flow of its own with the same values.</summary>
    public TransformationFlow Copy()
    {
        var copy = new TransformationFlow(Width, Height);
        Data.CopyTo(copy.Data, 0);
        return copy;
    }

    /// <summary>
    /// Makes this the flow from a source to drawn fragments: at each pixel the corners of its face in the source, weighted by the
    /// pixel's barycentrics (REFERENCE 3.6, "cal_bc_transform").
    /// </summary>
    /// <param name="source">Where the faces lie in the source.</param>
    /// <param name="target">What the target shows; of this flow's size, drawn from the same faces.</param>
    public void Compose(FaceCorners source, Fragments target)
    {
        CheckSize(target.Width, target.Height);
        var (points, weights) = (source.Points, target.Barycentrics);
        for (var pixel = 0; pixel < target.FaceIndex.Length; pixel++)
        {
            var place = new Vector2(Nothing);
            if (target.FaceIndex[pixel] is var face && face >= 0)
                place = weights[3 * pixel] * points[3 * face] + weights[3 * pixel + 1] * points[3 * face + 1] + weights[3 * pixel + 2] * points[3 * face + 2];
            (Data[2 * pixel], Data[2 * pixel + 1]) = (place.X, place.Y);
        }
    }

    /// <summary>Makes this the flow that leaves each pixel of the mask where it is, and is empty elsewhere.</summary>
    /// <param name="mask">Of this flow's size; 1 where to keep.</param>
    /// <param name="alignment">The convention that the flow will be sampled in, which makes it exact.</param>
    public void SetIdentity(Mask mask, CornerAlignment alignment)
    {
        CheckSize(mask.Width, mask.Height);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var kept = mask.Data[y * Width + x] == 1;
                Data[2 * (y * Width + x)] = kept ? CentreOf(x, Width, alignment) : Nothing;
                Data[2 * (y * Width + x) + 1] = kept ? CentreOf(y, Height, alignment) : Nothing;
            }
    }

    /// <summary>Clamps all values to [-2, 2], as the published appearance transfer does with faces that reach out of the picture.</summary>
    public void Clamp()
    {
        foreach (ref var value in Data.AsSpan())
            value = Math.Clamp(value, -2, 2);
    }

    /// <summary>
    /// The flow at another size, for feature maps: values are blended raw, <see cref="Nothing"/> too, corners on pixel centres, as the
    /// published networks were trained (REFERENCE 0.1).
    /// </summary>
    public TransformationFlow Resize(int width, int height)
    {
        var result = new TransformationFlow(width, height);
        Resampling.Resize(Data, Width, Height, 2, CornerAlignment.Centres, result.Data, width, height);
        return result;
    }

    private static float CentreOf(int i, int size, CornerAlignment alignment) => alignment == CornerAlignment.Edges
        ? (float)(2 * i + 1 - size) / size
        : size > 1 ? (float)i / (size - 1) * 2 - 1 : -1;

    private void CheckSize(int width, int height)
    {
        if ((width, height) != (Width, Height))
            throw new ArgumentException($"The flow is {Width}×{Height}, its input {width}×{height}.");
    }
}
