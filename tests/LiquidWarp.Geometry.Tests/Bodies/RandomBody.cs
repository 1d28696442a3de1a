using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Tests.Bodies;

/// <summary>Bodies of random numbers: not people, but every array of the model is exercised.</summary>
internal static class RandomBody
{
    /// <param name="vertexCount">At least 24.</param>
    /// <param name="seed">Same seed, same body.</param>
    /// <param name="poseDensity">Share of (joint, vertex) pairs with pose directions; null leaves them out altogether.</param>
    public static BodyModel Create(int vertexCount, int seed, double? poseDensity = 1)
    {
        var random = new Random(seed);
        Vector3 Point(float scale) => scale * new Vector3(random.NextSingle() * 2 - 1, random.NextSingle() * 2 - 1, random.NextSingle() * 2 - 1);

        var poseDirections = new Vector3[poseDensity is null ? 0 : 207][];
        for (var j = 0; j < poseDirections.Length / 9; j++)
        {
            var moves = Enumerable.Range(0, vertexCount).Select(_ => random.NextDouble() < poseDensity).ToArray();
            for (var e = 0; e < 9; e++)
                poseDirections[9 * j + e] = [.. moves.Select(m => m ? Point(0.02f) : Vector3.Zero)];
        }

        var faces = new int[3 * 2 * vertexCount];
        for (var f = 0; f < faces.Length / 3; f++)
        {
            faces[3 * f] = f % vertexCount;
            faces[3 * f + 1] = (f + 1 + random.Next(5)) % vertexCount;
            faces[3 * f + 2] = (f + 7 + random.Next(5)) % vertexCount;
        }

        return new()
        {
            Name = $"random {vertexCount}",
            Template = [.. Enumerable.Range(0, vertexCount).Select(_ => Point(1))],
            Faces = faces,
            ShapeDirections = [.. Enumerable.Range(0, 10).Select(_ => Enumerable.Range(0, vertexCount).Select(_ => Point(0.05f)).ToArray())],
            PoseDirections = poseDirections,
            JointRegressor = Rows(24, vertexCount, 6, random),
            KeypointRegressor = Rows(19, vertexCount, 4, random),
            SkinningWeights = Rows(vertexCount, 24, 3, random),
        };
    }

    public static float[] Shape(int seed) => Numbers(10, 2, seed);

    public static float[] Pose(int seed) => Numbers(72, 1.5f, seed);

    private static float[] Numbers(int count, float scale, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => scale * (random.NextSingle() * 2 - 1))];
    }

    /// <summary>Rows with a few positive entries that sum to 1.</summary>
    private static float[] Rows(int rows, int columns, int entries, Random random)
    {
        var matrix = new float[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var e = 0; e < entries; e++)
                matrix[row * columns + random.Next(columns)] += random.NextSingle() + 0.1f;
            var span = matrix.AsSpan(row * columns, columns);
            float sum = 0;
            foreach (var x in span)
                sum += x;
            for (var c = 0; c < columns; c++)
                span[c] /= sum;
        }

        return matrix;
    }
}
