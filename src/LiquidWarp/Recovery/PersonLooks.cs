using System.Numerics;
using LiquidWarp.Imaging;

namespace LiquidWarp.Recovery;

/// <summary>What somebody looks like, to tell them from others in a video: the mean colour of each part of the body, and how much of it was seen.</summary>
internal sealed class PersonLooks
{
    // Classes of PersonEvidence.Parts; the first is the background.
    private const int Classes = 12;

    // Fewer cells in common say nothing.
    private const float FewestCells = 30;

    private readonly (Vector3 Colour, float Cells)[] _parts;

    private PersonLooks((Vector3 Colour, float Cells)[] parts) => _parts = parts;

    /// <summary>Looks at somebody who was found.</summary>
    public static PersonLooks Of(RgbImage picture, PersonEvidence seen)
    {
        var parts = new (Vector3 Colour, float Cells)[Classes];
        var (cells, size) = ((int)Math.Sqrt(seen.Parts.Length), seen.Mask.Width);
        for (var i = 0; i < seen.Parts.Length; i++)
        {
            var (row, column) = Math.DivRem(i, cells);
            var pixel = seen.Crop.ToPicture(new(2 * (column + 0.5f) / cells - 1, 2 * (row + 0.5f) / cells - 1));
            var isTheirs = seen.Parts[i] != 0 && seen.Mask.Data[(2 * row + 1) * size / (2 * cells) * size + (2 * column + 1) * size / (2 * cells)] > 0.5f;
            if (!isTheirs || pixel.X < 0 || pixel.Y < 0 || pixel.X >= picture.Width || pixel.Y >= picture.Height)
                continue;
            var colour = picture.Row((int)pixel.Y).Slice(3 * (int)pixel.X, 3);
            ref var part = ref parts[seen.Parts[i]];
            part = (part.Colour + new Vector3(colour[0], colour[1], colour[2]), part.Cells + 1);
        }

        return new(Array.ConvertAll(parts, part => (part.Cells > 0 ? part.Colour / part.Cells : default, part.Cells)));
    }

    /// <summary>How differently two look: mean distance of their colours part by part, 0 to 441; null where too little of both was seen.</summary>
    public float? Distance(PersonLooks other)
    {
        var (sum, common) = (0f, 0f);
        for (var k = 0; k < Classes; k++)
        {
            var cells = Math.Min(_parts[k].Cells, other._parts[k].Cells);
            (sum, common) = (sum + cells * Vector3.Distance(_parts[k].Colour, other._parts[k].Colour), common + cells);
        }

        return common < FewestCells ? null : sum / common;
    }

    /// <summary>The same person seen once more: each part's colour moves by a share towards what it is now.</summary>
    public PersonLooks With(PersonLooks now, float share) => new([.. _parts.Zip(now._parts, (old, seen) => old.Cells == 0 ? seen : seen.Cells == 0 ? old
        : (Vector3.Lerp(old.Colour, seen.Colour, share), old.Cells + share * (seen.Cells - old.Cells)))]);
}
