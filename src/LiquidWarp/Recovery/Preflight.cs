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
    FeetCutOff,

    /// <summary>The head is not in the picture, or hidden.</summary>
    HeadCutOff,

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

    /// <summary>No body lies on what the network sees.</summary>
    Misfit,
}

/// <summary>Something that may go wrong.</summary>
/// <param name="Problem">What.</param>
/// <param name="Text">What it will do to the result, and what to do about it.</param>
public readonly record struct PreflightFinding(PreflightProblem Problem, string Text)
{
    /// <summary>A name of the problem for programs, such as "feet-cut-off"; it stays as it is whatever the text becomes.</summary>
    public string Code => Problem switch
    {
        PreflightProblem.SeveralPeople => "several-people",
        PreflightProblem.FeetCutOff => "feet-cut-off",
        PreflightProblem.HeadCutOff => "head-cut-off",
        PreflightProblem.ArmsHidden => "arms-hidden",
        PreflightProblem.TooSmall => "too-small",
        PreflightProblem.Blurred => "blurred",
        PreflightProblem.FromBehind => "from-behind",
        PreflightProblem.UpsideDown => "upside-down",
        PreflightProblem.Unsure => "unsure",
        PreflightProblem.Misfit => "misfit",
        _ => throw new InvalidOperationException($"{Problem} has no code."),
    };
}

/// <summary>Says before minutes of work what is wrong with a picture. Nothing here stops the work; a person of whom too little is seen is not found at all.</summary>
public static class Preflight
{
    // Pixels from head to foot.
    private const float SmallPerson = 120;

    // The steepest steps on the person, relative to their contrast: sharp photographs have 0.3 and more, those blurred over a fortieth of the person's height half of it.
    private const float Sharp = 0.2f;

    // Arms in sight are seen at 0.68 and more on photographs; arms beyond the edge are guessed at about 0.5.
    private const float SeenArm = 0.6f;

    // Whole people are seen at 0.75 and more, whichever way they turn.
    private const float Surely = 0.7f;

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
        Find(Sure(BodyPoint.LeftAnkle, BodyPoint.RightAnkle) < 0.5f, PreflightProblem.FeetCutOff, "the feet are not to be seen, so they will be invented. A picture of the whole person is better.");
        Find(Sure(BodyPoint.HeadTop, BodyPoint.Nose, BodyPoint.Neck) < 0.4f, PreflightProblem.HeadCutOff, "the head is not to be seen whole, so it will be invented. A picture of the whole person is better.");
        Find(Sure(BodyPoint.LeftElbow, BodyPoint.LeftWrist) < SeenArm || Sure(BodyPoint.RightElbow, BodyPoint.RightWrist) < SeenArm, PreflightProblem.ArmsHidden,
            "an arm is hidden or hard to see; it will look wrong where it moves. Best are arms a little away from the body.");
        Find(height < SmallPerson, PreflightProblem.TooSmall, FormattableString.Invariant($"the person is {height:0} pixels tall; below {SmallPerson:0} nothing fine can come out. Use a larger picture, or cut it closer."));
        Find(Sharpness(picture, seen) < Sharp, PreflightProblem.Blurred, "the picture is blurred where the person is, and so will the result be.");
        Find(front.Z > 0.5f, PreflightProblem.FromBehind, "the person is seen from behind; face and front will be invented.");
        Find(upright.Y > 0.3f, PreflightProblem.UpsideDown, "the person is upside down. If the picture is, turn it round.");
        Find(seen.Presence < Surely, PreflightProblem.Unsure, "it is not sure that this is a person, or how they stand. Look at the overlay of 'liquidwarp recover'.");
        Find(person.Fit.MissesMarks || person.Fit.LiesBesideMask, PreflightProblem.Misfit, "the body does not lie well on the person. Look at the overlay of 'liquidwarp recover', and mark the joints if it is wrong.");
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

    /// <summary>The steepest of the steps between neighbours on the person, but for the last fiftieth, as a share of the spread of brightness.</summary>
    private static float Sharpness(RgbImage picture, PersonEvidence seen)
    {
        var (left, top) = ((int)Math.Max(0, seen.Box.Low.X), (int)Math.Max(0, seen.Box.Low.Y));
        var (right, bottom) = ((int)Math.Min(picture.Width, seen.Box.High.X), (int)Math.Min(picture.Height, seen.Box.High.Y));
        // A large picture is looked at as if it were smaller: nobody draws people finer than that.
        var stride = Math.Max(1, (bottom - top) / 400);
        List<float> steps = [], values = [];
        for (var y = top; y < bottom - stride; y += stride)
            for (var x = left; x < right - stride; x += stride)
            {
                float Luma(int across, int down)
                {
                    var pixel = picture.Row(down).Slice(3 * across, 3);
                    return 0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2];
                }

                var here = Luma(x, y);
                values.Add(here);
                steps.Add(MathF.Abs(Luma(x + stride, y) - here) + MathF.Abs(Luma(x, y + stride) - here));
            }

        if (values.Count < 16)
            return 1;
        steps.Sort();
        values.Sort();
        var spread = values[(int)(0.95f * (values.Count - 1))] - values[(int)(0.05f * (values.Count - 1))];
        return steps[(int)(0.98f * (steps.Count - 1))] / Math.Max(1, spread);
    }
}
