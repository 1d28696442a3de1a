using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Recovery;

/// <summary>A point marked in the picture.</summary>
/// <param name="Point">Which point of the body.</param>
/// <param name="Landmark">The same on the skeleton.</param>
/// <param name="Position">Where it was marked, normalised over the square canvas.</param>
/// <param name="Weight">Confidence, 0 to 1.</param>
/// <param name="Depth">How far behind the middle of the hips, in the same unit; null where nobody knows.</param>
internal readonly record struct FitMark(BodyPoint Point, BodySkeleton.Share[] Landmark, Vector2 Position, float Weight, float? Depth = null)
{
    /// <summary>Where a state sees the point, normalised.</summary>
    public Vector2 Project(SkeletonPose pose)
    {
        var projected = pose.Camera.Project(pose.Locate(Landmark));
        return new(projected.X, projected.Y);
    }
}

/// <summary>A point of the body's outline and the line that it should lie on: the edge of the person's mask near by.</summary>
/// <param name="Landmark">The point on the skeleton.</param>
/// <param name="Normal">Unit normal of the line, outwards, in the picture.</param>
/// <param name="Place">A point of the line, normalised over the square canvas.</param>
/// <param name="Weight">Confidence, 0 to 1.</param>
internal readonly record struct FitEdge(BodySkeleton.Share[] Landmark, Vector2 Normal, Vector2 Place, float Weight)
{
    /// <summary>How far outside the line a state has the point, normalised.</summary>
    public float Distance(SkeletonPose pose)
    {
        var projected = pose.Camera.Project(pose.Locate(Landmark));
        return Vector2.Dot(Normal, new Vector2(projected.X, projected.Y) - Place);
    }
}

/// <summary>What a fit has to go by.</summary>
/// <param name="Marks">Points marked in the picture.</param>
/// <param name="Edges">Points of the outline; none where there is no mask.</param>
internal readonly record struct FitTarget(FitMark[] Marks, FitEdge[] Edges);

/// <summary>
/// What a fit minimises: robust reprojection (GMoF), depth where marks have one, and the outline where there is a mask, against the priors of <see cref="PosePrior"/> on pose, hinges,
/// uprightness and legs, and on shape; with exact derivatives. Known depths say whether legs lean; no prior need guess it.
/// </summary>
internal sealed class FitObjective(BodySkeleton skeleton, KeypointFitOptions options)
{
    private const float RobustDeviations = 6;

    // Where depths are known, people may lean as they like and cameras need not be level: the prior counts this much less.
    private const float TiltShare = 0.05f;

    private static readonly (BodyPoint Above, BodyPoint Below)[] LegBones =
    [
        (BodyPoint.LeftHip, BodyPoint.LeftKnee), (BodyPoint.LeftKnee, BodyPoint.LeftAnkle),
        (BodyPoint.RightHip, BodyPoint.RightKnee), (BodyPoint.RightKnee, BodyPoint.RightAnkle),
    ];

    private readonly BodySkeleton.Share[] _hips = skeleton.Landmarks[BodyPoint.HipMiddle];

    private readonly (BodySkeleton.Share[] Above, BodySkeleton.Share[] Below)[] _legBones =
        [.. LegBones.Select(bone => (skeleton.Landmarks[bone.Above], skeleton.Landmarks[bone.Below]))];

    /// <summary>What a state costs: marks against priors, in squared standard deviations. Brings the state's kinematics up to date.</summary>
    public double Cost(SkeletonPose pose, FitTarget target, float deviation)
    {
        var (marks, edges) = target;
        pose.Update();
        double cost = 0;
        var (depths, deepDeviation) = (HaveDepths(marks), DepthDeviation(deviation));
        foreach (var mark in marks)
        {
            var squared = Vector2.DistanceSquared(mark.Project(pose), mark.Position) / (deviation * deviation);
            cost += mark.Weight * mark.Weight * squared * Robust(squared);
            if (mark.Depth is not { } depth)
                continue;
            var deep = Square((Depth(pose, mark) - depth) / deepDeviation);
            cost += mark.Weight * mark.Weight * deep * Robust(deep);
        }
        var edgeDeviation = EdgeDeviation(deviation);
        foreach (var edge in edges)
        {
            var squared = Square(edge.Distance(pose) / edgeDeviation);
            cost += EdgeShare(edges) * edge.Weight * edge.Weight * squared * Robust(squared);
        }
        for (var joint = 1; joint < JointTree.Count; joint++)
            cost += options.PoseWeight * (Stray(pose, joint) / PosePrior.Deviations[joint]).LengthSquared();
        foreach (var hinge in PosePrior.Hinges)
        {
            var over = Math.Max(0, -Vector3.Dot(SkeletonPose.Log(pose.Rotations[hinge.Joint]), hinge.Axis)) / PosePrior.HingeDeviation;
            cost += over * over;
        }
        var upright = pose.Upright;
        cost += (upright.X * upright.X + upright.Z * upright.Z + (upright.Y > 0 && !depths ? 2 * upright.Y : 0)) * (depths ? TiltShare : 1) / (PosePrior.TiltDeviation * PosePrior.TiltDeviation);
        foreach (var (above, below) in depths ? [] : _legBones)
        {
            var squared = Square(Lean(pose, above, below) / PosePrior.LegLeanDeviation);
            cost += squared * Robust(squared);
        }
        foreach (var coefficient in pose.Shape)
            cost += options.ShapeWeight * coefficient * coefficient;
        return cost;
    }

