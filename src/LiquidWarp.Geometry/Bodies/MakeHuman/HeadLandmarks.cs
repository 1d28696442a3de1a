using System.Numerics;

namespace LiquidWarp.Bodies.MakeHuman;

/// <summary>
/// Points of a head found by its form, on any body in rest pose that faces +z: the nose is the foremost vertex, ears
/// are the outermost, the eyes' pupils the foremost vertices of the eyes.
/// </summary>
internal sealed class HeadLandmarks
{
    private readonly int _top;
    private readonly int _nose;
    private readonly int _leftEye;
    private readonly int _rightEye;
    private readonly int _leftEar;
    private readonly int _rightEar;
    private readonly bool[] _isHead;

    private HeadLandmarks(Vector3[] template, bool[] isHead, int[] leftEye, int[] rightEye)
    {
        _isHead = isHead;
        int[] head = [.. Enumerable.Range(0, template.Length).Where(v => isHead[v])];
        if (head.Length == 0)
            throw new InputException("No vertex of the body belongs to the head joint: the weights file does not fit the mesh.");
        _top = head.MaxBy(v => template[v].Y);
        _nose = head.MaxBy(v => template[v].Z);
        _leftEar = head.MaxBy(v => template[v].X);
        _rightEar = head.MinBy(v => template[v].X);
        _leftEye = leftEye.MaxBy(v => template[v].Z);
        _rightEye = rightEye.MaxBy(v => template[v].Z);
    }

    /// <summary>Finds the landmarks among the vertices that follow the head joint.</summary>
    /// <param name="template">(V) the body in rest pose.</param>
    /// <param name="skinningWeights">(V, 24).</param>
    /// <param name="leftEye">Vertices of the left eyeball.</param>
    /// <param name="rightEye">Vertices of the right eyeball.</param>
    public static HeadLandmarks Find(Vector3[] template, float[] skinningWeights, int[] leftEye, int[] rightEye) =>
        new(template, [.. template.Select((_, v) => skinningWeights[v * JointTree.Count + (int)Joint.Head] > 0.5f)], leftEye, rightEye);

    /// <summary>The 19 keypoints: limbs and neck as the joints, the head's by single vertices.</summary>
    public float[] KeypointRegressor(float[] jointRegressor, int vertexCount)
    {
        var regressor = new float[PosedBody.KeypointCount * vertexCount];
        for (var k = 0; k < PosedBody.KeypointCount; k++)
            if (((Keypoint)k).Joint() is { } joint)
                jointRegressor.AsSpan((int)joint * vertexCount, vertexCount).CopyTo(regressor.AsSpan(k * vertexCount));
        foreach (var (keypoint, vertex) in new[]
        {
            (Keypoint.HeadTop, _top), (Keypoint.Nose, _nose), (Keypoint.LeftEye, _leftEye), (Keypoint.RightEye, _rightEye),
            (Keypoint.LeftEar, _leftEar), (Keypoint.RightEar, _rightEar),
        })
            regressor[(int)keypoint * vertexCount + vertex] = 1;
        return regressor;
    }

    /// <summary>Faces of the front of the face: chin to brow, as far round as the outer corners of the eyes and a little more.</summary>
    public bool[] FrontalFace(Vector3[] template, int[] faces)
    {
        var (nose, eyes, ears) = (template[_nose], (template[_leftEye] + template[_rightEye]) / 2, (template[_leftEar] + template[_rightEar]) / 2);
        var unit = eyes.Y - nose.Y;
        return EachFace(faces, corners =>
        {
            var middle = (template[corners[0]] + template[corners[1]] + template[corners[2]]) / 3;
            return _isHead[corners[0]] && middle.Y < eyes.Y + 1.2f * unit && middle.Y > nose.Y - 2.1f * unit && middle.Z > ears.Z + 0.35f * (nose.Z - ears.Z)
                && MathF.Abs(middle.X - nose.X) < 1.6f * (middle.Z - ears.Z);
        });
    }

    /// <summary>Faces of the head and the neck, as the published head region has them.</summary>
    public bool[] Head(int[] faces, float[] skinningWeights) =>
        EachFace(faces, corners => _isHead[corners[0]] || skinningWeights[corners[0] * JointTree.Count + (int)Joint.Neck] > 0.5f);

    private static bool[] EachFace(int[] faces, Func<int[], bool> belongs) => [.. faces.Chunk(3).Select(belongs)];
}
