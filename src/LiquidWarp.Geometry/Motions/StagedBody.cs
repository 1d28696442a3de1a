using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Motions;

/// <summary>
/// One instant of a motion made by code, said the way a choreographer would: where the feet stand, how far the pelvis sinks,
/// how an arm is raised. Degrees and metres; x to the person's left, y up from the floor, z to the front. The legs follow
/// from pelvis and feet, so feet stay where they are put.
/// </summary>
internal sealed class StagedBody
{
    /// <summary>Slack that keeps the knees from locking.</summary>
    private const float StandingSlack = 0.003f;

    /// <summary>Where the pelvis is besides the height at which the legs are straight: sideways, up (negative sinks), forwards.</summary>
    public Vector3 Pelvis { get; set; }

    /// <summary>Turn of the whole body to the person's left.</summary>
    public float Yaw { get; set; }

    /// <summary>Tilt of the pelvis: forwards, turn to the left, to the person's right side.</summary>
    public Vector3 Hips { get; set; }

    /// <summary>Bend of the whole spine: forwards, turn to the left, to the person's right side.</summary>
    public Vector3 Spine { get; set; }

    /// <summary>Nod, turn to the left and tilt to the right of the head against the chest.</summary>
    public Vector3 Head { get; set; }

    /// <summary>The person's left and right arm.</summary>
    public StagedArm LeftArm { get; set; } = new();

    /// <inheritdoc cref="LeftArm"/>
    public StagedArm RightArm { get; set; } = new();

    /// <summary>The person's left and right foot.</summary>
    public StagedFoot LeftFoot { get; set; } = new(new(0.1f, 0, 0), Yaw: 8);

    /// <inheritdoc cref="LeftFoot"/>
    public StagedFoot RightFoot { get; set; } = new(new(-0.1f, 0, 0), Yaw: -8);

    /// <summary>The same with left and right exchanged.</summary>
    public StagedBody Mirror()
    {
        static Vector3 Flip(Vector3 turns) => turns with { Y = -turns.Y, Z = -turns.Z };
        static StagedFoot FlipFoot(StagedFoot foot) => foot with { Position = foot.Position with { X = -foot.Position.X }, Yaw = -foot.Yaw };
        return new()
        {
            Pelvis = Pelvis with { X = -Pelvis.X },
            Yaw = -Yaw,
            Hips = Flip(Hips),
            Spine = Flip(Spine),
            Head = Flip(Head),
            LeftArm = RightArm,
            RightArm = LeftArm,
            LeftFoot = FlipFoot(RightFoot),
            RightFoot = FlipFoot(LeftFoot),
        };
    }

    /// <summary>The pose in camera view, 72 numbers, and the pelvis in the world with y up, metres.</summary>
    public (float[] Pose, Vector3 Root) ToPose()
    {
        var locals = Enumerable.Repeat(Quaternion.Identity, JointTree.Count).ToArray();
        var body = Turns(new(0, Yaw, 0)) * Turns(Hips);
        locals[(int)Joint.Pelvis] = body;
        foreach (var joint in (ReadOnlySpan<Joint>)[Joint.Spine1, Joint.Spine2, Joint.Spine3])
            locals[(int)joint] = Turns(Spine / 3);
        locals[(int)Joint.Neck] = Turns(Head * 0.4f);
        locals[(int)Joint.Head] = Turns(Head * 0.6f);
        LeftArm.Bend(locals, left: true);
        RightArm.Bend(locals, left: false);

        var root = PelvisInReach(body);
        LeftFoot.Reach(locals, body, root, left: true);
        RightFoot.Reach(locals, body, root, left: false);

        var pose = new float[BodyParameters.PoseLength];
        locals[0] = Retargeting.WorldToCamera * body;
        for (var j = 0; j < locals.Length; j++)
            Rotations.ToAxisAngle(locals[j]).CopyTo(pose, 3 * j);
        return (pose, root);
    }

