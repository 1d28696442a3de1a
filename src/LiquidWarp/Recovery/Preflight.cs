using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;

namespace LiquidWarp.Recovery;

/// <summary>What may go wrong with a picture.</summary>
public enum PreflightProblem
{
    /// <summary>More than one person is in it.</summary>
    SeveralPeople,

    /// <summary>The feet are not in the picture, or hidden.</summary>
    FeetHidden,

    /// <summary>The head is not in the picture, or hidden.</summary>
    HeadHidden,

    /// <summary>Arms are not to be seen.</summary>
    ArmsHidden,

    /// <summary>The person is too small.</summary>
    TooSmall,

    /// <summary>The picture is not sharp where the person is.</summary>
    Blurred,

    /// <summary>The person shows their back.</summary>
    FromBehind,

    /// <summary>The person's head points down.</summary>
    UpsideDown,

    /// <summary>The network is not sure of what it sees.</summary>
    Unsure,
}

/// <summary>Something that may go wrong.</summary>
/// <param name="Problem">What.</param>
/// <param name="Text">What it will do to the result, and what to do about it.</param>
public readonly record struct PreflightFinding(PreflightProblem Problem, string Text);

/// <summary>Says before minutes of work what is wrong with a picture. Nothing here stops the work; a person of whom too little is seen is not found at all.</summary>
public static class Preflight
{
    // Pixels from head to foot.
    private const float SmallPerson = 120;

    // Mean strength of edges on the person, relative to their contrast, below which a picture is blurred.
    private const float Sharp = 0.055f;

    /// <summary>Looks at a recovered person.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="person">The person.</param>
    /// <param name="people">How many were found in it.</param>
    public static IReadOnlyList<PreflightFinding> Check(RgbImage picture, RecoveredPerson person, int people)
    {
        List<PreflightFinding> findings = [];
        void Find(bool found, PreflightProblem problem, string text)
        {
            if (found)
                findings.Add(new(problem, text));
        }

        var seen = person.Evidence;
        float Sure(params BodyPoint[] points) => EvidencePoints.PlacesOf(points).Average(k => Inside(picture, seen, k) ? seen.Points[k].Confidence : 0);
        var height = Math.Max(seen.Box.High.X - seen.Box.Low.X, seen.Box.High.Y - seen.Box.Low.Y);
        var (upright, front) = Directions(person.Body);
        Find(people > 1, PreflightProblem.SeveralPeople, $"{people} people are found; the largest is taken unless --person or --at says otherwise. Others who touch the person may be mixed in.");
        Find(Sure(BodyPoint.LeftAnkle, BodyPoint.RightAnkle) < 0.5f, PreflightProblem.FeetHidden, "the feet are not to be seen, so they will be invented. A picture of the whole person is better.");
        Find(Sure(BodyPoint.HeadTop, BodyPoint.Nose, BodyPoint.Neck) < 0.4f, PreflightProblem.HeadHidden, "the head is not to be seen whole, so it will be invented. A picture of the whole person is better.");
        Find(Sure(BodyPoint.LeftElbow, BodyPoint.LeftWrist) < 0.35f || Sure(BodyPoint.RightElbow, BodyPoint.RightWrist) < 0.35f, PreflightProblem.ArmsHidden,
            "an arm is hidden or hard to see; it will look wrong where it moves. Best are arms a little away from the body.");
        Find(height < SmallPerson, PreflightProblem.TooSmall, FormattableString.Invariant($"the person is {height:0} pixels tall; below {SmallPerson:0} nothing fine can come out. Use a larger picture, or cut it closer."));
        Find(Sharpness(picture, seen) < Sharp, PreflightProblem.Blurred, "the picture is blurred where the person is, and so will the result be.");
        Find(front.Z > 0.5f, PreflightProblem.FromBehind, "the person is seen from behind; face and front will be invented.");
        Find(upright.Y > 0.3f, PreflightProblem.UpsideDown, "the person is upside down. If the picture is, turn it round.");
        Find(seen.Presence < 0.6f, PreflightProblem.Unsure, "it is not sure that this is a person, or how they stand. Look at the overlay.");
        return findings;
    }

    private static bool Inside(RgbImage picture, PersonEvidence seen, int point)
    {
        var place = seen.Crop.ToPicture(seen.Points[point].Place);
        return place.X >= 0 && place.Y >= 0 && place.X < picture.Width && place.Y < picture.Height;
    }

    private static (Vector3 Upright, Vector3 Front) Directions(BodyParameters body)
    {
        var turn = Rotations.ToQuaternion(new Vector3(body.Pose));
        return (Vector3.Transform(Vector3.UnitY, turn), Vector3.Transform(Vector3.UnitZ, turn));
    }

    /// <summary>Of the person's pixels the steepest tenth of steps between neighbours, as a share of the spread of their brightness.</summary>
    private static float Sharpness(RgbImage picture, PersonEvidence seen)
    {
        var (left, top) = ((int)Math.Max(0, seen.Box.Low.X), (int)Math.Max(0, seen.Box.Low.Y));
        var (right, bottom) = ((int)Math.Min(picture.Width - 1, seen.Box.High.X), (int)Math.Min(picture.Height - 1, seen.Box.High.Y));
        // Of a large picture every so manieth pixel; steps are between true neighbours all the same.
        var stride = Math.Max(1, (bottom - top) / 400);
        List<float> steps = [], values = [];
        for (var y = top; y < bottom; y += stride)
            for (var x = left; x < right; x += stride)
            {
                float Luma(int at) => 0.299f * picture.Data[at] + 0.587f * picture.Data[at + 1] + 0.114f * picture.Data[at + 2];
                var here = Luma(3 * (y * picture.Width + x));
                values.Add(here);
                steps.Add(MathF.Abs(Luma(3 * (y * picture.Width + x + 1)) - here) + MathF.Abs(Luma(3 * ((y + 1) * picture.Width + x)) - here));
            }

        if (values.Count < 16)
            return 1;
        steps.Sort();
        values.Sort();
        var spread = values[(int)(0.95f * (values.Count - 1))] - values[(int)(0.05f * (values.Count - 1))];
        return steps[(int)(0.9f * (steps.Count - 1))] / Math.Max(1, spread);
    }
}
