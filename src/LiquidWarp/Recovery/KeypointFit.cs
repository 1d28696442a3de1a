using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;

namespace LiquidWarp.Recovery;

/// <summary>How a body is fitted to keypoints.</summary>
public sealed record KeypointFitOptions
{
    /// <summary>Expected error of a mark in parts of the person's height; smaller follows the marks more closely, larger the prior.</summary>
    public float MarkDeviation { get; init; } = 0.007f;

    /// <summary>Expected error of a mark's depth, where it has one, in parts of the person's height.</summary>
    public float DepthDeviation { get; init; } = 0.025f;

    /// <summary>Expected distance of the body's outline from the person's, in parts of the person's height: clothes lie between.</summary>
    public float EdgeDeviation { get; init; } = 0.01f;

    /// <summary>As many marks the whole outline counts for.</summary>
    public float OutlineWeight { get; init; } = 120;

    /// <summary>Weight of the shape prior Σβ²; larger stays nearer to the mean shape.</summary>
    public float ShapeWeight { get; init; } = 0.6f;

    /// <summary>Weight of the pose prior.</summary>
    public float PoseWeight { get; init; } = 0.6f;

    /// <summary>Most Gauss–Newton steps for each of the two stages.</summary>
    public int Iterations { get; init; } = 40;
}

/// <summary>A body fitted to one picture.</summary>
/// <param name="Body">Camera, pose and shape over the square canvas of the picture (longer side, picture in the middle).</param>
/// <param name="PersonHeight">Height of the upright body in pixels of the picture, at the fitted scale and shape.</param>
/// <param name="Errors">Distance in pixels between each mark and the body's point.</param>
public sealed record BodyFit(BodyParameters Body, float PersonHeight, IReadOnlyDictionary<BodyPoint, float> Errors)
{
    /// <summary>Mean distance between marks and body in parts of the person's height.</summary>
    public float MeanError => Errors.Values.Average() / PersonHeight;

    /// <summary>The share of the body in sight that lies on the person's mask; null where there was no mask, or the fit began near its end.</summary>
    public float? Covered { get; init; }

    /// <summary>Whether the body misses its marks: by more than 3 % of the height, where 1 % is usual on photographs of whole people.</summary>
    public bool MissesMarks => MeanError > 0.03f;

    /// <summary>Whether much of the body lies beside the person's mask: in noise 0.57 of it at most lies on it, on people 0.92 and more, less where things hide them.</summary>
    public bool LiesBesideMask => Covered < 0.65f;
}

/// <summary>
/// Finds camera, pose and shape of a person from 2-D keypoints, after SMPLify: robust reprojection (GMoF) against priors on
/// pose, hinges, uprightness and shape, by damped Gauss–Newton with exact derivatives. Where the marks have depths, the trunk's tell how the
/// person is turned; otherwise headings all round are tried, because points alone do not tell it, and the cheapest explanation wins. Where there is a
/// mask, the body is then laid to its edge.
/// </summary>
public sealed class KeypointFit
{
    /// <summary>Fewest points that determine a body.</summary>
    public const int FewestPoints = 6;

    // More points of the outline tell nothing new; from a body that is nearly right already, half of them do, once.
    private const int OutlineRounds = 4, OutlinePoints = 120;

    private static readonly float[] Headings = [0, 40, -40, 80, -80, 130, -130, 180];

    private readonly BodySkeleton _skeleton;
    private readonly KeypointFitOptions _options;
    private readonly float _restHeight;
    private readonly FitObjective _objective;
    private readonly BodyOutline _outline;
    private readonly NormalEquations _equations = new(SkeletonPose.VariableCount);

    /// <summary>Prepares fits of one body model. An instance serves one thread at a time.</summary>
    public KeypointFit(BodyModel model, KeypointFitOptions? options = null)
    {
        _options = options ?? new KeypointFitOptions();
        _skeleton = new BodySkeleton(model);
        _objective = new FitObjective(_skeleton, _options);
        _outline = new BodyOutline(model, _skeleton);
        _restHeight = model.Template.Max(vertex => vertex.Y) - model.Template.Min(vertex => vertex.Y);
    }

