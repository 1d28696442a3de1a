using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LiquidWarp.Bodies;

/// <summary>
/// A body's vertices in blocks of 16 with x, y and z apart, in the order in which one frame reads them. Pose directions
/// and skinning weights are kept for those joints only that touch a block, so a body whose correctives are local costs what
/// they cost; a dense one streams its 207 directions once from memory, which is what bounds it.
/// </summary>
internal sealed class VertexBlocks
{
    private const int Lanes = 16;
    private const int BlockLength = 3 * Lanes;
    private const int PoseEntryLength = JointChain.FeaturesPerJoint * BlockLength;

    private readonly float[] _template;
    private readonly float[][] _shapeDirections;
    private readonly int[] _poseStarts;
    private readonly byte[] _poseJoints;
    private readonly float[] _poseDirections;
    private readonly int[] _skinStarts;
    private readonly byte[] _skinJoints;
    private readonly float[] _skinWeights;

    /// <summary>Packs the named vertices of a model, in the order given.</summary>
    public VertexBlocks(BodyModel model, ReadOnlySpan<int> vertices)
    {
        VertexCount = vertices.Length;
        Count = (vertices.Length + Lanes - 1) / Lanes;
        _template = Pack(model.Template, vertices);
        _shapeDirections = new float[model.ShapeDirections.Length][];
        for (var k = 0; k < _shapeDirections.Length; k++)
            _shapeDirections[k] = Pack(model.ShapeDirections[k], vertices);
        (_poseStarts, _poseJoints, _poseDirections) = PackPoseDirections(model, vertices);
        (_skinStarts, _skinJoints, _skinWeights) = PackSkinningWeights(model, vertices);
    }

    /// <summary>Number of vertices.</summary>
    public int VertexCount { get; }

    /// <summary>Number of blocks.</summary>
    public int Count { get; }

    /// <summary>Length of a buffer for <see cref="Shape"/>.</summary>
    public int ShapedLength => Count * BlockLength;

    /// <summary>Step 1: template plus shape directions, into packed blocks.</summary>
    public void Shape(ReadOnlySpan<float> shape, Span<float> shaped)
    {
        _template.CopyTo(shaped);
        for (var k = 0; k < _shapeDirections.Length; k++)
        {
            if (shape[k] == 0)
                continue;
            ref var into = ref MemoryMarshal.GetReference(shaped);
            ref var direction = ref MemoryMarshal.GetArrayDataReference(_shapeDirections[k]);
            var beta = Vector512.Create(shape[k]);
            for (nuint i = 0; i < (nuint)ShapedLength; i += Lanes)
                Vector512.MultiplyAddEstimate(beta, Vector512.LoadUnsafe(ref direction, i), Vector512.LoadUnsafe(ref into, i)).StoreUnsafe(ref into, i);
        }
    }

