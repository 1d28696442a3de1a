using System.Numerics;
using LiquidWarp.Imaging;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>What a camera does to light: exposure, white balance, blur, vignetting, sensor noise, tone, JPEG.</summary>
internal sealed record DrawnCamera
{
    /// <summary>Gain of each channel: exposure and white balance.</summary>
    public Vector3 Gain { get; init; } = Vector3.One;

    /// <summary>Strength of the tone curve's contrast, about 0.</summary>
    public float Contrast { get; init; }

    /// <summary>How much darker the corners are, 0 to 1.</summary>
    public float Vignette { get; init; }

    /// <summary>Share that each pixel gives to its neighbours along either axis, 0 to 1/3.</summary>
    public float Softness { get; init; }

    /// <summary>Deviation of the noise in mid tones, 0 to 255.</summary>
    public float Noise { get; init; }

    /// <summary>JPEG quality, 0 for none.</summary>
    public int Quality { get; init; }

    public static DrawnCamera Random(Random random)
    {
        var exposure = MathF.Pow(2, 0.15f + random.Gaussian(0.25f));
        var (warm, tint) = (random.Gaussian(0.06f), random.Gaussian(0.025f));
        return new()
        {
            Gain = exposure * new Vector3(1 + warm, 1 + tint, 1 - warm),
            Contrast = random.Gaussian(0.18f),
            Vignette = random.Happens(0.4f) ? random.Between(0, 0.3f) : 0,
            Softness = random.Happens(0.6f) ? random.Between(0, 0.3f) : 0,
            Noise = random.Happens(0.7f) ? random.Between(0.3f, 5) : 0.3f,
            Quality = random.Happens(0.7f) ? random.Next(45, 96) : 0,
        };
    }

    /// <summary>What the lens does to light and, where there is one, to the person's coverage.</summary>
    public void Expose(Vector3[] light, int size, float[]? coverage)
    {
        if (Softness > 0)
        {
            Soften(light, size);
            if (coverage is not null)
                Soften(coverage, size);
        }

        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var (u, v) = ((2f * x + 1) / size - 1, (2f * y + 1) / size - 1);
                light[y * size + x] *= Gain * (1 - Vignette * 0.5f * (u * u + v * v));
            }
    }

    /// <summary>Light to an sRGB picture.</summary>
    public RgbImage Develop(Vector3[] light, int size, long seed)
    {
        var picture = new RgbImage(size, size);
        var state = (ulong)seed * 0x9E3779B97F4A7C15ul + 0xD1B54A32D192ED03ul;
        for (var i = 0; i < light.Length; i++)
        {
            // A soft shoulder instead of a hard clip keeps white cloth from burning out; then the square root, and an S about the middle.
            var value = Vector3.SquareRoot(Vector3.Max(light[i], Vector3.Zero));
            value = Shoulder(value);
            value += Contrast * value * (Vector3.One - value) * (2 * value - Vector3.One);
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            // Sums of two uniform bytes each are near enough to normal.
            var grain = new Vector3(Grain(state), Grain(state >> 16), Grain(state >> 32));
            value = 255 * value + Noise * grain + new Vector3(0.5f);
            value = Vector3.Clamp(value, Vector3.Zero, new(255.4f));
            var pixel = picture.Data.AsSpan(3 * i, 3);
            (pixel[0], pixel[1], pixel[2]) = ((byte)value.X, (byte)value.Y, (byte)value.Z);
        }

        if (Quality > 0)
            JpegLoss.Apply(picture, Quality);
        return picture;
    }

    private static float Grain(ulong bits) => ((float)(bits & 255) + ((bits >> 8) & 255) - 255) / 104;

    private static Vector3 Shoulder(Vector3 value)
    {
        const float Knee = 0.82f;
        var over = Vector3.Max(value - new Vector3(Knee), Vector3.Zero);
        return Vector3.Min(value, new(Knee)) + over / (Vector3.One + over / (1.05f - Knee));
    }

    private void Soften(Vector3[] light, int size)
    {
        var (side, centre) = (Softness / 2, 1 - Softness);
        for (var y = 0; y < size; y++)
        {
            var before = light[y * size];
            for (var x = 0; x < size; x++)
            {
                var here = light[y * size + x];
                light[y * size + x] = centre * here + side * (before + light[y * size + Math.Min(x + 1, size - 1)]);
                before = here;
            }
        }

        var above = light.AsSpan(0, size).ToArray();
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var here = light[y * size + x];
                light[y * size + x] = centre * here + side * (above[x] + light[Math.Min(y + 1, size - 1) * size + x]);
                above[x] = here;
            }
    }

    private void Soften(float[] map, int size)
    {
        var (side, centre) = (Softness / 2, 1 - Softness);
        for (var y = 0; y < size; y++)
        {
            var before = map[y * size];
            for (var x = 0; x < size; x++)
            {
                var here = map[y * size + x];
                map[y * size + x] = centre * here + side * (before + map[y * size + Math.Min(x + 1, size - 1)]);
                before = here;
            }
        }

        var above = map.AsSpan(0, size).ToArray();
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var here = map[y * size + x];
                map[y * size + x] = centre * here + side * (above[x] + map[Math.Min(y + 1, size - 1) * size + x]);
                above[x] = here;
            }
    }
}