    private static bool HaveDepths(FitMark[] marks) => Array.Exists(marks, mark => mark.Depth is not null);

    private float DepthDeviation(float deviation) => deviation * options.DepthDeviation / options.MarkDeviation;

    private float EdgeDeviation(float deviation) => deviation * options.EdgeDeviation / options.MarkDeviation;

    // Neighbours on the outline err together: however many there are, they count as so many marks.
    private float EdgeShare(FitEdge[] edges) => Math.Min(1, options.OutlineWeight / edges.Length);

    /// <summary>Where a state has the mark's point behind the hips, normalised.</summary>
    private float Depth(SkeletonPose pose, FitMark mark) => pose.Camera.Scale * (pose.Locate(mark.Landmark).Z - pose.Locate(_hips).Z);

    /// <summary>GMoF: σ²/(σ² + x²), so that a wrong mark costs a bounded amount.</summary>
    private static double Robust(double squared) => RobustDeviations * RobustDeviations / (RobustDeviations * RobustDeviations + squared);

    private static Vector3 Stray(SkeletonPose pose, int joint) =>
        SkeletonPose.Log(Quaternion.Inverse(PosePrior.Means[joint]) * pose.Rotations[joint]);

    /// <summary>Gauss–Newton's normal equations of <see cref="Cost"/> at a state.</summary>
    public void Linearise(SkeletonPose pose, FitTarget target, float deviation, NormalEquations equations)
    {
        var (marks, edges) = target;
        pose.Update();
        equations.Clear();
        Span<double> rowX = stackalloc double[SkeletonPose.VariableCount];
        Span<double> rowY = stackalloc double[SkeletonPose.VariableCount];
        Span<double> rowZ = stackalloc double[SkeletonPose.VariableCount];
        Span<double> hips = stackalloc double[SkeletonPose.VariableCount];
        var (depths, deepDeviation) = (HaveDepths(marks), DepthDeviation(deviation));
        pose.DifferentiateDepth(_hips, hips);
        foreach (var mark in marks)
        {
            pose.Differentiate(mark.Landmark, rowX, rowY, rowZ);
            if (mark.Depth is { } depth)
            {
                var behind = Depth(pose, mark);
                for (var i = 1; i < rowZ.Length; i++)
                    rowZ[i] = pose.Camera.Scale * (rowZ[i] - hips[i]);
                rowZ[0] = behind; // the first variable is the logarithm of the scale
                var sure = Robust(Square((behind - depth) / deepDeviation));
                equations.Add(behind - depth, rowZ, mark.Weight * mark.Weight * sure * sure / (deepDeviation * deepDeviation));
            }

            var off = mark.Project(pose) - mark.Position;
            var robust = Robust(off.LengthSquared() / (deviation * deviation));
            var weight = mark.Weight * mark.Weight * robust * robust / (deviation * deviation);
            equations.Add(off.X, rowX, weight);
            equations.Add(off.Y, rowY, weight);
        }
        var edgeDeviation = EdgeDeviation(deviation);
        foreach (var edge in edges)
        {
            pose.Differentiate(edge.Landmark, rowX, rowY);
            for (var i = 0; i < rowX.Length; i++)
                rowX[i] = edge.Normal.X * rowX[i] + edge.Normal.Y * rowY[i];
            var distance = edge.Distance(pose);
            var robust = Robust(Square(distance / edgeDeviation));
            equations.Add(distance, rowX, EdgeShare(edges) * edge.Weight * edge.Weight * robust * robust / (edgeDeviation * edgeDeviation));
        }
        for (var joint = 1; joint < JointTree.Count; joint++)
            AddPosePrior(pose, joint, rowX, equations);
        foreach (var hinge in PosePrior.Hinges)
            AddHinge(pose, hinge, rowX, equations);
        AddTilt(pose, rowX, equations, depths ? TiltShare : 1);
        foreach (var (above, below) in depths ? [] : _legBones)
            AddLean(pose, above, below, rowX, rowY, equations);
        for (var k = 0; k < pose.Shape.Length; k++)
        {
            rowX.Clear();
            rowX[3 + 3 * JointTree.Count + k] = 1;
            equations.Add(pose.Shape[k], rowX, options.ShapeWeight);
        }
    }

