using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using LiquidWarp.Rendering;

namespace LiquidWarp.Tests.Recovery;

/// <summary>
/// Stands in for the recovery network: sees people who are where the test says, in each square the one nearest to its middle, if enough of them lies
/// in it. Pictures are numbered by their first byte.
/// </summary>
internal sealed class StagedPeople(BodyModel model, Func<int, IReadOnlyList<BodyParameters>> stage) : IEvidenceReader
{
    private const int Size = 96;

    private readonly BodySkeleton _skeleton = new(model);

    /// <summary>Exchanges left and right in the pictures of these numbers.</summary>
    public HashSet<int> Exchanged { get; } = [];

    /// <summary>How many squares were looked at.</summary>
    public int Looks { get; private set; }

    /// <summary>A picture of a number.</summary>
    public static RgbImage Picture(int number, int width = 200, int height = 200)
    {
        var picture = new RgbImage(width, height);
        picture.Data[0] = (byte)number;
        return picture;
    }

    public IReadOnlyList<PersonEvidence> Read(RgbImage picture, IReadOnlyList<PersonCrop> crops, bool closely)
    {
        Looks += crops.Count;
        var people = stage(picture.Data[0]).Select(body => new Person(Places(body, picture), Outline(body, picture, model))).ToList();
        return [.. crops.Select(crop => See(crop, people, picture.Data[0]))];
    }

    /// <summary>Points in pixels, and depth in pixels.</summary>
    private Dictionary<BodyPoint, Vector3> Places(BodyParameters body, RgbImage picture)
    {
        var canvas = SquareCanvas.Of(picture);
        return _skeleton.Place(body).ToDictionary(place => place.Key, place => new Vector3(
            (place.Value.X + 1) * canvas.Side / 2 - canvas.Left, (place.Value.Y + 1) * canvas.Side / 2 - canvas.Top, place.Value.Z * canvas.Side / 2));
    }

    private static FloatImage Outline(BodyParameters body, RgbImage picture, BodyModel model)
    {
        var canvas = SquareCanvas.Of(picture);
        return canvas.Crop(Silhouette.Of(model, body, canvas.Side)).ToFloat();
    }

    private PersonEvidence See(PersonCrop crop, List<Person> people, int number)
    {
        static Vector2 Middle(Person person) => new(person.Points[BodyPoint.HipMiddle].X, person.Points[BodyPoint.HipMiddle].Y);
        var person = people.Count == 0 ? null : people.MinBy(person => Vector2.Distance(Middle(person), crop.Centre));
        List<SeenPoint> points = [];
        for (var k = 0; k < EvidencePoints.All.Count; k++)
        {
            var point = EvidencePoints.All[Exchanged.Contains(number) ? EvidencePoints.Mirrored[k] : k];
            var place = person is not null && person.Points.TryGetValue(point, out var known) ? known : new(float.NaN);
            var seen = crop.FromPicture(new(place.X, place.Y));
            var inside = MathF.Abs(seen.X) < 1 && MathF.Abs(seen.Y) < 1;
            points.Add(inside ? new(seen, place.Z * 2 / crop.Side, 0.95f) : new(Vector2.Zero, 0, 0.01f));
        }

        var mask = person is null ? new FloatImage(Size, Size, 1) : crop.Look(person.Outline, Size);
        return new(crop, points, mask, new byte[Size * Size / 4]);
    }

    private sealed record Person(Dictionary<BodyPoint, Vector3> Points, FloatImage Outline);
}