    /// <summary>Fits the body to a person's keypoints in a picture of the given size, in well under a second.</summary>
    /// <param name="keypoints">The marks.</param>
    /// <param name="width">Of the picture, pixels.</param>
    /// <param name="height">Of the picture, pixels.</param>
    /// <param name="near">A body that is nearly right already, such as that of the frame before: then a few steps do.</param>
    /// <param name="outlined">Whose mask says where the outline is, if there is one.</param>
    /// <exception cref="InputException">Too few points, or points of another picture.</exception>
    public BodyFit Fit(PersonKeypoints keypoints, int width, int height, BodyParameters? near = null, PersonEvidence? outlined = null)
    {
        var canvas = new SquareCanvas(width, height);
        var marks = Normalise(keypoints, canvas);
        var deviation = _options.MarkDeviation * 1.1f * Extent(marks);
        var best = near is not null ? From(near, marks, deviation) : TrunkStart.Find(_skeleton, marks) is { } turned ? From(turned, marks, deviation) : FromAnywhere(marks, deviation);
        if (outlined is not null)
            LayToOutline(best, marks, deviation, outlined, canvas, isNear: near is not null);
        best.Update();
        var errors = marks.ToDictionary(mark => mark.Point, mark => Vector2.Distance(mark.Project(best), mark.Position) * canvas.Side / 2);
        var body = best.ToParameters();
        return new(body, best.Camera.Scale * _restHeight * canvas.Side / 2, errors)
        {
            Covered = outlined is null || near is not null ? null : _outline.Covered(body, outlined, canvas),
        };
    }

    /// <summary>Which point of the mask's edge belongs to which of the body is known only nearly, and better each time.</summary>
    private void LayToOutline(SkeletonPose pose, FitMark[] marks, float deviation, PersonEvidence person, SquareCanvas canvas, bool isNear)
    {
        for (var round = 0; round < (isNear ? 1 : OutlineRounds); round++)
            Optimise(pose, new FitTarget(marks, _outline.Match(pose.ToParameters(), person, canvas, isNear ? OutlinePoints / 2 : OutlinePoints)), deviation, FreeVariables(camera: false), _options.Iterations / 8);
    }

    private SkeletonPose From(BodyParameters near, FitMark[] marks, float deviation)
    {
        var pose = SkeletonPose.Of(_skeleton, near);
        Optimise(pose, marks, deviation, FreeVariables(camera: false), _options.Iterations / 4);
        return pose;
    }

    private SkeletonPose From(SkeletonPose turned, FitMark[] marks, float deviation)
    {
        Optimise(turned, marks, 3 * deviation, FreeVariables(camera: true), _options.Iterations / 4);
        OptimiseAll(turned, marks, deviation);
        return turned;
    }

    private SkeletonPose FromAnywhere(FitMark[] marks, float deviation)
    {
        var coarse = Headings.Select(heading => Upright(marks, heading)).ToList();
        foreach (var start in coarse)
            Optimise(start, marks, 3 * deviation, FreeVariables(camera: true), _options.Iterations / 2);
        return coarse
            .OrderBy(start => _objective.Cost(start, new(marks, []), 3 * deviation))
            .Take(4)
            .Select(start => (Pose: start, Cost: OptimiseAll(start, marks, deviation)))
            .MinBy(candidate => candidate.Cost).Pose;
    }

    private double OptimiseAll(SkeletonPose pose, FitMark[] marks, float deviation)
    {
        Optimise(pose, marks, 3 * deviation, FreeVariables(camera: false), _options.Iterations);
        return Optimise(pose, marks, deviation, FreeVariables(camera: false), _options.Iterations);
    }

    private FitMark[] Normalise(PersonKeypoints keypoints, SquareCanvas canvas)
    {
        if (keypoints.PictureSize is { } size && size != (canvas.Width, canvas.Height))
            throw new InputException($"{keypoints.Name} was marked in a picture of {size.Width}×{size.Height}, but the picture has {canvas.Width}×{canvas.Height}. Give the keypoints of this picture.");
        var marks = keypoints.Points
            .Where(point => _skeleton.Landmarks.ContainsKey(point.Key))
            .Select(point => new FitMark(point.Key, _skeleton.Landmarks[point.Key],
                2 * (point.Value.Position + new Vector2(canvas.Left + 0.5f, canvas.Top + 0.5f)) / canvas.Side - Vector2.One,
                point.Value.Confidence * Reliability(point.Key), 2 * point.Value.Depth / canvas.Side))
            .OrderBy(mark => mark.Point)
            .ToArray();
        if (marks.Length < FewestPoints)
            throw new InputException($"{keypoints.Name} has only {marks.Length} points that a body can be fitted to; at least {FewestPoints} are needed. Mark more joints.");
        if (Extent(marks) < 16f / canvas.Side)
            throw new InputException($"{keypoints.Name}: all points lie within a few pixels, so no body can be fitted to them.");
        if (marks.All(mark => MathF.Abs(mark.Position.X) > 1 || MathF.Abs(mark.Position.Y) > 1))
            throw new InputException($"{keypoints.Name}: every point lies outside the picture of {canvas.Width}×{canvas.Height}. Give the keypoints of this picture.");
        return marks;
    }

