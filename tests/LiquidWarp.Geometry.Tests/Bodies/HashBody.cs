using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Tests.Bodies;

/// <summary>The 6890-vertex model that REFERENCE section 14 makes from a hash, with known results.</summary>
internal static class HashBody
{
    private const int VertexCount = 6890;

    public static BodyModel Create()
    {
        float[] template = Values(2000, VertexCount * 3), shapes = Values(2001, VertexCount * 30), poses = Values(2002, VertexCount * 621);
        var joints = new float[24 * VertexCount];
        for (var k = 0; k < 24; k++)
            joints[k * VertexCount + 287 * k] = 1;
        var keypoints = new float[19 * VertexCount];
        for (var k = 0; k < 19; k++)
            keypoints[k * VertexCount + 300 * k + 5] = 1;
        var weights = new float[VertexCount * 24];
        for (var v = 0; v < VertexCount; v++)
        {
            weights[24 * v + v % 24] += 0.75f;
            weights[24 * v + (7 * v + 3) % 24] += 0.25f;
        }

        return new()
        {
            Name = "hash",
            Template = Directions(template, 1, 0, 1),
            Faces = [0, 1, 2],
            ShapeDirections = [.. Enumerable.Range(0, 10).Select(k => Directions(shapes, 10, k, 0.1f))],
            PoseDirections = [.. Enumerable.Range(0, 207).Select(k => Directions(poses, 207, k, 0.05f))],
            JointRegressor = joints,
            KeypointRegressor = keypoints,
            SkinningWeights = weights,
        };
    }

    /// <summary>v(t, 1 … count).</summary>
    public static float[] Values(uint t, int count)
    {
        var values = new float[count];
        for (uint j = 1; j <= count; j++)
        {
            var h = unchecked(j * 2654435761u ^ (t + 1) * 2246822519u);
            h ^= h >> 15;
            h = unchecked(h * 2246822519u);
            h ^= h >> 13;
            h = unchecked(h * 3266489917u);
            h ^= h >> 16;
            values[j - 1] = (float)(h / 4294967296.0 * 2 - 1);
        }

        return values;
    }

    private static Vector3[] Directions(float[] values, int count, int k, float scale) =>
        [.. Enumerable.Range(0, VertexCount).Select(v => scale * new Vector3(values[3 * count * v + k], values[3 * count * v + count + k], values[3 * count * v + 2 * count + k]))];
}