    private void AddPosePrior(SkeletonPose pose, int joint, Span<double> row, NormalEquations equations)
    {
        var stray = Stray(pose, joint);
        var deviations = PosePrior.Deviations[joint];
        for (var axis = 0; axis < 3; axis++)
        {
            row.Clear();
            var derivative = LogDerivative(stray, axis);
            (row[3 + 3 * joint], row[4 + 3 * joint], row[5 + 3 * joint]) = (derivative.X, derivative.Y, derivative.Z);
            equations.Add(stray[axis], row, options.PoseWeight / (deviations[axis] * deviations[axis]));
        }
    }

    private static void AddHinge(SkeletonPose pose, PosePrior.Hinge hinge, Span<double> row, NormalEquations equations)
    {
        var turn = SkeletonPose.Log(pose.Rotations[hinge.Joint]);
        var over = -Vector3.Dot(turn, hinge.Axis);
        if (over <= 0)
            return;
        row.Clear();
        var derivative = -(hinge.Axis.X * LogDerivative(turn, 0) + hinge.Axis.Y * LogDerivative(turn, 1) + hinge.Axis.Z * LogDerivative(turn, 2));
        (row[3 + 3 * hinge.Joint], row[4 + 3 * hinge.Joint], row[5 + 3 * hinge.Joint]) = (derivative.X, derivative.Y, derivative.Z);
        equations.Add(over, row, 1 / (PosePrior.HingeDeviation * PosePrior.HingeDeviation));
    }

    /// <summary>The upright direction's parts to the side and along the view; d(R·e)/dδ = R·(δ × e).</summary>
    private static void AddTilt(SkeletonPose pose, Span<double> row, NormalEquations equations, float share)
    {
        var upright = pose.Upright;
        for (var axis = 0; axis < 3; axis += 2)
        {
            row.Clear();
            for (var k = 0; k < 3; k++)
            {
                var turn = k switch { 0 => Vector3.UnitX, 1 => Vector3.UnitY, _ => Vector3.UnitZ };
                row[3 + k] = Vector3.Transform(Vector3.Cross(turn, Vector3.UnitY), pose.Rotations[0])[axis];
            }
            equations.Add(upright[axis], row, share / (PosePrior.TiltDeviation * PosePrior.TiltDeviation));
        }
    }

    /// <summary>How far a bone of the leg leaves the picture's plane: metres of depth from its upper to its lower end.</summary>
    private static float Lean(SkeletonPose pose, BodySkeleton.Share[] above, BodySkeleton.Share[] below) => pose.Locate(below).Z - pose.Locate(above).Z;

    private static void AddLean(SkeletonPose pose, BodySkeleton.Share[] above, BodySkeleton.Share[] below, Span<double> row, Span<double> other, NormalEquations equations)
    {
        var lean = Lean(pose, above, below);
        pose.DifferentiateDepth(below, row);
        pose.DifferentiateDepth(above, other);
        for (var i = 0; i < row.Length; i++)
            row[i] -= other[i];
        var robust = Robust(Square(lean / PosePrior.LegLeanDeviation));
        equations.Add(lean, row, robust * robust / (PosePrior.LegLeanDeviation * PosePrior.LegLeanDeviation));
    }

    private static double Square(double value) => value * value;

    /// <summary>Row of d log(R·exp(δ))/dδ at δ = 0, for R = exp(<paramref name="turn"/>): the inverse right Jacobian of the rotation group.</summary>
    private static Vector3 LogDerivative(Vector3 turn, int axis)
    {
        var unit = axis switch { 0 => Vector3.UnitX, 1 => Vector3.UnitY, _ => Vector3.UnitZ };
        var angle = turn.Length();
        var second = angle < 1e-3f ? 1f / 12 : 1 / (angle * angle) - (1 + MathF.Cos(angle)) / (2 * angle * MathF.Max(MathF.Sin(angle), 1e-4f));
        // Row i of the skew matrix [t]× is (e_i × t)… written as cross products: rowᵀ = −t × e_i, and so for its square.
        var first = -Vector3.Cross(turn, unit);
        return unit + 0.5f * first + second * Vector3.Cross(turn, Vector3.Cross(turn, unit));
    }
}
