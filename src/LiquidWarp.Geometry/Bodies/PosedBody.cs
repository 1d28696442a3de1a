using System.Numerics;

namespace LiquidWarp.Bodies;

/// <summary>
/// A body in one pose and shape; made once by <see cref="BodyModel.CreatePosed"/> or <see cref="KeypointModel.CreatePosed"/>
/// and filled for every frame. It also keeps the shaped rest body, so posing again with the same shape is cheaper.
/// </summary>
public sealed class PosedBody
{
    /// <summary>Number of keypoints, as <see cref="Keypoint"/> lists them.</summary>
    public const int KeypointCount = 19;

    internal PosedBody(int vertexCount)
    {
        Vertices = new Vector3[vertexCount];
        Joints = new Vector3[JointTree.Count];
        Keypoints = new Vector3[KeypointCount];
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

    // What the solver keeps between its steps and, for an unchanged shape, between frames.
    internal PoseSolver? ShapedBy { get; set; }

    internal float[] ShapedTo { get; } = new float[BodyParameters.ShapeLength];

    internal float[] Shaped { get; set; } = [];

    internal Vector3[] RestJoints { get; } = new Vector3[JointTree.Count];

    internal float[] Features { get; } = new float[(JointTree.Count - 1) * JointChain.FeaturesPerJoint];

    internal uint ActiveJoints { get; set; }

    internal float[] Transforms { get; } = new float[JointTree.Count * JointChain.TransformLength];
}
