using System.Numerics;
using System.Runtime.CompilerServices;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using LiquidWarp.Training.Features;

namespace LiquidWarp.Training.Evidence;

/// <summary>A look at a drawn person, and what there is to be seen.</summary>
/// <param name="Picture">(S, S, 3) in [−1, 1].</param>
/// <param name="Labels">(S, S, 2) how much of each pixel is the person, and the class of <see cref="SurfaceLabels"/>.</param>
/// <param name="Points">(1, K, 4) place in [−1, 1], depth behind the hips in the same unit, and 1 where the point lies in the square.</param>
internal sealed record EvidenceSample(FloatImage Picture, FloatImage Labels, FloatImage Points)
{
    /// <summary>Numbers of a point.</summary>
    public const int PointChannels = 4;

    private static readonly ConditionalWeakTable<BodyModel, BodySkeleton> Skeletons = [];

    /// <inheritdoc cref="PersonLook.Of"/>
    public static EvidenceSample Of(BodyModel model, PersonPicture person, PersonPicture other, int size, Random random)
    {
        var look = PersonLook.Of(model, person, other, size, random);
        return new(look.Picture, look.Labels, Mark(model, person.Body, look.Crop, person.Picture.Width));
    }

    private static FloatImage Mark(BodyModel model, BodyParameters body, PersonCrop crop, int side)
    {
        var places = Skeletons.GetValue(model, model => new BodySkeleton(model)).Place(body);
        var points = new FloatImage(EvidencePoints.All.Count, 1, PointChannels);
        for (var k = 0; k < EvidencePoints.All.Count; k++)
        {
            if (!places.TryGetValue(EvidencePoints.All[crop.Mirrored ? EvidencePoints.Mirrored[k] : k], out var place))
                continue;
            var seen = crop.FromPicture((new Vector2(place.X, place.Y) + Vector2.One) * side / 2);
            var into = points.Data.AsSpan(PointChannels * k, PointChannels);
            (into[0], into[1], into[2]) = (seen.X, seen.Y, place.Z * side / crop.Side);
            into[3] = MathF.Abs(seen.X) < 1 && MathF.Abs(seen.Y) < 1 ? 1 : 0;
        }

        return points;
    }
}
