using LiquidWarp.Imaging;

namespace LiquidWarp.Recovery;

/// <summary>
/// Which pixels of a photo show the person, with hair, clothes and shoes. A naked body mesh says roughly where: deep inside it is
/// certainly the person, far from it certainly not. Between, every pixel is compared with certain colours near by, and the
/// answers are spread along surfaces but not across edges (random walker with priors, Grady 2005). Twice, the second time
/// with the colours that the first answer found.
/// </summary>
public sealed class PersonMatte
{
    private const int WorkingSide = 400;

    private const float BodyDoubt = 0.2f;

    private PersonMatte(FloatImage alpha) => (Alpha, Mask) = (alpha, Threshold(alpha));

    /// <summary>(H, W, 1) how far each pixel belongs to the person, 0 to 1.</summary>
    public FloatImage Alpha { get; }

    /// <summary>1 where the person is.</summary>
    public Mask Mask { get; }

    /// <summary>Takes a mask that somebody made, 1 where the person is.</summary>
    public static PersonMatte FromMask(Mask mask) => new(DistanceTransform.Feather(mask, 2));

    /// <summary>Finds the person.</summary>
    /// <param name="photo">The picture.</param>
    /// <param name="silhouette">1 where the fitted body is, same size as the photo.</param>
    /// <param name="personHeight">Height of the upright body in pixels.</param>
    /// <param name="likely">(H, W, 1) how likely each pixel is the person, 0 to 1, where somebody has looked: then only the outline is left to find.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static PersonMatte Find(RgbImage photo, Mask silhouette, float personHeight, FloatImage? likely = null, CancellationToken cancellation = default)
    {
        if ((photo.Width, photo.Height) != (silhouette.Width, silhouette.Height))
            throw new ArgumentException($"The silhouette has {silhouette.Width}×{silhouette.Height} pixels, the photo {photo.Width}×{photo.Height}.", nameof(silhouette));
        var factor = Math.Min(1, WorkingSide / (float)Math.Max(photo.Width, photo.Height));
        var (width, height) = (Math.Max(1, (int)(photo.Width * factor)), Math.Max(1, (int)(photo.Height * factor)));
        var (small, outline, chance) = factor < 1
            ? (Resampling.Resize(photo, width, height, ResizeMethod.Area), Shrink(silhouette, width, height), likely is null ? null : Resampling.ResizeArea(likely, width, height))
            : (photo, silhouette, likely);
        if (chance is not null)
            outline = Reconcile(outline, chance);
        var search = new MatteSearch(small, DistanceTransform.Signed(outline), chance, personHeight * factor);
        for (var round = 0; round < MatteSearch.Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            search.CompareColours(round);
            search.Spread();
        }
        var alpha = search.Result(outline);
        return new(factor < 1 ? Resampling.Resize(alpha, photo.Width, photo.Height, CornerAlignment.Edges) : alpha);
    }

    // Where body and mask disagree, the mask is believed; it knows clothes and hair. But it must be sure to take away from the body.
    private static Mask Reconcile(Mask body, FloatImage likely)
    {
        var person = new Mask(body.Width, body.Height);
        for (var i = 0; i < person.Data.Length; i++)
            person.Data[i] = likely.Data[i] >= (body.Data[i] != 0 ? BodyDoubt : 0.5f) ? (byte)1 : (byte)0;
        return person;
    }

    private static Mask Shrink(Mask mask, int width, int height)
    {
        var small = new Mask(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                small.Data[y * width + x] = mask.Row((2 * y + 1) * mask.Height / (2 * height))[(2 * x + 1) * mask.Width / (2 * width)];
        }
        return small;
    }

    private static Mask Threshold(FloatImage alpha)
    {
        var mask = new Mask(alpha.Width, alpha.Height);
        for (var i = 0; i < mask.Data.Length; i++)
            mask.Data[i] = alpha.Data[i] >= 0.5f ? (byte)1 : (byte)0;
        return mask;
    }
}
