using System.Globalization;
using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using LiquidWarp.Rendering;

namespace LiquidWarp.Evaluation;

/// <summary>How well people were recovered from pictures of which the truth is known. What is not known of any picture is NaN.</summary>
/// <param name="Pictures">How many.</param>
/// <param name="Lost">In how many nobody was found; they count as all wrong in every share, and not in errors.</param>
/// <param name="Near">PCK: share of points within 0.1 of half the person's height.</param>
/// <param name="NearTorso">Share of points within 0.2 of the trunk's length.</param>
/// <param name="ByPoint">The first share, point by point.</param>
/// <param name="JointError">MPJPE: mean distance of joints, millimetres, hips on hips.</param>
/// <param name="AlignedJointError">PA-MPJPE: the same after the best scale, rotation and shift.</param>
/// <param name="MaskOverlap">Mean intersection over union of the person's mask.</param>
/// <param name="WorstMask">The worst of them.</param>
/// <param name="BodyOverlap">Mean intersection over union of the projected body and the person's mask.</param>
/// <param name="WorstBody">The worst of them.</param>
/// <param name="Sheet">The bodies over the pictures, wrong mask pixels in magenta, found points in green.</param>
public sealed record RecoveryScores(
    int Pictures, int Lost, double Near, double NearTorso, IReadOnlyDictionary<BodyPoint, double> ByPoint, double JointError, double AlignedJointError,
    double MaskOverlap, double WorstMask, double BodyOverlap, double WorstBody, RgbImage Sheet);

/// <summary>A picture and what is known of the person in it.</summary>
/// <param name="Name">Of the picture.</param>
/// <param name="Picture">The picture.</param>
/// <param name="Points">Where points of the body are, pixels from the middle of the first.</param>
/// <param name="Mask">1 where the person is.</param>
/// <param name="Joints">Points in space, metres, camera view; null where nobody knows.</param>
public sealed record KnownPicture(string Name, RgbImage Picture, IReadOnlyDictionary<BodyPoint, Vector2> Points, Mask Mask, IReadOnlyDictionary<BodyPoint, Vector3>? Joints = null)
{
    private static readonly BodyPoint[] Scored =
    [
        BodyPoint.HeadTop, BodyPoint.Neck, BodyPoint.LeftShoulder, BodyPoint.RightShoulder, BodyPoint.LeftElbow, BodyPoint.RightElbow, BodyPoint.LeftWrist, BodyPoint.RightWrist,
        BodyPoint.LeftHip, BodyPoint.RightHip, BodyPoint.LeftKnee, BodyPoint.RightKnee, BodyPoint.LeftAnkle, BodyPoint.RightAnkle,
    ];

    /// <summary>A drawn person, of whom everything is known; points outside the picture are left out.</summary>
    /// <param name="name">Of the picture.</param>
    /// <param name="model">The body's model.</param>
    /// <param name="person">The picture.</param>
    public static KnownPicture Of(string name, BodyModel model, PersonPicture person)
    {
        var coverage = person.Coverage ?? throw new InputException($"{name}: nobody knows where the person is.");
        var (skeleton, size) = (new BodySkeleton(model), person.Picture.Width);
        var points = skeleton.Mark(person.Body)
            .Where(mark => Scored.Contains(mark.Key) && MathF.Abs(mark.Value.X) < 1 && MathF.Abs(mark.Value.Y) < 1)
            .ToDictionary(mark => mark.Key, mark => (mark.Value + Vector2.One) * size / 2 - new Vector2(0.5f));
        return new(name, person.Picture, points,
            new Mask(size, size, Array.ConvertAll(coverage.Data, value => value >= 0.5f ? (byte)1 : (byte)0)), Locate(skeleton, person.Body));
    }

    /// <summary>The fourteen points that errors in space are measured at.</summary>
    internal static Dictionary<BodyPoint, Vector3> Locate(BodySkeleton skeleton, BodyParameters body)
    {
        var pose = SkeletonPose.Of(skeleton, body);
        pose.Update();
        return Scored.ToDictionary(point => point, point => pose.Locate(skeleton.Landmarks[point]));
    }
}

/// <summary>Recovers people from known pictures and scores what comes out.</summary>
public static class RecoveryEvaluation
{
    private const int Columns = 8, Cell = 160, MostShown = 48;