    /// <summary>A turn by degrees: forwards, to the left, to the right side.</summary>
    internal static Quaternion Turns(Vector3 degrees)
    {
        var radians = degrees * (MathF.PI / 180);
        return Quaternion.CreateFromAxisAngle(Vector3.UnitY, radians.Y)
            * Quaternion.CreateFromAxisAngle(Vector3.UnitX, radians.X)
            * Quaternion.CreateFromAxisAngle(Vector3.UnitZ, radians.Z);
    }

    /// <summary>The pelvis where it was put, lowered as far as the feet on the floor need.</summary>
    private Vector3 PelvisInReach(Quaternion body)
    {
        var offsets = RestSkeleton.Offsets;
        var standing = RestSkeleton.AnkleFromFloor.Y + RestSkeleton.LegLength - offsets[(int)Joint.LeftHip].Y - StandingSlack;
        var root = Pelvis + new Vector3(0, standing, 0);
        var reach = RestSkeleton.LegLength - StandingSlack / 2;
        foreach (var (foot, hipJoint) in (ReadOnlySpan<(StagedFoot, Joint)>)[(LeftFoot, Joint.LeftHip), (RightFoot, Joint.RightHip)])
        {
            if (foot.IsFree)
                continue;
            var hip = Vector3.Transform(offsets[(int)hipJoint], body);
            var ankle = foot.Ankle;
            var across = new Vector2(root.X + hip.X - ankle.X, root.Z + hip.Z - ankle.Z).LengthSquared();
            root.Y = MathF.Min(root.Y, ankle.Y - hip.Y + MathF.Sqrt(MathF.Max(0, reach * reach - across)));
        }

        return root;
    }
}

/// <summary>An arm against the chest, degrees.</summary>
/// <param name="Raise">To the side: 0 hangs, 90 is level, 170 is up.</param>
/// <param name="Swing">To the front, about the axis through both shoulders, after raising.</param>
/// <param name="Twist">Turn of the upper arm about itself; negative brings a bent forearm up where the arm is level.</param>
/// <param name="Elbow">Bend of the elbow, 0 to 145.</param>
/// <param name="Wrist">Bend of the wrist towards the palm.</param>
internal sealed record StagedArm(float Raise = 12, float Swing = 4, float Twist = 0, float Elbow = 14, float Wrist = 0)
{
    /// <summary>Writes collar, shoulder, elbow and wrist of one side.</summary>
    public void Bend(Span<Quaternion> locals, bool left)
    {
        // The collar bone takes part in lifting an arm above half height.
        var shrug = 0.2f * MathF.Max(0, Raise - 50);
        var collar = About(Vector3.UnitZ, shrug);
        var upper = About(-Vector3.UnitX, Swing) * About(Vector3.UnitZ, Raise - 90) * About(Vector3.UnitX, Twist);
        (Joint Joint, Quaternion Rotation)[] turns =
        [
            (Joint.LeftCollar, collar), (Joint.LeftShoulder, Quaternion.Conjugate(collar) * upper),
            (Joint.LeftElbow, About(-Vector3.UnitY, Elbow)), (Joint.LeftWrist, About(-Vector3.UnitZ, Wrist)),
        ];
        foreach (var (joint, turn) in turns)
            locals[(int)joint + (left ? 0 : 1)] = left ? turn : new(turn.X, -turn.Y, -turn.Z, turn.W);
    }

    private static Quaternion About(Vector3 axis, float degrees) => Quaternion.CreateFromAxisAngle(axis, degrees * (MathF.PI / 180));
}

/// <summary>A foot in the world.</summary>
/// <param name="Position">
/// The point of the sole that carries the weight, which at rest is beside the pelvis and a little before the ankle: metres, y is
/// the height of the sole over the floor.
/// </param>
/// <param name="Yaw">Where the toes point: degrees to the person's left.</param>
/// <param name="Pitch">Degrees: positive lifts the heel about the ball of the foot.</param>
/// <param name="IsFree">True for a leg in the air that the pelvis need not come down for.</param>
internal sealed record StagedFoot(Vector3 Position, float Yaw = 0, float Pitch = 0, bool IsFree = false)
{
    /// <summary>Where the ankle is.</summary>
    public Vector3 Ankle
    {
        get
        {
            var flat = StagedBody.Turns(new(0, Yaw, 0));
            var ball = Position + Vector3.Transform(RestSkeleton.AnkleFromFloor + RestSkeleton.Ball, flat);
            return ball - Vector3.Transform(RestSkeleton.Ball, StagedBody.Turns(new(Pitch, Yaw, 0)));
        }
    }

