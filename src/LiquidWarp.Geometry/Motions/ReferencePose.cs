using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Motions;

/// <summary>
/// The captured skeleton put into the rest pose that θ refers to. Its zero pose may have hanging arms, slanted legs or
/// bones that all lie along one axis; walking from the pelvis outwards, each joint is turned by the least rotation that
/// brings its bone into the rest direction, and its children go along. What the directions leave open, the turn about
/// the bone itself and the last joints of each chain, is read off the motion: knees and elbows bend the human way, and
/// other joints stay near their parents.
/// </summary>
internal sealed class ReferencePose
{
    /// <summary>
    /// Degrees. Trunk bones lean, clavicles start at various places: only gross differences from rest are corrected there.
    /// </summary>
    private const float Gross = 45;

    private static readonly float[] Quarters = [0, MathF.PI / 2, MathF.PI, -MathF.PI / 2];

    /// <summary>The 24 ways to put a cube back into its place.</summary>
    private static readonly Quaternion[] CubeTurns =
    [
        .. from tilt in (Quaternion[])
            [
                .. Quarters.Select(quarter => Quaternion.CreateFromAxisAngle(Vector3.UnitX, quarter)),
                Quaternion.CreateFromAxisAngle(Vector3.UnitZ, MathF.PI / 2), Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -MathF.PI / 2),
            ]
           from quarter in Quarters
           select tilt * Quaternion.CreateFromAxisAngle(Vector3.UnitY, quarter),
    ];

    private readonly SkeletonClip _clip;
    private readonly HumanSkeleton _human;
    private readonly Vector3[] _zero;
    private readonly Quaternion[][] _sample;

    private ReferencePose(SkeletonClip clip, HumanSkeleton human)
    {
        (_clip, _human) = (clip, human);
        _zero = clip.ZeroPose();
        ToBody = FindBodyAxes();
        const int SampledFrames = 120;
        var step = Math.Max(1, clip.LocalRotations.Count / SampledFrames);
        _sample = [.. Enumerable.Range(0, (clip.LocalRotations.Count + step - 1) / step).Select(i => clip.Pose(i * step).Rotations)];
        Rotations = Enumerable.Repeat(Quaternion.Identity, clip.Joints.Count).ToArray();
    }

    /// <summary>Turns the file's axes in the zero pose into the body's: x to the person's left, y up, z to the front.</summary>
    public Quaternion ToBody { get; }

    /// <summary>World rotation of each captured joint, in the file's axes, that puts the skeleton into the rest pose.</summary>
    public Quaternion[] Rotations { get; }

    /// <summary>The joints whose zero pose was turned by quarters to fit the motion.</summary>
    public List<string> Turned { get; } = [];

    /// <summary>Finds the reference pose of a clip.</summary>
    public static ReferencePose Find(SkeletonClip clip, HumanSkeleton human)
    {
        var pose = new ReferencePose(clip, human);
        pose.StandInRest();
        return pose;
    }

    /// <summary>How the captured joint is turned from rest, in the file's axes.</summary>
    public Quaternion FromRest(Quaternion[] worldRotations, int joint) => worldRotations[joint] * Quaternion.Conjugate(Rotations[joint]);

    /// <summary>The zero pose's axes: left from the hips, up from the whole figure or, where that is no figure, from the pelvis.</summary>
    private Quaternion FindBodyAxes()
    {
        Vector3 At(Joint joint) => _zero[_human[joint]];
        var left = SnapToAxis(At(Joint.LeftHip) - At(Joint.RightHip), degrees: 20);
        var legLength = (At(Joint.LeftHip) - At(Joint.LeftKnee)).Length() + (At(Joint.LeftKnee) - At(Joint.LeftAnkle)).Length();
        var up = Across(At(Joint.Head) - (At(Joint.LeftAnkle) + At(Joint.RightAnkle)) / 2, left);
        if (up.Length() < 0.7f * legLength)
        {
            var above = _human.Spine.Length > 0 ? _human.Spine[0] : _human[Joint.Head];
            up = Across(_zero[above] - (At(Joint.LeftHip) + At(Joint.RightHip)) / 2, left);
        }

        up = Vector3.Normalize(Across(SnapToAxis(up, degrees: 35), left));
        var front = Vector3.Cross(left, up);
        // Rows are where the file's axes go: the transpose of [left up front].
        return Bodies.Rotations.ToQuaternion(new Matrix4x4(
            left.X, up.X, front.X, 0,
            left.Y, up.Y, front.Y, 0,
            left.Z, up.Z, front.Z, 0,
            0, 0, 0, 1));
    }

    private void StandInRest()
    {
        var bones = Bones().ToDictionary(bone => bone.Joint);
        for (var j = 0; j < _clip.Joints.Count; j++)
        {
            var parent = _clip.Joints[j].Parent;
            Rotations[j] = parent < 0 ? Quaternion.Identity : Rotations[parent];
            if (bones.TryGetValue(j, out var bone))
                Align(bone);
        }
    }

    private void Align(Bone bone)
    {
        if (bone.Shin != Vector3.Zero)
            Rotations[bone.Joint] = Flat(bone.Shin, Rotations[bone.Joint]);
        var inherited = Rotations[bone.Joint];
        if (bone.Direction == Vector3.Zero)
        {
            Rotations[bone.Joint] = StayNearParent(bone, inherited, CubeTurns.Select(turn => InFile(turn) * inherited));
            return;
        }

        var target = FromBody(bone.Direction);
        var along = Vector3.Transform(bone.Offset, inherited);
        if (along.Length() < 1e-6f)
            return;
        var angle = Angle(along, target);
        if (angle > bone.Tolerance)
            Rotations[bone.Joint] = Quaternion.Normalize(Aim(along, bone.Direction) * inherited);
        // Limbs that were nearly right cannot have gone astray about the bone; anything else may come from a zero pose whose
        // axes are exchanged.
        if (Hinge(bone) is { } turn)
            Turn(bone, InFile(turn) * Rotations[bone.Joint]);
        else if (angle > Gross || bone.Tolerance > 0)
            Rotations[bone.Joint] = StayNearParent(bone, Rotations[bone.Joint], CubeTurns
                .Select(turn => (Rotation: InFile(turn) * inherited, Along: Vector3.Transform(along, InFile(turn))))
                .Where(turned => Angle(turned.Along, target) < Gross)
                .Select(turned => angle <= bone.Tolerance ? turned.Rotation : Aim(turned.Along, bone.Direction) * turned.Rotation));
    }

    /// <summary>
    /// The turn, in the file's axes, that brings a bone into its rest direction: the least one to the body axis nearest to
    /// that direction and the least one on from there. Zero poses are drawn along axes, and one turn over a quarter to a
    /// direction beside the axis would twist the bone.
    /// </summary>
    private Quaternion Aim(Vector3 along, Vector3 direction)
    {
        var size = Vector3.Abs(direction);
        var axis = size.X > size.Y && size.X > size.Z ? Vector3.UnitX : size.Y > size.Z ? Vector3.UnitY : Vector3.UnitZ;
        axis *= MathF.Sign(Vector3.Dot(axis, direction));
        return InFile(Bodies.Rotations.Between(axis, direction) * Bodies.Rotations.Between(InBody(along), axis));
    }

    /// <summary>
    /// The reference that a foot starts from. Where the zero pose's leg is nearly the rest pose's, its foot is flat as it is;
    /// from any other the leg is brought upright, not only to the rest pose's small slant, and the foot goes along.
    /// </summary>
    private Quaternion Flat(Vector3 shin, Quaternion reference)
    {
        const float Nearly = 10;
        return Bodies.Rotations.ToAxisAngle(reference).Length() * (180 / MathF.PI) < Nearly
            ? Quaternion.Identity
            : InFile(Bodies.Rotations.Between(shin, -Vector3.UnitY)) * reference;
    }

    /// <summary>
    /// For thighs and upper arms: the turn about the bone, a multiple of a quarter, that makes the joint below bend as knees
    /// and elbows do; null if it bends too little or too mixed to tell.
    /// </summary>
    private Quaternion? Hinge(Bone bone)
    {
        if (bone.HingeJoint < 0)
            return null;
        var (sum, total) = (Vector3.Zero, 0f);
        foreach (var frame in _sample)
        {
            var local = Quaternion.Conjugate(FromRest(frame, bone.Joint)) * frame[bone.HingeJoint] * Quaternion.Conjugate(HingeReference(bone));
            var bend = Across(InBody(Bodies.Rotations.ToAxisAngle(local)), bone.Direction);
            sum += bend;
            total += bend.Length();
        }

        if (sum.Length() < 0.25f * _sample.Length || sum.Length() < 0.7f * total)
            return null;
        var found = Vector3.Normalize(sum);
        var angle = MathF.Atan2(Vector3.Dot(Vector3.Cross(found, bone.HingeAxis), bone.Direction), Vector3.Dot(found, bone.HingeAxis));
        return Quaternion.CreateFromAxisAngle(bone.Direction, MathF.Round(angle / (MathF.PI / 2)) * (MathF.PI / 2));
    }

    /// <summary>The rotation that the joint below a hinge has once its own bone is aligned as well.</summary>
    private Quaternion HingeReference(Bone bone)
    {
        var child = Array.Find(Bones(), other => other.Joint == bone.HingeJoint);
        var inherited = Rotations[bone.Joint];
        return child is null ? inherited
            : Aim(Vector3.Transform(child.Offset, inherited), child.Direction) * inherited;
    }

    /// <summary>The reference that keeps the joint nearest to its parent over the motion; the usual one unless another gains a lot.</summary>
    private Quaternion StayNearParent(Bone bone, Quaternion usual, IEnumerable<Quaternion> others)
    {
        float Cost(Quaternion reference)
        {
            var back = Quaternion.Conjugate(reference);
            return _sample.Average(frame =>
                Bodies.Rotations.ToAxisAngle(Quaternion.Conjugate(FromRest(frame, bone.Parent)) * frame[bone.Joint] * back).Length());
        }

        const float Gain = 0.5f;
        var best = others.MinBy(Cost);
        if (Cost(best) > Cost(usual) - Gain)
            return usual;
        Turned.Add(_clip.Joints[bone.Joint].Name);
        return Quaternion.Normalize(best);
    }

    private void Turn(Bone bone, Quaternion reference)
    {
        if (MathF.Abs(Quaternion.Dot(reference, Rotations[bone.Joint])) > 0.99f)
            return;
        Rotations[bone.Joint] = Quaternion.Normalize(reference);
        Turned.Add(_clip.Joints[bone.Joint].Name);
    }

    private static float Angle(Vector3 a, Vector3 b) =>
        MathF.Acos(Math.Clamp(Vector3.Dot(Vector3.Normalize(a), Vector3.Normalize(b)), -1, 1)) * (180 / MathF.PI);

    /// <summary>A rotation about body axes as one about the file's.</summary>
    private Quaternion InFile(Quaternion turn) => Quaternion.Conjugate(ToBody) * turn * ToBody;

    private Vector3 FromBody(Vector3 direction) => Vector3.Transform(direction, Quaternion.Conjugate(ToBody));

    private Vector3 InBody(Vector3 direction) => Vector3.Transform(direction, ToBody);

    private static Vector3 Across(Vector3 vector, Vector3 direction) => vector - Vector3.Dot(vector, direction) * direction;

    private static Vector3 SnapToAxis(Vector3 vector, float degrees)
    {
        vector = Vector3.Normalize(vector);
        foreach (var axis in (ReadOnlySpan<Vector3>)[Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ])
            if (MathF.Abs(Vector3.Dot(vector, axis)) > MathF.Cos(degrees * MathF.PI / 180))
                return MathF.Sign(Vector3.Dot(vector, axis)) * axis;
        return vector;
    }

    /// <summary>A bone whose rest direction is known.</summary>
    /// <param name="Joint">Captured joint that turns it.</param>
    /// <param name="Parent">The nearest captured joint above that is a joint of the person.</param>
    /// <param name="Offset">From the joint to the bone's end in the zero pose, the file's axes.</param>
    /// <param name="Direction">Where it points at rest, body axes, length 1; zero for the last joint of a chain, whose end files make up.</param>
    /// <param name="Tolerance">Degrees: within it the zero pose's own direction counts as rest, since proportions differ.</param>
    /// <param name="HingeJoint">The knee or elbow below, or -1.</param>
    /// <param name="HingeAxis">The axis about which that bends, body axes.</param>
    /// <param name="Shin">For a foot: where the bone above points at rest, body axes; else zero.</param>
    private sealed record Bone(int Joint, int Parent, Vector3 Offset, Vector3 Direction, float Tolerance, int HingeJoint, Vector3 HingeAxis, Vector3 Shin);

    private Bone[] Bones()
    {
        var bones = new List<Bone>();
        void Add(int joint, int parent, int end, Vector3 direction, float tolerance, int hinge = -1, Vector3 axis = default, Vector3 shin = default)
        {
            if (joint >= 0)
                bones.Add(new(joint, parent, BoneOffset(joint, end), direction, tolerance, hinge, axis, shin));
        }

        int[] trunk = [_human[Joint.Pelvis], .. _human.Spine, .. _human.Neck, _human[Joint.Head]];
        for (var i = 1; i < trunk.Length - 1; i++)
            Add(trunk[i], trunk[i - 1], trunk[i + 1], Vector3.UnitY, Gross);
        Add(trunk[^1], trunk[^2], -1, Vector3.Zero, 0);
        var chest = _human.Spine.Length > 0 ? _human.Spine[^1] : _human[Joint.Pelvis];
        foreach (var side in (ReadOnlySpan<int>)[0, 1])
        {
            int Of(Joint left) => _human[left + side];
            Vector3 To(Joint left) => RestSkeleton.Direction(left + side);
            var lateral = side == 0 ? Vector3.UnitX : -Vector3.UnitX;
            var shoulderParent = Of(Joint.LeftCollar) >= 0 ? Of(Joint.LeftCollar) : chest;
            Add(Of(Joint.LeftCollar), chest, Of(Joint.LeftShoulder), lateral, Gross);
            Add(Of(Joint.LeftShoulder), shoulderParent, Of(Joint.LeftElbow), To(Joint.LeftElbow), 0, Of(Joint.LeftElbow), side == 0 ? -Vector3.UnitY : Vector3.UnitY);
            Add(Of(Joint.LeftElbow), Of(Joint.LeftShoulder), Of(Joint.LeftWrist), To(Joint.LeftWrist), 0);
            Add(Of(Joint.LeftWrist), Of(Joint.LeftElbow), -1, Vector3.Zero, 0);
            Add(Of(Joint.LeftHip), _human[Joint.Pelvis], Of(Joint.LeftKnee), To(Joint.LeftKnee), 0, Of(Joint.LeftKnee), Vector3.UnitX);
            Add(Of(Joint.LeftKnee), Of(Joint.LeftHip), Of(Joint.LeftAnkle), To(Joint.LeftAnkle), 0);
            Add(Of(Joint.LeftAnkle), Of(Joint.LeftKnee), Of(Joint.LeftFoot), To(Joint.LeftFoot), Gross, shin: To(Joint.LeftAnkle));
            Add(Of(Joint.LeftFoot), Of(Joint.LeftAnkle), -1, Vector3.Zero, 0);
        }

        return [.. bones];
    }

    /// <summary>To the next joint of the person, else to where the file says that the bone ends, else to the first child.</summary>
    private Vector3 BoneOffset(int joint, int end)
    {
        if (end >= 0)
            return _zero[end] - _zero[joint];
        if (_clip.Joints[joint].EndSite is { } site)
            return site;
        for (var child = joint + 1; child < _clip.Joints.Count; child++)
            if (_clip.Joints[child].Parent == joint && (_zero[child] - _zero[joint]).Length() > 1e-6f)
                return _zero[child] - _zero[joint];
        return Vector3.Zero;
    }
}
