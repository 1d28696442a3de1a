using LiquidWarp.Torch;

namespace LiquidWarp.Networks;

/// <summary>A rectangle of pixels; the maxima are outside it.</summary>
/// <param name="MinX">First column.</param>
/// <param name="MaxX">Column after the last.</param>
/// <param name="MinY">First row.</param>
/// <param name="MaxY">Row after the last.</param>
public readonly record struct PixelBox(int MinX, int MaxX, int MinY, int MaxY)
{
    /// <summary>Holds no pixel?</summary>
    public bool IsEmpty => MaxX <= MinX || MaxY <= MinY;

    /// <summary>Cuts one picture of a batch N×C×H×W to this and resizes it (bilinear, aligned corners): 1×C×height×width.</summary>
    /// <exception cref="ArgumentException">The box is empty or reaches outside the picture.</exception>
    public Tensor Crop(Tensor pictures, int picture, int height, int width)
    {
        if (IsEmpty)
            throw new ArgumentException($"The box {this} of picture {picture} is empty: there is nothing to cut out.", nameof(picture));
        if (MinX < 0 || MinY < 0 || MaxX > pictures.Shape[3] || MaxY > pictures.Shape[2])
            throw new ArgumentException($"The box {this} reaches outside picture {picture} of {pictures.Shape[3]}×{pictures.Shape[2]}: limit it first.", nameof(picture));
        using var scope = TensorScope.Enter();
        var cut = pictures.Slice(0, picture, picture + 1).Slice(2, MinY, MaxY).Slice(3, MinX, MaxX);
        return scope.Keep(cut.ResizeBilinear((height, width), alignCorners: true));
    }
}
