using System.Numerics;

namespace LiquidWarp.Bodies;

/// <summary>The SMPL forward (REFERENCE 1.2) over all or some vertices of a model, from packed arrays. Immutable and shared by threads.</summary>
internal sealed class PoseSolver
{
    private readonly VertexBlocks _blocks;
    private readonly Vector3[] _restJoints;
    private readonly Vector3[][] _restJointDirections;
    private readonly SparseRegressor _keypoints;

    private PoseSolver(VertexBlocks blocks, BodyModel model, SparseRegressor keypoints)
    {
        _blocks = blocks;
        _keypoints = keypoints;
        // The regressor is linear, so joints of the shaped body are joints of the template plus β times joints of the directions.
        var joints = SparseRegressor.FromDense(model.JointRegressor, JointTree.Count);
        _restJoints = Regress(joints, model.Template);
        _restJointDirections = [.. model.ShapeDirections.Select(direction => Regress(joints, direction))];
    }

    /// <summary>Number of vertices that this solver poses.</summary>
    public int VertexCount => _blocks.VertexCount;

    /// <summary>All vertices of a model.</summary>
    public static PoseSolver ForAll(BodyModel model) =>
        new(new(model, [.. Enumerable.Range(0, model.VertexCount)]), model, KeypointsOf(model));

    /// <summary>The picked vertices in their order, then what the keypoints need.</summary>
    public static PoseSolver ForSome(BodyModel model, ReadOnlySpan<int> picked)
    {
        var keypoints = KeypointsOf(model);
        List<int> vertices = [.. picked];
        Dictionary<int, int> newIndex = [];
        for (var i = 0; i < vertices.Count; i++)
            newIndex.TryAdd(vertices[i], i);
        foreach (var v in keypoints.Support)
            if (newIndex.TryAdd(v, vertices.Count))
                vertices.Add(v);
        return new(new(model, [.. vertices]), model, keypoints.Renumber(newIndex));
    }

    /// <summary>The whole forward for a batch; each body has its own 10 shape and 72 pose numbers.</summary>
    public void Solve(ReadOnlySpan<float> shapes, ReadOnlySpan<float> poses, ReadOnlySpan<PosedBody> into, int threads)
    {
        for (var i = 0; i < into.Length; i++)
        {
            Shape(shapes.Slice(i * BodyParameters.ShapeLength, BodyParameters.ShapeLength), into[i]);
            Articulate(poses.Slice(i * BodyParameters.PoseLength, BodyParameters.PoseLength), into[i]);
        }

        threads = Math.Min(threads, _blocks.Count);
        if (threads <= 1)
            PoseBlocks(0, _blocks.Count, into);
        else
            PoseBlocksInParallel(into.ToArray(), threads);
        foreach (var body in into)
            _keypoints.Apply(body.Vertices, body.Keypoints);
    }

    /// <summary>Rest joints, rotations and posed joints only: no vertex is touched.</summary>
    public void SolveJoints(ReadOnlySpan<float> shape, ReadOnlySpan<float> pose, Span<Vector3> joints)
    {
        Span<Vector3> rest = stackalloc Vector3[JointTree.Count];
        Span<Matrix4x4> rotations = stackalloc Matrix4x4[JointTree.Count];
        Span<float> transforms = stackalloc float[JointTree.Count * JointChain.TransformLength];
        RestJoints(shape, rest);
        JointChain.Rotate(pose, rotations);
        JointChain.Follow(rest, rotations, joints, transforms);
    }

    /// <summary>Steps 1 and 2, skipped where the body already has this shape.</summary>
    private void Shape(ReadOnlySpan<float> shape, PosedBody body)
    {
        if (body.ShapedBy == this && shape.SequenceEqual(body.ShapedTo))
            return;
        if (body.Shaped.Length != _blocks.ShapedLength)
            body.Shaped = new float[_blocks.ShapedLength];
        _blocks.Shape(shape, body.Shaped);
        RestJoints(shape, body.RestJoints);
        shape.CopyTo(body.ShapedTo);
        body.ShapedBy = this;
    }

    /// <summary>Step 2 alone.</summary>
    public void RestJoints(ReadOnlySpan<float> shape, Span<Vector3> joints)
    {
        _restJoints.CopyTo(joints);
        for (var k = 0; k < _restJointDirections.Length; k++)
            for (var j = 0; j < JointTree.Count; j++)
                joints[j] += shape[k] * _restJointDirections[k][j];
    }

    /// <summary>Steps 3 and 5 and the pose features.</summary>
    private static void Articulate(ReadOnlySpan<float> pose, PosedBody body)
    {
        JointChain.Rotate(pose, body.Rotations);
        body.ActiveJoints = JointChain.Features(body.Rotations, body.Features);
        JointChain.Follow(body.RestJoints, body.Rotations, body.Joints, body.Transforms);
    }

    // The block is the outer loop so that a batch reads the pose directions from memory once.
    private void PoseBlocks(int first, int end, ReadOnlySpan<PosedBody> into)
    {
        for (var block = first; block < end; block++)
            foreach (var body in into)
                _blocks.Pose(block, body.Shaped, body.Features, body.ActiveJoints, body.Transforms, body.Vertices);
    }

    private void PoseBlocksInParallel(PosedBody[] into, int threads) =>
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
            PoseBlocks((int)((long)_blocks.Count * part / threads), (int)((long)_blocks.Count * (part + 1) / threads), into));

    private static SparseRegressor KeypointsOf(BodyModel model) => SparseRegressor.FromDense(model.KeypointRegressor, PosedBody.KeypointCount);

    private static Vector3[] Regress(SparseRegressor regressor, Vector3[] vertices)
    {
        var points = new Vector3[JointTree.Count];
        regressor.Apply(vertices, points);
        return points;
    }
}
