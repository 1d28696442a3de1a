using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Motions;

/// <summary>
/// The rest pose that θ refers to, as a plain skeleton of an adult of 1.7 m: upright, arms level to the sides, palms down,
/// legs straight, feet flat and forward. Metres, x to the person's left, y up, z to the front. Retargeting takes its
/// directions and the length of its legs from here, and motions made by code stand on its feet.
/// </summary>
internal static class RestSkeleton
{
    /// <summary>From each joint's parent to it.</summary>
    public static ReadOnlySpan<Vector3> Offsets => OffsetTable;

    /// <summary>Hip to ankle, metres.</summary>
    public const float LegLength = 0.81f;

    /// <summary>Height of the ankle above the sole, metres.</summary>
    public const float AnkleHeight = 0.07f;

    /// <summary>From the ankle to the ball of the foot.</summary>
    public static Vector3 FootDirection { get; } = Vector3.Normalize(new(0, -0.05f, 0.12f));

    private static readonly Vector3[] OffsetTable =
    [
        new(0, 0, 0), new(0.08f, -0.08f, 0), new(-0.08f, -0.08f, 0), new(0, 0.11f, 0),
        new(0, -0.40f, 0), new(0, -0.40f, 0), new(0, 0.13f, 0),
        new(0, -0.41f, 0), new(0, -0.41f, 0), new(0, 0.06f, 0),
        new(0, -0.05f, 0.12f), new(0, -0.05f, 0.12f),
        new(0, 0.21f, 0), new(0.07f, 0.12f, 0), new(-0.07f, 0.12f, 0), new(0, 0.08f, 0.03f),
        new(0.11f, 0.02f, 0), new(-0.11f, 0.02f, 0), new(0.26f, 0, 0), new(-0.26f, 0, 0),
        new(0.25f, 0, 0), new(-0.25f, 0, 0), new(0.085f, 0, 0), new(-0.085f, 0, 0),
    ];

    /// <summary>World rotations and joint positions of a pose whose pelvis stands at <paramref name="root"/>.</summary>
    /// <param name="locals">(24) rotation of each joint against its parent.</param>
    /// <param name="root">Position of the pelvis.</param>
    public static (Quaternion[] Rotations, Vector3[] Positions) Pose(ReadOnlySpan<Quaternion> locals, Vector3 root)
    {
        var rotations = locals.ToArray();
        var positions = new Vector3[JointTree.Count];
        positions[0] = root;
        for (var j = 1; j < positions.Length; j++)
        {
            var parent = JointTree.Parents[j];
            rotations[j] = rotations[parent] * locals[j];
            positions[j] = positions[parent] + Vector3.Transform(Offsets[j], rotations[parent]);
        }

        return (rotations, positions);
    }
}
