using System.Numerics;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Imaging;

namespace LiquidWarp.Training.Evidence;

/// <summary>Things in front of a person: boxes, discs and bars, plain, shaded or striped.</summary>
internal static class Obstacles
{
    /// <summary>Puts none, one or two into a look.</summary>
    /// <param name="picture">(S, S, 3) in [−1, 1].</param>
    /// <param name="labels">(S, S, 2): what is hidden is no person any more.</param>
    /// <param name="random">For what is left to chance.</param>
    public static void Put(FloatImage picture, FloatImage labels, Random random)
    {
        var count = random.NextSingle() switch { < 0.72f => 0, < 0.92f => 1, _ => 2 };
        for (var i = 0; i < count; i++)
            PutOne(picture, labels, random);
    }

    private static void PutOne(FloatImage picture, FloatImage labels, Random random)
    {
        var size = picture.Width;
        var centre = new Vector2(random.Between(-0.9f, 0.9f), random.Between(-0.9f, 1.1f));
        var half = random.Happens(0.3f) ? new Vector2(random.Between(0.015f, 0.05f), random.Between(0.3f, 1.2f)) : new Vector2(random.Between(0.06f, 0.32f), random.Between(0.06f, 0.32f));
        var (turn, round) = (Matrix3x2.CreateRotation(random.Happens(0.5f) ? random.Gaussian(0.1f) : random.Between(0, MathF.PI)), random.Happens(0.35f));
        var colour = new Vector3(random.Between(-1, 1), random.Between(-1, 1), random.Between(-1, 1));
        var (second, stripe) = (Vector3.Clamp(colour + random.Between(-0.8f, 0.8f) * Vector3.One, -Vector3.One, Vector3.One), random.Happens(0.35f) ? random.Between(6, 30) : 0);
        for (var pixel = 0; pixel < size * size; pixel++)
        {
            var place = Vector2.Transform(new Vector2(2 * (pixel % size) + 1 - size, 2 * (pixel / size) + 1 - size) / size - centre, turn) / half;
            var distance = round ? place.Length() : Math.Max(MathF.Abs(place.X), MathF.Abs(place.Y));
            if (distance > 1)
                continue;
            var shade = stripe > 0 ? (MathF.Sin(stripe * place.X * half.X) > 0 ? 1 : 0) : place.Y / 2 + 0.5f;
            Vector3.Lerp(colour, second, shade).CopyTo(picture.Data, 3 * pixel);
            labels.Data.AsSpan(2 * pixel, 2).Clear();
        }
    }
}
