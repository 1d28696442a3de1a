using System.Runtime.Intrinsics;
using LiquidWarp.Imaging;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>What JPEG takes from a picture, without writing one: colour at half resolution, blocks of 8×8 cosines, rounded (ITU T.81).</summary>
internal static class JpegLoss
{
    private const int Block = 8;

    private static readonly int[] LumaSteps =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly int[] ChromaSteps =
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];


    // Orthonormal cosines: row k is the k-th cosine.
    private static readonly float[] Cosines = MakeCosines(transposed: false);
    private static readonly float[] Transposed = MakeCosines(transposed: true);

    /// <summary>Changes the picture in place.</summary>
    /// <param name="picture">Any size.</param>
    /// <param name="quality">1 to 100, as the common encoders count.</param>
    public static void Apply(RgbImage picture, int quality)
    {
        var (width, height) = ((picture.Width + 15) / 16 * 16, (picture.Height + 15) / 16 * 16);
        var (halfWidth, halfHeight) = (width / 2, height / 2);
        var luma = new float[width * height];
        var (blue, red) = (new float[halfWidth * halfHeight], new float[halfWidth * halfHeight]);
        for (var y = 0; y < height; y++)
        {
            var row = picture.Row(Math.Min(y, picture.Height - 1));
            for (var x = 0; x < width; x++)
            {
                var at = 3 * Math.Min(x, picture.Width - 1);
                float r = row[at], g = row[at + 1], b = row[at + 2];
                luma[y * width + x] = 0.299f * r + 0.587f * g + 0.114f * b - 128;
                var half = (y >> 1) * halfWidth + (x >> 1);
                blue[half] += 0.25f * (-0.168736f * r - 0.331264f * g + 0.5f * b);
                red[half] += 0.25f * (0.5f * r - 0.418688f * g - 0.081312f * b);
            }
        }

        Round(luma, width, height, Steps(LumaSteps, quality));
        Round(blue, halfWidth, halfHeight, Steps(ChromaSteps, quality));
        Round(red, halfWidth, halfHeight, Steps(ChromaSteps, quality));
        for (var y = 0; y < picture.Height; y++)
        {
            var row = picture.Row(y);
            for (var x = 0; x < picture.Width; x++)
            {
                var (l, half) = (luma[y * width + x] + 128.5f, (y >> 1) * halfWidth + (x >> 1));
                row[3 * x] = (byte)Math.Clamp(l + 1.402f * red[half], 0, 255);
                row[3 * x + 1] = (byte)Math.Clamp(l - 0.344136f * blue[half] - 0.714136f * red[half], 0, 255);
                row[3 * x + 2] = (byte)Math.Clamp(l + 1.772f * blue[half], 0, 255);
            }
        }
    }

    private static float[] Steps(int[] table, int quality)
    {
        var scale = quality < 50 ? 5000 / Math.Max(1, quality) : 200 - 2 * quality;
        return Array.ConvertAll(table, step => (float)Math.Clamp((step * scale + 50) / 100, 1, 255));
    }

    private static void Round(float[] plane, int width, int height, float[] steps)
    {
        Span<float> block = stackalloc float[Block * Block];
        Span<float> turned = stackalloc float[Block * Block];
        for (var top = 0; top < height; top += Block)
            for (var left = 0; left < width; left += Block)
            {
                for (var y = 0; y < Block; y++)
                    plane.AsSpan((top + y) * width + left, Block).CopyTo(block[(Block * y)..]);
                // C · X · Cᵀ, rounded, and back by Cᵀ · X · C.
                Multiply(Cosines, block, turned);
                Multiply(turned, Transposed, block);
                for (var i = 0; i < block.Length; i++)
                    block[i] = MathF.Round(block[i] / steps[i]) * steps[i];
                Multiply(Transposed, block, turned);
                Multiply(turned, Cosines, block);
                for (var y = 0; y < Block; y++)
                    block.Slice(Block * y, Block).CopyTo(plane.AsSpan((top + y) * width + left));
            }
    }

    /// <summary>The product of two 8×8 matrices, eight numbers at once.</summary>
    private static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> into)
    {
        for (var row = 0; row < Block; row++)
        {
            var sum = Vector256<float>.Zero;
            for (var k = 0; k < Block; k++)
                sum += a[Block * row + k] * Vector256.Create(b.Slice(Block * k, Block));
            Vector256.CopyTo(sum, into[(Block * row)..]);
        }
    }

    private static float[] MakeCosines(bool transposed)
    {
        var table = new float[Block * Block];
        for (var k = 0; k < Block; k++)
            for (var x = 0; x < Block; x++)
                table[transposed ? Block * x + k : Block * k + x] = (k == 0 ? MathF.Sqrt(1f / Block) : MathF.Sqrt(2f / Block)) * MathF.Cos((2 * x + 1) * k * MathF.PI / (2 * Block));
        return table;
    }
}