    /// <summary>Steps 4 and 6 for one block: adds the pose directions and skins.</summary>
    /// <param name="block">Which block.</param>
    /// <param name="shaped">What <see cref="Shape"/> gave.</param>
    /// <param name="features">(207) pose features.</param>
    /// <param name="active">Bits of the joints whose features are not zero.</param>
    /// <param name="transforms">(24, 12) joint transforms.</param>
    /// <param name="into">(V) receives this block's vertices.</param>
    public void Pose(int block, ReadOnlySpan<float> shaped, ReadOnlySpan<float> features, uint active, ReadOnlySpan<float> transforms, Span<Vector3> into)
    {
        ref var rest = ref Unsafe.Add(ref MemoryMarshal.GetReference(shaped), block * BlockLength);
        var x = Vector512.LoadUnsafe(ref rest);
        var y = Vector512.LoadUnsafe(ref rest, Lanes);
        var z = Vector512.LoadUnsafe(ref rest, 2 * Lanes);
        AddPoseDirections(block, features, active, ref x, ref y, ref z);
        Skin(block, transforms, ref x, ref y, ref z);
        Store(block, x, y, z, into);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddPoseDirections(int block, ReadOnlySpan<float> features, uint active, ref Vector512<float> x, ref Vector512<float> y, ref Vector512<float> z)
    {
        var (sx, sy, sz) = (x, y, z);
        for (var entry = _poseStarts[block]; entry < _poseStarts[block + 1]; entry++)
        {
            int joint = _poseJoints[entry];
            if ((active >> joint & 1) == 0)
                continue;
            ref var feature = ref Unsafe.Add(ref MemoryMarshal.GetReference(features), JointChain.FeaturesPerJoint * (joint - 1));
            ref var direction = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_poseDirections), (nint)entry * PoseEntryLength);
            for (nuint k = 0; k < JointChain.FeaturesPerJoint; k++)
            {
                var f = Vector512.Create(Unsafe.Add(ref feature, k));
                sx = Vector512.MultiplyAddEstimate(f, Vector512.LoadUnsafe(ref direction, k * BlockLength), sx);
                sy = Vector512.MultiplyAddEstimate(f, Vector512.LoadUnsafe(ref direction, k * BlockLength + Lanes), sy);
                sz = Vector512.MultiplyAddEstimate(f, Vector512.LoadUnsafe(ref direction, k * BlockLength + 2 * Lanes), sz);
            }
        }

