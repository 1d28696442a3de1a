using System.Numerics;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Imaging;

namespace LiquidWarp.Training.Evidence;

/// <summary>What cameras and people who pass pictures on do to them: light, colour, low resolution, motion blur, noise.</summary>
internal static class PoorPicture
{
    /// <summary>Spoils a picture (S, S, 3) in [−1, 1], more often a little than much.</summary>
    public static void Spoil(FloatImage picture, Random random)
    {
        if (random.Happens(0.15f))
            Coarsen(picture, random.Pick(2, 2, 3));
        if (random.Happens(0.15f))
            Streak(picture, random.Between(0, MathF.PI), random.Between(1.5f, 5));
        var (gain, offset) = (1 + random.Gaussian(0.15f), random.Gaussian(0.12f));
        var tint = new Vector3(random.Gaussian(0.05f), random.Gaussian(0.05f), random.Gaussian(0.05f));
        var (grey, noise) = (random.Happens(0.05f) ? 1 : random.Happens(0.3f) ? random.Between(-0.25f, 0.4f) : 0, random.Happens(0.5f) ? random.Between(0, 0.06f) : 0);
        for (var pixel = 0; pixel < picture.Width * picture.Height; pixel++)
        {
            var at = picture.Data.AsSpan(3 * pixel, 3);
            var colour = new Vector3(at);
            var luma = Vector3.Dot(colour, new(0.299f, 0.587f, 0.114f));
            colour = gain * Vector3.Lerp(colour, new(luma), grey) + new Vector3(offset) + tint;
            if (noise > 0)
                colour += noise * new Vector3(random.NextSingle() + random.NextSingle() - 1, random.NextSingle() + random.NextSingle() - 1, random.NextSingle() + random.NextSingle() - 1);
            Vector3.Clamp(colour, -Vector3.One, Vector3.One).CopyTo(at);
        }
    }

    private static void Coarsen(FloatImage picture, int factor)
    {
        var (width, height) = (picture.Width / factor, picture.Height / factor);
        var small = new FloatImage(width, height, 3);
        for (var y = 0; y < height * factor; y++)
            for (var x = 0; x < width * factor; x++)
                for (var c = 0; c < 3; c++)
                    small.Data[3 * (y / factor * width + x / factor) + c] += picture.Data[3 * (y * picture.Width + x) + c] / (factor * factor);
        Resampling.Resize(small, picture.Width, picture.Height, CornerAlignment.Edges).Data.CopyTo(picture.Data, 0);
    }

    /// <summary>The mean along a line, as a moving camera or person leaves it.</summary>
    private static void Streak(FloatImage picture, float angle, float length)
    {
        var (sharp, steps) = (new FloatImage(picture.Width, picture.Height, 3), (int)MathF.Ceiling(length));
        picture.Data.CopyTo(sharp.Data, 0);
        var step = new Vector2(MathF.Cos(angle), MathF.Sin(angle)) * length / steps;
        Array.Clear(picture.Data);
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
            {
                var sum = Vector3.Zero;
                for (var i = 0; i <= steps; i++)
                {
                    var (u, v) = (x + (int)MathF.Round((i - steps / 2f) * step.X), y + (int)MathF.Round((i - steps / 2f) * step.Y));
                    sum += new Vector3(sharp.Data.AsSpan(3 * (Math.Clamp(v, 0, picture.Height - 1) * picture.Width + Math.Clamp(u, 0, picture.Width - 1)), 3));
                }

                (sum / (steps + 1)).CopyTo(picture.Data, 3 * (y * picture.Width + x));
            }
    }
}
