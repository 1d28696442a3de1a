using LiquidWarp.Imaging;

namespace LiquidWarp.Recovery;

/// <summary>
/// The shadow or reflection that a standing person leaves on the floor: what touches the person near the feet and is darker than the
/// floor to both sides in the same row. It goes with the person when the background is filled.
/// </summary>
public static class GroundShadow
{
    private const float LeastDarkness = 9;
    private const float Spreads = 2.5f;

    /// <summary>Finds it.</summary>
    /// <param name="photo">The picture.</param>
    /// <param name="person">1 where the person is, with a margin, same size as the photo.</param>
    /// <param name="personHeight">Height of the upright body in pixels.</param>
    /// <returns>1 where the shadow is; never where <paramref name="person"/> is 1.</returns>
    public static Mask Find(RgbImage photo, Mask person, float personHeight)
    {
        if ((photo.Width, photo.Height) != (person.Width, person.Height))
            throw new ArgumentException($"The person's mask has {person.Width}×{person.Height} pixels, the photo {photo.Width}×{photo.Height}.", nameof(person));
        var dark = new Mask(photo.Width, photo.Height);
        var lowest = person.Data.AsSpan().LastIndexOf((byte)1) / photo.Width;
        var (from, to) = (Math.Max(0, (int)(lowest - 0.1f * personHeight)), Math.Min(photo.Height, (int)(lowest + 0.4f * personHeight)));
        var (left, right) = Feet(person, from);
        var reach = (int)(0.25f * personHeight);
        for (var y = from; y < to; y++)
            MarkDarkOnes(photo, person, y, Math.Max(0, left - reach), Math.Min(photo.Width, right + reach), dark);
        return TouchingThePerson(dark, person);
    }

    /// <summary>The columns that the person takes below a row; none if the mask is empty there.</summary>
    private static (int Left, int Right) Feet(Mask person, int from)
    {
        var (left, right) = (person.Width, 0);
        for (var y = from; y < person.Height; y++)
        {
            var row = person.Row(y);
            if (row.IndexOf((byte)1) is >= 0 and var first)
                (left, right) = (Math.Min(left, first), Math.Max(right, row.LastIndexOf((byte)1) + 1));
        }
        return (left, right);
    }

    private static void MarkDarkOnes(RgbImage photo, Mask person, int y, int left, int right, Mask dark)
    {
        var floor = new List<float>();
        for (var x = 0; x < photo.Width; x++)
        {
            if (person.Row(y)[x] == 0 && (x < left || x >= right))
                floor.Add(Luminance(photo.Row(y), x));
        }
        if (floor.Count < Math.Max(4, photo.Width / 8))
            return;
        floor.Sort();
        var (median, quarter) = (floor[floor.Count / 2], floor[floor.Count / 4]);
        var limit = median - MathF.Max(LeastDarkness, Spreads * (median - quarter));
        for (var x = left; x < right; x++)
        {
            if (person.Row(y)[x] == 0 && Luminance(photo.Row(y), x) < limit)
                dark.Row(y)[x] = 1;
        }
    }

    private static Mask TouchingThePerson(Mask dark, Mask person)
    {
        var islands = ConnectedComponents.Of(Mask.Union(dark, person));
        var withPerson = new bool[islands.Areas.Count];
        for (var i = 0; i < person.Data.Length; i++)
        {
            if (person.Data[i] != 0)
                withPerson[islands.Labels[i]] = true;
        }
        for (var i = 0; i < dark.Data.Length; i++)
        {
            if (dark.Data[i] != 0 && !withPerson[islands.Labels[i]])
                dark.Data[i] = 0;
        }
        return dark;
    }

    private static float Luminance(ReadOnlySpan<byte> row, int x) => 0.299f * row[3 * x] + 0.587f * row[3 * x + 1] + 0.114f * row[3 * x + 2];
}
