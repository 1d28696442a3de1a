using System.Numerics;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Imaging;

namespace LiquidWarp.Training.Evidence;

/// <summary>
/// Backgrounds of nearly the colour of somebody's clothes, as white shirts have before white walls: rare by chance, common in catalogues and studios. Only
/// shape and shade tell such an outline.
/// </summary>
internal static class Camouflage
{
    private const int Tries = 64;

    /// <summary>Moves the background's colours to that of a place on the person, and mostly nearer to each other.</summary>
    /// <param name="picture">(S, S, 3) in [−1, 1]; where the person is, it stays as it is.</param>
    /// <param name="coverage">(S, S, 1) how much of each pixel is the person.</param>
    /// <param name="background">The picture without the person.</param>
    /// <param name="random">For what is left to chance.</param>
    public static void Repaint(FloatImage picture, FloatImage coverage, RgbImage background, Random random)
    {
        var place = Enumerable.Range(0, Tries).Select(_ => random.Next(coverage.Data.Length)).FirstOrDefault(pixel => coverage.Data[pixel] > 0.9f, -1);
        if (place < 0)
            return;
        var wall = background.ToFloat();
        var mean = Vector3.Zero;
        for (var pixel = 0; pixel < coverage.Data.Length; pixel++)
            mean += new Vector3(wall.Data.AsSpan(3 * pixel, 3)) / coverage.Data.Length;
        var colour = new Vector3(picture.Data.AsSpan(3 * place, 3)) + new Vector3(random.Gaussian(0.08f));
        var contrast = random.Between(0.1f, 1);
        for (var pixel = 0; pixel < coverage.Data.Length; pixel++)
        {
            var into = picture.Data.AsSpan(3 * pixel, 3);
            var before = new Vector3(wall.Data.AsSpan(3 * pixel, 3));
            var after = Vector3.Clamp(colour + contrast * (before - mean), -Vector3.One, Vector3.One);
            // What differs from the bare background there, the person's shadow, differs as before.
            Vector3.Clamp(new Vector3(into) + (1 - coverage.Data[pixel]) * (after - before), -Vector3.One, Vector3.One).CopyTo(into);
        }
    }
}
