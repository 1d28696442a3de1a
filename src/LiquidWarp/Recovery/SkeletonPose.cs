using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Recovery;

/// <summary>
/// The state of a fit: camera, 24 rotations and 10 shape coefficients, with the forward kinematics of a
/// <see cref="BodySkeleton"/> and its exact derivatives. A step changes rotations on their own axes, R ← R·exp(δ), so there
/// is no singular pose.
/// </summary>
internal sealed class SkeletonPose
{
    /// <summary>Variables of a step: camera 3 (log scale, x, y) | 24 · 3 rotation | 10 shape.</summary>
    public const int VariableCount = 3 + 3 * JointTree.Count + BodyParameters.ShapeLength;

    private readonly BodySkeleton _skeleton;
    private readonly Quaternion[] _world = new Quaternion[JointTree.Count];
    private readonly Vector3[] _rest = new Vector3[JointTree.Count];
    private readonly Vector3[] _joints = new Vector3[JointTree.Count];
    private readonly Vector3[][] _jointDerivatives;

    public SkeletonPose(BodySkeleton skeleton)
    {
        _skeleton = skeleton;
        _jointDerivatives = [.. Enumerable.Range(0, BodyParameters.ShapeLength).Select(_ => new Vector3[JointTree.Count])];
        Array.Fill(Rotations, Quaternion.Identity);
    }

    /// <summary>A state with a body's θ.</summary>
    public static SkeletonPose Of(BodySkeleton skeleton, BodyParameters body)
    {
        var pose = new SkeletonPose(skeleton) { Camera = body.Camera };
        for (var joint = 0; joint < JointTree.Count; joint++)
            pose.Rotations[joint] = Exp(new Vector3(body.Pose.AsSpan(3 * joint, 3)));
        body.Shape.CopyTo(pose.Shape, 0);
        return pose;
    }

    public Quaternion[] Rotations { get; } = new Quaternion[JointTree.Count];

    public float[] Shape { get; } = new float[BodyParameters.ShapeLength];

    public WeakPerspectiveCamera Camera { get; set; }

    /// <summary>The body's own upright direction in camera view; (0, −1, 0) if it stands straight.</summary>
    public Vector3 Upright => Vector3.Transform(Vector3.UnitY, Rotations[0]);

    public void CopyFrom(SkeletonPose other)
    {
        other.Rotations.CopyTo(Rotations, 0);
        other.Shape.CopyTo(Shape, 0);
        Camera = other.Camera;
    }

