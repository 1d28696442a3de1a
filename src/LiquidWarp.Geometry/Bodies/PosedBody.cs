using System.Numerics;

namespace LiquidWarp.Bodies;

/// <summary>A body in one pose and shape; made once by <see cref="BodyModel.CreatePosed"/> and filled for every frame.</summary>
public sealed class PosedBody
{
    internal PosedBody(int vertexCount)
    {
        Vertices = new Vector3[vertexCount];
        Joints = new Vector3[JointTree.Count];
        Keypoints = new Vector3[19];
        Rotations = new Matrix4x4[JointTree.Count];
    }

    /// <summary>Vertices, metres, in the frame of the global orientation (camera view if θ comes from there).</summary>
    public Vector3[] Vertices { get; }

    /// <summary>The 24 joints of the posed tree, indexed by <see cref="Joint"/>.</summary>
    public Vector3[] Joints { get; }

    /// <summary>The 19 keypoints regressed from the posed vertices, indexed by <see cref="Keypoint"/>.</summary>
    public Vector3[] Keypoints { get; }

    /// <summary>The local rotation of each joint, in <see cref="Matrix4x4"/>'s row-vector convention (transpose of the textbook matrix).</summary>
    public Matrix4x4[] Rotations { get; }
}
