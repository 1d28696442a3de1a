using System.Numerics;

namespace LiquidWarp.Bodies;

public sealed partial class BodyModel
{
    private PoseSolver? _solver;

    // Packing takes some milliseconds; should two threads race to it, both results are the same.
    private PoseSolver Solver => _solver ??= PoseSolver.ForAll(this);

    /// <summary>
    /// Poses the body: shape blend, joints, pose blend, joint tree, skinning, keypoints (the SMPL forward, REFERENCE 1.2).
    /// On one thread nothing is allocated after the first call; the shape blend is kept while β does not change, and
    /// joints that do not rotate cost no pose blend. The model may be shared by threads, <paramref name="into"/> may not.
    /// </summary>
    /// <param name="shape">10 coefficients β.</param>
    /// <param name="pose">72 numbers: axis-angle of 24 joints, radians; the first triple is the global orientation.</param>
    /// <param name="into">From <see cref="CreatePosed"/> of this model.</param>
    /// <param name="threads">How many threads share the vertices; worth it from two on only for batches or large meshes.</param>
    public void Pose(ReadOnlySpan<float> shape, ReadOnlySpan<float> pose, PosedBody into, int threads = 1) =>
        PoseBatch(shape, pose, new ReadOnlySpan<PosedBody>(in into), threads);

    /// <summary>Poses the body as <paramref name="parameters"/> say; their camera plays no part.</summary>
    public void Pose(BodyParameters parameters, PosedBody into, int threads = 1) => Pose(parameters.Shape, parameters.Pose, into, threads);

    /// <summary>
    /// Poses many bodies at once, which reads the large pose directions from memory once for all of them.
    /// </summary>
    /// <param name="shapes">(N, 10) coefficients β.</param>
    /// <param name="poses">(N, 72) axis-angle, radians.</param>
    /// <param name="into">(N) different bodies from <see cref="CreatePosed"/> of this model.</param>
    /// <param name="threads">How many threads share the vertices.</param>
    public void PoseBatch(ReadOnlySpan<float> shapes, ReadOnlySpan<float> poses, ReadOnlySpan<PosedBody> into, int threads = 1)
    {
        CheckParameters(shapes, poses, into.Length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        var solver = Solver;
        foreach (var body in into)
            if (body.Vertices.Length != solver.VertexCount)
                throw new ArgumentException($"The posed body has {body.Vertices.Length} vertices, {Name} has {solver.VertexCount}.", nameof(into));
        solver.Solve(shapes, poses, into, threads);
    }

    /// <summary>
    /// The 24 joints of the posed tree alone, in a few microseconds: for fitting and retargeting. They equal
    /// <see cref="PosedBody.Joints"/>; see <see cref="Reduce"/> where keypoints or surface points are wanted too.
    /// </summary>
    /// <param name="shape">10 coefficients β.</param>
    /// <param name="pose">72 numbers, axis-angle, radians.</param>
    /// <param name="joints">Receives 24 points, indexed by <see cref="Joint"/>.</param>
    public void PoseJoints(ReadOnlySpan<float> shape, ReadOnlySpan<float> pose, Span<Vector3> joints)
    {
        CheckParameters(shape, pose, 1);
        if (joints.Length < JointTree.Count)
            throw new ArgumentException($"Room for {joints.Length} joints, {JointTree.Count} are needed.", nameof(joints));
        Solver.SolveJoints(shape, pose, joints);
    }

    /// <summary>The 24 joints of the unposed body of shape β.</summary>
    public Vector3[] RestJoints(ReadOnlySpan<float> shape)
    {
        var joints = new Vector3[JointTree.Count];
        Solver.RestJoints(shape, joints);
        return joints;
    }

    /// <summary>
    /// The same body with only the vertices that a fit looks at: those picked and those that the 19 keypoints are
    /// regressed from. It gives exactly the numbers of the whole body at a small part of the cost.
    /// </summary>
    /// <param name="vertices">Vertex indices wanted besides the keypoints; may be empty, may repeat.</param>
    public KeypointModel Reduce(params ReadOnlySpan<int> vertices)
    {
        foreach (var v in vertices)
            if ((uint)v >= (uint)VertexCount)
                throw new ArgumentOutOfRangeException(nameof(vertices), $"Vertex {v} of a body with {VertexCount}.");
        return new(PoseSolver.ForSome(this, vertices), vertices.Length);
    }

    internal static void CheckParameters(ReadOnlySpan<float> shapes, ReadOnlySpan<float> poses, int count)
    {
        if (shapes.Length != count * BodyParameters.ShapeLength)
            throw new ArgumentException($"{shapes.Length} shape numbers for {count} bodies; each has {BodyParameters.ShapeLength}.", nameof(shapes));
        if (poses.Length != count * BodyParameters.PoseLength)
            throw new ArgumentException($"{poses.Length} pose numbers for {count} bodies; each has {BodyParameters.PoseLength}.", nameof(poses));
    }
}
