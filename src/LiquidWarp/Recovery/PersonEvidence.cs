using System.Numerics;
using LiquidWarp.Imaging;

namespace LiquidWarp.Recovery;

/// <summary>What the recovery network sees of a person in one square of a picture.</summary>
/// <param name="Crop">The square.</param>
/// <param name="Points">The points of <see cref="EvidencePoints"/>, in their order.</param>
/// <param name="Mask">(S, S, 1) how likely each pixel of the square is the person with hair and clothes, 0 to 1.</param>
/// <param name="Parts">(S/2 · S/2) the class of each pixel: 0 background, 1 to 10 the body's parts, 11 worn things beside it.</param>
public sealed record PersonEvidence(PersonCrop Crop, IReadOnlyList<SeenPoint> Points, FloatImage Mask, byte[] Parts)
{
    /// <summary>Points below this are guesses.</summary>
    public const float Trusted = 0.3f;

    private static readonly int[] Core = EvidencePoints.PlacesOf(
        BodyPoint.Neck, BodyPoint.LeftShoulder, BodyPoint.RightShoulder, BodyPoint.LeftHip, BodyPoint.RightHip, BodyPoint.LeftKnee, BodyPoint.RightKnee);

    /// <summary>How sure it is that there is a person, 0 to 1: the mean confidence of trunk and knees.</summary>
    public float Presence { get; } = Core.Average(k => Points[k].Confidence);

    /// <summary>The box round the person in the picture's pixels: trusted points, and the mask as far as it can belong to them.</summary>
    public (Vector2 Low, Vector2 High) Box { get; } = FindBox(Crop, Points, Mask);

    /// <summary>The person's points in the picture.</summary>
    /// <param name="name">For messages.</param>
    public PersonKeypoints ToKeypoints(string name)
    {
        Dictionary<BodyPoint, MarkedPoint> marks = [];
        for (var k = 0; k < Points.Count; k++)
            if (Points[k] is { Confidence: > 0.1f } point)
                marks[EvidencePoints.All[k]] = new(Crop.ToPicture(point.Place) - new Vector2(0.5f), point.Confidence, point.Depth * Crop.Side / 2);
        return new(name, marks);
    }

    /// <summary>The square that shows the person whole, with some room round them, turned as this one.</summary>
    /// <param name="fills">Share of the square's side that the person takes.</param>
    public PersonCrop Around(float fills) => new((Box.Low + Box.High) / 2, Math.Max(8, Math.Max(Box.High.X - Box.Low.X, Box.High.Y - Box.Low.Y) / fills), Crop.Turn);

    /// <summary>The mask at a place of the picture, in its pixels; NaN outside the square.</summary>
    public float MaskAt(Vector2 pixel)
    {
        var size = Mask.Width;
        var place = (Crop.FromPicture(pixel) + Vector2.One) * size / 2 - new Vector2(0.5f);
        if (place.X < -0.5f || place.Y < -0.5f || place.X > size - 0.5f || place.Y > size - 0.5f)
            return float.NaN;
        var (u, v) = (Math.Clamp(place.X, 0, size - 1.001f), Math.Clamp(place.Y, 0, size - 1.001f));
        var (left, top) = ((int)u, (int)v);
        var (s, t, at) = (u - left, v - top, top * size + left);
        return (1 - t) * ((1 - s) * Mask.Data[at] + s * Mask.Data[at + 1]) + t * ((1 - s) * Mask.Data[at + size] + s * Mask.Data[at + size + 1]);
    }

    /// <summary>(H, W, 1) the mask over a picture; 0 outside the square.</summary>
    public FloatImage MaskOver(int width, int height)
    {
        var over = new FloatImage(width, height, 1);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                if (MaskAt(new(x + 0.5f, y + 0.5f)) is var likely && !float.IsNaN(likely))
                    over.Data[y * width + x] = likely;

        return over;
    }

    /// <summary>The mask over a picture, 1 where the person rather is than not.</summary>
    public Mask CutOut(int width, int height)
    {
        var over = MaskOver(width, height);
        var mask = new Mask(width, height);
        for (var pixel = 0; pixel < mask.Data.Length; pixel++)
            mask.Data[pixel] = over.Data[pixel] >= 0.5f ? (byte)1 : (byte)0;
        return mask;
    }

    private static (Vector2, Vector2) FindBox(PersonCrop crop, IReadOnlyList<SeenPoint> points, FloatImage mask)
    {
        var (low, high) = (new Vector2(2), new Vector2(-2));
        foreach (var point in points)
            if (point.Confidence > Trusted)
                (low, high) = (Vector2.Min(low, point.Place), Vector2.Max(high, point.Place));
        if (low.X > high.X)
            (low, high) = (-Vector2.One, Vector2.One);
        // Hair, skirts and shoes reach beyond the points; what lies farther off is somebody else.
        var room = 0.35f * Math.Max(high.X - low.X, high.Y - low.Y) * Vector2.One;
        var (least, most) = (low - room, high + room);
        var size = mask.Width;
        for (var pixel = 0; pixel < mask.Data.Length; pixel++)
        {
            var place = new Vector2(2 * (pixel % size) + 1 - size, 2 * (pixel / size) + 1 - size) / size;
            if (mask.Data[pixel] > 0.5f && place.X > least.X && place.Y > least.Y && place.X < most.X && place.Y < most.Y)
                (low, high) = (Vector2.Min(low, place), Vector2.Max(high, place));
        }

        Vector2[] corners = [crop.ToPicture(low), crop.ToPicture(new(high.X, low.Y)), crop.ToPicture(new(low.X, high.Y)), crop.ToPicture(high)];
        return (corners.Aggregate(Vector2.Min), corners.Aggregate(Vector2.Max));
    }
}
