using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Bodies.Default;

namespace LiquidWarp.Motions;

/// <summary>
/// The rest pose that θ refers to: the joints that the default body is built on, which are those of its mean shape. Upright,
/// arms level to the sides, palms down, feet flat and a little turned out, legs nearly straight: they widen downwards by a few
/// degrees and lean back, so no leg bone is vertical. Metres, x to the person's left, y up, z to the front. Retargeting takes
/// its directions and the length of its legs from here, and motions made by code stand on its feet.
/// </summary>
internal static class RestSkeleton
{
    private static readonly Vector3[] OffsetTable =
        [.. JointTree.Parents.ToArray().Select((parent, j) => parent < 0 ? Vector3.Zero : Skeleton.Joints[j] - Skeleton.Joints[parent])];

    /// <summary>From each joint's parent to it; zero for the pelvis.</summary>
    public static ReadOnlySpan<Vector3> Offsets => OffsetTable;

    /// <summary>Hip to ankle with the knee as at rest, metres.</summary>
    public static float LegLength { get; } = (Skeleton.Joints[(int)Joint.LeftAnkle] - Skeleton.Joints[(int)Joint.LeftHip]).Length();

    /// <summary>The ankle above the sole and before the pelvis (so negative: it is behind), metres; x is 0.</summary>
    public static Vector3 AnkleFromFloor { get; } = Skeleton.Joints[(int)Joint.LeftAnkle] with
    {
        X = 0,
        Z = Skeleton.Joints[(int)Joint.LeftAnkle].Z - Skeleton.Joints[(int)Joint.Pelvis].Z,
    };

    /// <summary>From the ankle to the ball of a foot that points straight forwards, metres.</summary>
    public static Vector3 Ball { get; } = new(0, OffsetTable[(int)Joint.LeftFoot].Y, Flat(OffsetTable[(int)Joint.LeftFoot]).Length());

    /// <summary>How far the left foot points to the left and the right one to the right, radians.</summary>
    public static float ToesOut { get; } = MathF.Atan2(OffsetTable[(int)Joint.LeftFoot].X, OffsetTable[(int)Joint.LeftFoot].Z);

    /// <summary>From a joint to its child, length 1.</summary>
    public static Vector3 Direction(Joint to) => Vector3.Normalize(Offsets[(int)to]);

    private static Vector3 Flat(Vector3 vector) => vector with { Y = 0 };
}