    /// <summary>Takes a step: <paramref name="start"/> changed by <paramref name="step"/> (see <see cref="VariableCount"/>).</summary>
    public void Move(SkeletonPose start, ReadOnlySpan<double> step)
    {
        var camera = start.Camera;
        Camera = new(camera.Scale * MathF.Exp((float)Math.Clamp(step[0], -0.7, 0.7)), camera.X + (float)step[1], camera.Y + (float)step[2]);
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            var turn = new Vector3((float)step[3 + 3 * joint], (float)step[4 + 3 * joint], (float)step[5 + 3 * joint]);
            Rotations[joint] = Quaternion.Normalize(start.Rotations[joint] * Exp(turn));
        }
        for (var k = 0; k < Shape.Length; k++)
            Shape[k] = start.Shape[k] + (float)step[3 + 3 * JointTree.Count + k];
    }

    /// <summary>Forward kinematics of the present state; everything below refers to it.</summary>
    public void Update()
    {
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            _rest[joint] = _skeleton.Joints[joint];
            for (var k = 0; k < Shape.Length; k++)
                _rest[joint] += Shape[k] * _skeleton.JointDirections[k][joint];
        }
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            var parent = JointTree.Parents[joint];
            _world[joint] = parent < 0 ? Rotations[joint] : Quaternion.Normalize(_world[parent] * Rotations[joint]);
            _joints[joint] = parent < 0 ? _rest[joint] : _joints[parent] + Vector3.Transform(_rest[joint] - _rest[parent], _world[parent]);
            for (var k = 0; k < Shape.Length; k++)
            {
                var directions = _skeleton.JointDirections[k];
                _jointDerivatives[k][joint] = parent < 0
                    ? directions[joint]
                    : _jointDerivatives[k][parent] + Vector3.Transform(directions[joint] - directions[parent], _world[parent]);
            }
        }
    }

    /// <summary>Where a landmark is, in camera view, metres, before the camera.</summary>
    public Vector3 Locate(BodySkeleton.Share[] landmark)
    {
        var position = Vector3.Zero;
        foreach (var share in landmark)
            position += Carry(share);
        return position;
    }

    /// <summary>
    /// Derivatives of a landmark's projection to (x, y) by all variables, in two rows of <see cref="VariableCount"/>; and in a third, where there is one, those
    /// of its depth as in <see cref="DifferentiateDepth"/>.
    /// </summary>
    public void Differentiate(BodySkeleton.Share[] landmark, Span<double> rowX, Span<double> rowY, Span<double> depth = default)
    {
        Span<Vector3> moved = stackalloc Vector3[VariableCount];
        Move(landmark, moved);
        for (var i = 0; i < depth.Length; i++)
            depth[i] = moved[i].Z;
        var scale = Camera.Scale;
        for (var i = 3; i < VariableCount; i++)
            (rowX[i], rowY[i]) = (scale * moved[i].X, scale * moved[i].Y);
        var position = Locate(landmark);
        (rowX[0], rowX[1], rowX[2]) = (scale * (position.X + Camera.X), scale, 0);
        (rowY[0], rowY[1], rowY[2]) = (scale * (position.Y + Camera.Y), 0, scale);
    }

    /// <summary>Derivatives of a landmark's depth, metres away from the camera, by all variables, in a row of <see cref="VariableCount"/>.</summary>
    public void DifferentiateDepth(BodySkeleton.Share[] landmark, Span<double> row)
    {
        Span<Vector3> moved = stackalloc Vector3[VariableCount];
        Move(landmark, moved);
        for (var i = 0; i < VariableCount; i++)
            row[i] = moved[i].Z;
    }

    /// <summary>How a landmark's place in camera view changes with each variable; the camera's own do not move it.</summary>
    private void Move(BodySkeleton.Share[] landmark, Span<Vector3> moved)
    {
        moved.Clear();
        foreach (var share in landmark)
        {
            var carried = Carry(share);
            for (var joint = share.Joint; joint >= 0; joint = JointTree.Parents[joint])
            {
                var arm = carried - share.Weight * _joints[joint];
                for (var axis = 0; axis < 3; axis++)
                {
                    var own = Vector3.Transform(axis switch { 0 => Vector3.UnitX, 1 => Vector3.UnitY, _ => Vector3.UnitZ }, _world[joint]);
                    moved[3 + 3 * joint + axis] += Vector3.Cross(own, arm);
                }
            }
            for (var k = 0; k < Shape.Length; k++)
            {
                moved[3 + 3 * JointTree.Count + k] += share.Weight * _jointDerivatives[k][share.Joint]
                    + Vector3.Transform(share.Directions[k] - share.Weight * _skeleton.JointDirections[k][share.Joint], _world[share.Joint]);
            }
        }
    }

    /// <summary>θ of this state.</summary>
    public BodyParameters ToParameters()
    {
        var pose = new float[BodyParameters.PoseLength];
        for (var joint = 0; joint < JointTree.Count; joint++)
            Log(Rotations[joint]).CopyTo(pose, 3 * joint);
        return new(Camera, pose, [.. Shape]);
    }

    private Vector3 Carry(BodySkeleton.Share share)
    {
        var rest = share.Mean;
        for (var k = 0; k < Shape.Length; k++)
            rest += Shape[k] * share.Directions[k];
        return Vector3.Transform(rest - share.Weight * _rest[share.Joint], _world[share.Joint]) + share.Weight * _joints[share.Joint];
    }

    public static Quaternion Exp(Vector3 turn)
    {
        var angle = turn.Length();
        return angle < 1e-8f ? Quaternion.Identity : Quaternion.CreateFromAxisAngle(turn / angle, angle);
    }

    /// <summary>Axis-angle of a rotation, at most π long.</summary>
    public static Vector3 Log(Quaternion rotation)
    {
        if (rotation.W < 0)
            rotation = -rotation;
        var axis = new Vector3(rotation.X, rotation.Y, rotation.Z);
        var sine = axis.Length();
        return sine < 1e-8f ? 2 * axis : axis * (2 * MathF.Atan2(sine, rotation.W) / sine);
    }
}