    /// <summary>
    /// Writes hip, knee and ankle of one side so that the foot is where it should be: the knee bends about its own axis until
    /// hip and ankle are as far apart as they must be, then the hip aims the leg. A place out of reach is aimed at with a leg
    /// nearly straight.
    /// </summary>
    public void Reach(Span<Quaternion> locals, Quaternion body, Vector3 root, bool left)
    {
        var side = left ? 0 : 1;
        var (thigh, shin) = (RestSkeleton.Offsets[(int)Joint.LeftKnee + side], RestSkeleton.Offsets[(int)Joint.LeftAnkle + side]);
        // Toes at rest point outwards already.
        var toesIn = Quaternion.CreateFromAxisAngle(Vector3.UnitY, left ? -RestSkeleton.ToesOut : RestSkeleton.ToesOut);
        var foot = StagedBody.Turns(new(Pitch, Yaw, 0)) * toesIn;
        var way = Ankle - (root + Vector3.Transform(RestSkeleton.Offsets[(int)Joint.LeftHip + side], body));

        var knee = Quaternion.CreateFromAxisAngle(Vector3.UnitX, KneeBend(thigh, shin, Math.Clamp(way.Length(), 0.25f, 0.9995f * RestSkeleton.LegLength)));
        var unaimed = thigh + Vector3.Transform(shin, knee);
        // Knees point between where the pelvis and where the feet point.
        var kneeAxis = Vector3.Transform(Vector3.UnitX, body) + Vector3.Transform(Vector3.UnitX, StagedBody.Turns(new(0, Yaw, 0)) * toesIn);
        var hip = Axes(way, kneeAxis) * Quaternion.Conjugate(Axes(unaimed, Vector3.UnitX));

        locals[(int)Joint.LeftHip + side] = Quaternion.Conjugate(body) * hip;
        locals[(int)Joint.LeftKnee + side] = knee;
        locals[(int)Joint.LeftAnkle + side] = Quaternion.Conjugate(hip * knee) * foot;
        // Toes stay on the floor when the heel leaves it.
        var toes = StagedBody.Turns(new(IsFree ? Pitch : MathF.Min(Pitch, 0), Yaw, 0)) * toesIn;
        locals[(int)Joint.LeftFoot + side] = Quaternion.Conjugate(foot) * toes;
    }

    /// <summary>Angle about x at which the ankle is <paramref name="distance"/> from the hip, 0 at rest, positive backwards.</summary>
    private static float KneeBend(Vector3 thigh, Vector3 shin, float distance)
    {
        // |thigh + turned shin|² = distance² is straight·cos + bent·sin = wanted.
        var straight = thigh.Y * shin.Y + thigh.Z * shin.Z;
        var bent = thigh.Z * shin.Y - thigh.Y * shin.Z;
        var wanted = (distance * distance - thigh.LengthSquared() - shin.LengthSquared()) / 2 - thigh.X * shin.X;
        return MathF.Atan2(bent, straight) + MathF.Acos(wanted / MathF.Sqrt(straight * straight + bent * bent));
    }

    /// <summary>The rotation whose -y is a direction and whose x is as near to a side as that allows.</summary>
    private static Quaternion Axes(Vector3 down, Vector3 side)
    {
        var y = -Vector3.Normalize(down);
        var x = Vector3.Normalize(side - Vector3.Dot(side, y) * y);
        var z = Vector3.Cross(x, y);
        return Rotations.ToQuaternion(new Matrix4x4(x.X, x.Y, x.Z, 0, y.X, y.Y, y.Z, 0, z.X, z.Y, z.Z, 0, 0, 0, 0, 1));
    }
}
