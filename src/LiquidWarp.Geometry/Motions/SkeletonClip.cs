using System.Numerics;

namespace LiquidWarp.Motions;

/// <summary>A joint of a captured skeleton as its file describes it.</summary>
/// <param name="Name">As in the file.</param>
/// <param name="Parent">Index of the parent, which precedes it; -1 for the root.</param>
/// <param name="Offset">From the parent in the zero pose, in the file's units and axes.</param>
/// <param name="EndSite">Where the bone of a leaf ends, relative to the joint; null if there are children or nothing is said.</param>
internal sealed record SkeletonJoint(string Name, int Parent, Vector3 Offset, Vector3? EndSite);

/// <summary>
/// Captured frames on a skeleton of any kind, in the file's own units and axes. The zero pose need not look like a person.
/// </summary>
internal sealed class SkeletonClip
{
    /// <summary>The file, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>Frames a second, above 0.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Parents before children; the first is the root.</summary>
    public required IReadOnlyList<SkeletonJoint> Joints { get; init; }

    /// <summary>(frames)(joints) rotation of each joint against its parent; all identity is the zero pose.</summary>
    public required IReadOnlyList<Quaternion[]> LocalRotations { get; init; }

    /// <summary>(frames)(joints) position against the parent: the offset, or what the joint's position channels say.</summary>
    public required IReadOnlyList<Vector3[]> LocalPositions { get; init; }

    /// <summary>Joint positions in the zero pose, in the file's axes.</summary>
    public Vector3[] ZeroPose()
    {
        var positions = new Vector3[Joints.Count];
        for (var j = 0; j < positions.Length; j++)
            positions[j] = Joints[j].Offset + (Joints[j].Parent < 0 ? Vector3.Zero : positions[Joints[j].Parent]);
        return positions;
    }

    /// <summary>World rotation and position of every joint in one frame.</summary>
    public (Quaternion[] Rotations, Vector3[] Positions) Pose(int frame)
    {
        var rotations = (Quaternion[])LocalRotations[frame].Clone();
        var positions = (Vector3[])LocalPositions[frame].Clone();
        for (var j = 0; j < positions.Length; j++)
            if (Joints[j].Parent is >= 0 and var parent)
            {
                positions[j] = positions[parent] + Vector3.Transform(positions[j], rotations[parent]);
                rotations[j] = Quaternion.Normalize(rotations[parent] * rotations[j]);
            }

        return (rotations, positions);
    }
}