        (x, y, z) = (sx, sy, sz);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Skin(int block, ReadOnlySpan<float> transforms, ref Vector512<float> x, ref Vector512<float> y, ref Vector512<float> z)
    {
        var (m00, m01, m02, m03) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (m10, m11, m12, m13) = (m00, m00, m00, m00);
        var (m20, m21, m22, m23) = (m00, m00, m00, m00);
        for (var entry = _skinStarts[block]; entry < _skinStarts[block + 1]; entry++)
        {
            ref var t = ref Unsafe.Add(ref MemoryMarshal.GetReference(transforms), JointChain.TransformLength * _skinJoints[entry]);
            var w = Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_skinWeights), (nuint)entry * Lanes);
            m00 = Vector512.MultiplyAddEstimate(w, Vector512.Create(t), m00);
            m01 = Vector512.MultiplyAddEstimate(w, Vector512.Create(Unsafe.Add(ref t, 1)), m01);
            m02 = Vector512.MultiplyAddEstimate(w, Vector512.Create(Unsafe.Add(ref t, 2)), m02);
            m03 = Vector512.MultiplyAddEstimate(w, Vector512.Create(Unsafe.Add(ref t, 3)), m03);
            m10 = Vector512.MultiplyAddEstimate(w, Vector512.Create(Unsafe.Add(ref t, 4)), m10);
            m11 = Vector512.MultiplyAddEstimate(w, Vector512.Create(Unsafe.Add(ref t, 5)), m11);
            m12 = Vector512.MultiplyAddEstimate(w, Vector512.Create(Unsafe.Add(ref t, 6)), m12);
            m13 = Vector512.MultiplyAddEstimate(w, Vector512.Create(Unsafe.Add(ref t, 7)), m13);
            m20 = Vector512.MultiplyAddEstimate(w, Vector512.Create(Unsafe.Add(ref t, 8)), m20);
            m21 = Vector512.MultiplyAddEstimate(w, Vector512.Create(Unsafe.Add(ref t, 9)), m21);
            m22 = Vector512.MultiplyAddEstimate(w, Vector512.Create(Unsafe.Add(ref t, 10)), m22);
            m23 = Vector512.MultiplyAddEstimate(w, Vector512.Create(Unsafe.Add(ref t, 11)), m23);
        }

        var (px, py, pz) = (x, y, z);
        x = Vector512.MultiplyAddEstimate(m00, px, Vector512.MultiplyAddEstimate(m01, py, Vector512.MultiplyAddEstimate(m02, pz, m03)));
        y = Vector512.MultiplyAddEstimate(m10, px, Vector512.MultiplyAddEstimate(m11, py, Vector512.MultiplyAddEstimate(m12, pz, m13)));
        z = Vector512.MultiplyAddEstimate(m20, px, Vector512.MultiplyAddEstimate(m21, py, Vector512.MultiplyAddEstimate(m22, pz, m23)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(int block, Vector512<float> x, Vector512<float> y, Vector512<float> z, Span<Vector3> into)
    {
        Span<float> lanes = stackalloc float[BlockLength];
        x.CopyTo(lanes);
        y.CopyTo(lanes[Lanes..]);
        z.CopyTo(lanes[(2 * Lanes)..]);
        var vertices = into.Slice(block * Lanes, Math.Min(Lanes, VertexCount - block * Lanes));
        for (var i = 0; i < vertices.Length; i++)
            vertices[i] = new(lanes[i], lanes[Lanes + i], lanes[2 * Lanes + i]);
    }

    private float[] Pack(Vector3[] values, ReadOnlySpan<int> vertices)
    {
        var packed = new float[ShapedLength];
        for (var i = 0; i < vertices.Length; i++)
            Put(packed.AsSpan(i / Lanes * BlockLength), i % Lanes, values[vertices[i]]);
        return packed;
    }

    private static void Put(Span<float> block, int lane, Vector3 value) =>
        (block[lane], block[Lanes + lane], block[2 * Lanes + lane]) = (value.X, value.Y, value.Z);

    private (int[] Starts, byte[] Joints, float[] Directions) PackPoseDirections(BodyModel model, ReadOnlySpan<int> vertices)
    {
        var starts = new int[Count + 1];
        List<byte> joints = [];
        if (model.PoseDirections.Length == 0)
            return (starts, [], []);
        for (var block = 0; block < Count; block++)
        {
            foreach (var joint in Enumerable.Range(1, JointTree.Count - 1))
                if (Moves(joint, BlockVertices(vertices, block)))
                    joints.Add((byte)joint);
            starts[block + 1] = joints.Count;
        }

        var packed = new float[(long)joints.Count * PoseEntryLength];
        for (var block = 0; block < Count; block++)
            for (var entry = starts[block]; entry < starts[block + 1]; entry++)
                for (var k = 0; k < JointChain.FeaturesPerJoint; k++)
                {
                    var directions = model.PoseDirections[JointChain.FeaturesPerJoint * (joints[entry] - 1) + k];
                    var members = BlockVertices(vertices, block);
                    for (var lane = 0; lane < members.Length; lane++)
                        Put(packed.AsSpan(entry * PoseEntryLength + k * BlockLength), lane, directions[members[lane]]);
                }

        return (starts, [.. joints], packed);

        bool Moves(int joint, ReadOnlySpan<int> members)
        {
            for (var k = 0; k < JointChain.FeaturesPerJoint; k++)
                foreach (var v in members)
                    if (model.PoseDirections[JointChain.FeaturesPerJoint * (joint - 1) + k][v] != Vector3.Zero)
                        return true;
            return false;
        }
    }

    private (int[] Starts, byte[] Joints, float[] Weights) PackSkinningWeights(BodyModel model, ReadOnlySpan<int> vertices)
    {
        var starts = new int[Count + 1];
        List<byte> joints = [];
        List<float> weights = [];
        Span<float> lanes = stackalloc float[Lanes];
        for (var block = 0; block < Count; block++)
        {
            var members = BlockVertices(vertices, block);
            for (var joint = 0; joint < JointTree.Count; joint++)
            {
                lanes.Clear();
                for (var lane = 0; lane < members.Length; lane++)
                    lanes[lane] = model.SkinningWeights[members[lane] * JointTree.Count + joint];
                if (!lanes.ContainsAnyExcept(0f))
                    continue;
                joints.Add((byte)joint);
                weights.AddRange(lanes);
            }

            starts[block + 1] = joints.Count;
        }

        return (starts, [.. joints], [.. weights]);
    }

    private static ReadOnlySpan<int> BlockVertices(ReadOnlySpan<int> vertices, int block) =>
        vertices.Slice(block * Lanes, Math.Min(Lanes, vertices.Length - block * Lanes));
}
