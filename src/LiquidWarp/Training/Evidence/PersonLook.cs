using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using LiquidWarp.Training.Features;

namespace LiquidWarp.Training.Evidence;

/// <summary>
/// A look at a drawn person as recovery may get it: anywhere and of any size in the square, cut off, behind things, beside somebody else, in a poor
/// picture.
/// </summary>
/// <param name="Picture">(S, S, 3) in [−1, 1].</param>
/// <param name="Labels">(S, S, 2) how much of each pixel is the person, and the class of <see cref="SurfaceLabels"/>.</param>
/// <param name="Crop">Where in the drawn picture the look is.</param>
internal sealed record PersonLook(FloatImage Picture, FloatImage Labels, PersonCrop Crop)
{
    // Channels that are looked at together: picture 3, coverage 1, and where somebody else is there, 3 and 1 more.
    private const int Coverage = 3, Other = 4, OtherCoverage = 7;

    // Where left and right are exchanged: parts by their order in BodyParts, from 1.
    private static readonly int[] MirroredClasses = [0, 1, 2, 4, 3, 6, 5, 8, 7, 10, 9, 11];

    /// <summary>Looks at a person.</summary>
    /// <param name="model">The body's model.</param>
    /// <param name="person">Whom to look at.</param>
    /// <param name="other">Who may stand beside.</param>
    /// <param name="size">Side of the look in pixels.</param>
    /// <param name="random">For what is left to chance.</param>
    public static PersonLook Of(BodyModel model, PersonPicture person, PersonPicture other, int size, Random random)
    {
        var side = person.Picture.Width;
        var coverage = person.Coverage ?? throw new ArgumentException("Nobody knows what of the picture is the person.", nameof(person));
        var crop = Choose(coverage, random);
        var layers = crop.Look(Stack(person, coverage, random.Happens(0.15f) ? other : null, crop, random), size);
        var classes = SurfaceLabels.Classify(model, person);

        var (picture, labels) = (new FloatImage(size, size, 3), new FloatImage(size, size, 2));
        var otherInFront = random.Happens(0.3f);
        for (var pixel = 0; pixel < size * size; pixel++)
        {
            var from = layers.Data.AsSpan(layers.Channels * pixel, layers.Channels);
            var into = picture.Data.AsSpan(3 * pixel, 3);
            var label = labels.Data.AsSpan(2 * pixel, 2);
            var (own, others) = (from[Coverage], from.Length > Other ? from[OtherCoverage] : 0);
            // In front the other hides everything; behind, only what is not the person.
            var share = otherInFront ? others : others * (1 - own);
            for (var c = 0; c < 3; c++)
                into[c] = (1 - share) * from[c] + (others > 0 ? share * from[Other + c] / others : 0);
            label[0] = otherInFront ? own * (1 - others) : own;
            var place = crop.ToPicture(new Vector2(2 * (pixel % size) + 1 - size, 2 * (pixel / size) + 1 - size) / size);
            var (x, y) = ((int)place.X, (int)place.Y);
            var shown = place.X >= 0 && place.Y >= 0 && x < side && y < side ? classes[y * side + x] : 0;
            label[1] = label[0] < 0.5f ? 0 : shown == 0 ? SurfaceLabels.Worn : crop.Mirrored ? MirroredClasses[shown] : shown;
        }

        Obstacles.Put(picture, labels, random);
        PoorPicture.Spoil(picture, random);
        return new(picture, labels, crop);
    }

    private static PersonCrop Choose(FloatImage coverage, Random random)
    {
        var size = coverage.Width;
        var (low, high) = (new Vector2(size), Vector2.Zero);
        for (var pixel = 0; pixel < coverage.Data.Length; pixel++)
            if (coverage.Data[pixel] > 0.5f)
                (low, high) = (Vector2.Min(low, new(pixel % size, pixel / size)), Vector2.Max(high, new(pixel % size + 1, pixel / size + 1)));
        if (low.X >= high.X)
            (low, high) = (Vector2.Zero, new(size));
        var extent = Math.Max(high.X - low.X, high.Y - low.Y);
        var kind = random.NextSingle();
        var fills = kind < 0.68f ? random.Between(0.55f, 0.95f) : kind < 0.83f ? random.Between(0.28f, 0.55f) : random.Between(0.95f, 1.8f);
        var side = extent / fills;
        // Where the person leaves room, they may stand anywhere in it; cut off, the square lies somewhere on them.
        var room = MathF.Abs(side - extent) / 2;
        var aside = new Vector2(random.Between(-1, 1), random.Between(-1, 1)) * (fills < 0.55f ? 0.6f : fills < 0.95f ? 0.9f : 1) * room + new Vector2(random.Gaussian(0.02f), random.Gaussian(0.02f)) * side;
        return new((low + high) / 2 + aside, side, random.Gaussian(random.Happens(0.15f) ? 0.35f : 0.06f), random.Happens(0.5f));
    }

    /// <summary>(S, S, 4 or 8) the picture, the person's coverage, and somebody else where he would stand: beside, never nearer to the middle of the square.</summary>
    private static FloatImage Stack(PersonPicture person, FloatImage coverage, PersonPicture? other, PersonCrop crop, Random random)
    {
        var size = coverage.Width;
        var (stack, own) = (new FloatImage(size, size, other is null ? Other : OtherCoverage + 1), person.Picture.ToFloat());
        if (person.Background is { } background && random.Happens(0.25f))
            Camouflage.Repaint(own, coverage, background, random);
        var (theirs, shift) = (other?.Picture.ToFloat(), (int)(random.Pick(1, -1) * random.Between(0.3f, 0.6f) * crop.Side));
        ReadOnlySpan<int> colours = random.Pick<int[]>([1, 2, 0], [2, 0, 1], [1, 0, 2], [0, 2, 1]);
        for (var pixel = 0; pixel < size * size; pixel++)
        {
            var into = stack.Data.AsSpan(stack.Channels * pixel, stack.Channels);
            own.Data.AsSpan(3 * pixel, 3).CopyTo(into);
            into[Coverage] = coverage.Data[pixel];
            var x = pixel % size - shift;
            if (theirs is null || other!.Coverage is not { } cover || x < 0 || x >= size || pixel - shift is not (>= 0 and var at) || at >= size * size)
                continue;
            into[OtherCoverage] = cover.Data[at];
            for (var c = 0; c < 3; c++)
                into[Other + c] = cover.Data[at] * theirs.Data[3 * at + colours[c]];
        }

        return stack;
    }
}