    /// <summary>How exactly such a point is commonly marked: hips hide under clothes, the skull's top under hair.</summary>
    private static float Reliability(BodyPoint point) => point switch
    {
        BodyPoint.LeftHip or BodyPoint.RightHip or BodyPoint.HipMiddle => 0.5f,
        BodyPoint.HeadTop or BodyPoint.LeftEar or BodyPoint.RightEar => 0.7f,
        BodyPoint.Neck or BodyPoint.ShoulderMiddle => 0.7f,
        BodyPoint.LeftBigToe or BodyPoint.LeftSmallToe or BodyPoint.LeftHeel => 0.6f,
        BodyPoint.RightBigToe or BodyPoint.RightSmallToe or BodyPoint.RightHeel => 0.6f,
        _ => 1,
    };

    private static float Extent(FitMark[] marks)
    {
        var (low, high) = (new Vector2(float.MaxValue), new Vector2(float.MinValue));
        foreach (var mark in marks)
            (low, high) = (Vector2.Min(low, mark.Position), Vector2.Max(high, mark.Position));
        return MathF.Max(high.X - low.X, high.Y - low.Y);
    }

    /// <summary>The mean pose turned to a heading, under the camera that lays it on the marks.</summary>
    private SkeletonPose Upright(FitMark[] marks, float heading)
    {
        var pose = new SkeletonPose(_skeleton);
        PosePrior.Means.CopyTo(pose.Rotations, 0);
        pose.Rotations[0] = Quaternion.CreateFromAxisAngle(Vector3.UnitY, heading * MathF.PI / 180) * Quaternion.CreateFromAxisAngle(Vector3.UnitX, MathF.PI);
        pose.Update();
        var (body, picture) = (Vector2.Zero, Vector2.Zero);
        var located = marks.Select(mark => pose.Locate(mark.Landmark)).Select(point => new Vector2(point.X, point.Y)).ToArray();
        for (var i = 0; i < marks.Length; i++)
            (body, picture) = (body + located[i] / marks.Length, picture + marks[i].Position / marks.Length);
        var (above, below) = (0f, 0f);
        for (var i = 0; i < marks.Length; i++)
        {
            above += Vector2.DistanceSquared(marks[i].Position, picture);
            below += Vector2.DistanceSquared(located[i], body);
        }
        var scale = MathF.Sqrt(above / below);
        pose.Camera = new(scale, picture.X / scale - body.X, picture.Y / scale - body.Y);
        return pose;
    }

    private static bool[] FreeVariables(bool camera)
    {
        var free = new bool[SkeletonPose.VariableCount];
        Array.Fill(free, true, 0, camera ? 6 : free.Length);
        return free;
    }

    private double Optimise(SkeletonPose pose, FitMark[] marks, float deviation, bool[] free, int iterations) => Optimise(pose, new FitTarget(marks, []), deviation, free, iterations);

    private double Optimise(SkeletonPose pose, FitTarget target, float deviation, bool[] free, int iterations)
    {
        var trial = new SkeletonPose(_skeleton);
        var start = new SkeletonPose(_skeleton);
        var step = new double[SkeletonPose.VariableCount];
        var (damping, cost) = (1e-2, _objective.Cost(pose, target, deviation));
        for (var i = 0; i < iterations; i++)
        {
            start.CopyFrom(pose);
            _objective.Linearise(pose, target, deviation, _equations);
            var (before, improved) = (cost, false);
            while (!improved && damping < 1e6)
            {
                improved = _equations.Solve(damping, free, step);
                if (improved)
                {
                    trial.Move(start, step);
                    var tried = _objective.Cost(trial, target, deviation);
                    improved = tried < cost;
                    if (improved)
                    {
                        pose.CopyFrom(trial);
                        cost = tried;
                    }
                }
                damping = improved ? Math.Max(damping / 5, 1e-6) : damping * 4;
            }
            if (!improved || before - cost < 1e-5 * (1 + before))
                break;
        }
        return cost;
    }
}
