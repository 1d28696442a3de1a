using LiquidWarp.Files;
using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Evaluation;

/// <summary>The two noisy pictures of image_metrics.npz, and what scikit-image says of them.</summary>
internal static class GoldenPictures
{
    /// <summary>The file, and its pictures with colours in [0, 1].</summary>
    public static (IReadOnlyDictionary<string, NdArray> Arrays, FloatImage A, FloatImage B) Read()
    {
        var arrays = NpzFile.Read(Goldens.Path("image_metrics.npz"));
        FloatImage Picture(string name) => new(arrays[name].Shape[1], arrays[name].Shape[0], 3, Array.ConvertAll(arrays[name].Data.ToArray(), level => level / 255f));
        return (arrays, Picture("a"), Picture("b"));
    }
}