    /// <summary>Scores the largest person found in each picture.</summary>
    /// <param name="recovery">What recovers.</param>
    /// <param name="model">The model of the bodies that it fits.</param>
    /// <param name="pictures">The pictures.</param>
    /// <param name="done">Called with the number of pictures done.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static RecoveryScores Run(PersonRecovery recovery, BodyModel model, IEnumerable<KnownPicture> pictures, Action<int> done, CancellationToken cancellation)
    {
        var (count, lost, near, nearTorso, points) = (0, 0, 0, 0, 0);
        Dictionary<BodyPoint, (int Near, int All)> byPoint = [];
        List<double> masks = [], bodies = [], errors = [], aligned = [];
        List<LabelledPicture> shown = [];
        var (shader, skeleton) = (new Shader(model), new BodySkeleton(model));
        foreach (var known in pictures)
        {
            cancellation.ThrowIfCancellationRequested();
            var person = recovery.Recover(known.Picture, cancellation) is [var largest, ..] ? largest : null;
            var found = person?.Evidence.ToKeypoints(known.Name).Points;
            var (height, torso) = (Height(known.Mask), Torso(known.Points));
            foreach (var (point, place) in known.Points)
            {
                var away = found is not null && found.TryGetValue(point, out var mark) ? Vector2.Distance(mark.Position, place) : float.PositiveInfinity;
                var (good, all) = byPoint.GetValueOrDefault(point);
                byPoint[point] = (good + (away < 0.05f * height ? 1 : 0), all + 1);
                (near, nearTorso, points) = (near + (away < 0.05f * height ? 1 : 0), nearTorso + (away < 0.2f * torso ? 1 : 0), points + 1);
            }

            var picture = known.Picture;
            if (person is null)
            {
                lost++;
                masks.Add(0);
                bodies.Add(0);
            }
            else
            {
                var canvas = SquareCanvas.Of(picture);
                var body = canvas.Crop(Silhouette.Of(model, person.Body, canvas.Side));
                var mask = PersonMatte.Find(picture, body, person.Fit.PersonHeight, person.Evidence.MaskOver(picture.Width, picture.Height), cancellation).Mask;
                masks.Add(Overlap(mask, known.Mask));
                bodies.Add(Overlap(body, known.Mask));
                if (known.Joints is { } truth)
                {
                    var (own, theirs) = (KnownPicture.Locate(skeleton, person.Body).Values.ToArray(), truth.Values.ToArray());
                    errors.Add(1000 * Error(FromHips(own), FromHips(theirs)));
                    aligned.Add(1000 * Error(Procrustes.Align(own, theirs), theirs));
                }

                picture = Show(shader, model, person, known, mask);
            }

            if (shown.Count < MostShown)
                shown.Add(new(picture, string.Create(CultureInfo.InvariantCulture, $"{masks[^1]:0.00} {bodies[^1]:0.00}")));
            done(++count);
        }

        double Mean(List<double> values) => values.Count == 0 ? double.NaN : values.Average();
        return new(count, lost, near / (double)points, nearTorso / (double)points, byPoint.ToDictionary(one => one.Key, one => one.Value.Near / (double)one.Value.All),
            Mean(errors), Mean(aligned), Mean(masks), masks.Min(), Mean(bodies), bodies.Min(),
            ContactSheet.Compose([.. shown.Chunk(Columns).Select(row => (IReadOnlyList<LabelledPicture?>)row)], cellWidth: Cell));
    }

    private static double Overlap(Mask a, Mask b)
    {
        var (both, either) = (0, 0);
        for (var i = 0; i < a.Data.Length; i++)
            (both, either) = (both + (a.Data[i] & b.Data[i] & 1), either + ((a.Data[i] | b.Data[i]) & 1));
        return either == 0 ? 1 : (double)both / either;
    }

    private static RgbImage Show(Shader shader, BodyModel model, RecoveredPerson person, KnownPicture known, Mask mask)
    {
        var posed = model.CreatePosed();
        model.Pose(person.Body, posed);
        var picture = shader.Overlay(posed, person.Body.Camera, known.Picture);
        void Paint(int x, int y, byte red, byte green, byte blue)
        {
            if ((uint)x < (uint)picture.Width && (uint)y < (uint)picture.Height)
                (picture.Data[3 * (y * picture.Width + x)], picture.Data[3 * (y * picture.Width + x) + 1], picture.Data[3 * (y * picture.Width + x) + 2]) = (red, green, blue);
        }

        for (var i = 0; i < mask.Data.Length; i++)
            if (mask.Data[i] != known.Mask.Data[i])
                Paint(i % mask.Width, i / mask.Width, 255, 0, 255);
        foreach (var mark in person.Evidence.ToKeypoints(known.Name).Points.Values)
            for (var k = 0; k < 9; k++)
                Paint((int)MathF.Round(mark.Position.X) + k % 3 - 1, (int)MathF.Round(mark.Position.Y) + k / 3 - 1, 0, 255, 0);
        return picture;
    }

    private static double Error(ReadOnlySpan<Vector3> a, ReadOnlySpan<Vector3> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += Vector3.Distance(a[i], b[i]);
        return sum / a.Length;
    }

    // Hips are the ninth and tenth of the scored points.
    private static Vector3[] FromHips(Vector3[] points) => Array.ConvertAll(points, point => point - (points[8] + points[9]) / 2);

    private static float Height(Mask mask)
    {
        var rows = Enumerable.Range(0, mask.Height).Where(y => mask.Row(y).Contains((byte)1)).ToList();
        return rows.Count == 0 ? mask.Height : rows[^1] - rows[0] + 1;
    }

    private static float Torso(IReadOnlyDictionary<BodyPoint, Vector2> points) =>
        points.TryGetValue(BodyPoint.LeftShoulder, out var left) && points.TryGetValue(BodyPoint.RightShoulder, out var right)
        && points.TryGetValue(BodyPoint.LeftHip, out var leftHip) && points.TryGetValue(BodyPoint.RightHip, out var rightHip)
            ? Vector2.Distance((left + right) / 2, (leftHip + rightHip) / 2)
            : 0;
}
