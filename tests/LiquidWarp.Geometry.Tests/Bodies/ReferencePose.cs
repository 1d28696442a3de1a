using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Tests.Bodies;

/// <summary>The slow twin of <see cref="BodyModel.Pose(ReadOnlySpan{float}, ReadOnlySpan{float}, PosedBody, int)"/>: REFERENCE 1.2 step by step, dense, in double precision.</summary>
internal static class ReferencePose
{
    public static (float[] Vertices, float[] Joints, float[] Keypoints) Pose(BodyModel model, float[] shape, float[] pose)
    {
        var n = model.VertexCount;
        var shaped = new double[n, 3];
        for (var v = 0; v < n; v++)
            for (var a = 0; a < 3; a++)
            {
                shaped[v, a] = model.Template[v][a];
                for (var k = 0; k < 10; k++)
                    shaped[v, a] += shape[k] * (double)model.ShapeDirections[k][v][a];
            }

        var rest = Regress(model.JointRegressor, shaped, 24);
        var rotations = new double[24][,];
        for (var j = 0; j < 24; j++)
            rotations[j] = Rodrigues(pose[3 * j], pose[3 * j + 1], pose[3 * j + 2]);

        var posed = (double[,])shaped.Clone();
        if (model.PoseDirections.Length > 0)
            for (var j = 1; j < 24; j++)
                for (var e = 0; e < 9; e++)
                {
                    var feature = rotations[j][e / 3, e % 3] - (e % 4 == 0 ? 1 : 0);
                    for (var v = 0; v < n; v++)
                        for (var a = 0; a < 3; a++)
                            posed[v, a] += feature * model.PoseDirections[9 * (j - 1) + e][v][a];
                }

        var global = new double[24][,];
        for (var j = 0; j < 24; j++)
        {
            var parent = JointTree.Parents[j];
            global[j] = new double[4, 4];
            global[j][3, 3] = 1;
            for (var r = 0; r < 3; r++)
            {
                for (var c = 0; c < 3; c++)
                    global[j][r, c] = rotations[j][r, c];
                global[j][r, 3] = rest[j, r] - (parent < 0 ? 0 : rest[parent, r]);
            }

            if (parent >= 0)
                global[j] = Multiply(global[parent], global[j]);
        }

        var joints = new double[24, 3];
        var result = new double[n, 3];
        for (var j = 0; j < 24; j++)
            for (var r = 0; r < 3; r++)
                joints[j, r] = global[j][r, 3];
        for (var v = 0; v < n; v++)
            for (var j = 0; j < 24; j++)
                for (var r = 0; r < 3; r++)
                {
                    var moved = joints[j, r];
                    for (var c = 0; c < 3; c++)
                        moved += global[j][r, c] * (posed[v, c] - rest[j, c]);
                    result[v, r] += model.SkinningWeights[24 * v + j] * moved;
                }

        return (Flatten(result), Flatten(joints), Flatten(Regress(model.KeypointRegressor, result, 19)));
    }

    public static float[] Flatten(ReadOnlySpan<Vector3> points) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<Vector3, float>(points).ToArray();

    private static float[] Flatten(double[,] points) => [.. points.Cast<double>().Select(x => (float)x)];

    private static double[,] Regress(float[] regressor, double[,] vertices, int rows)
    {
        var n = vertices.GetLength(0);
        var points = new double[rows, 3];
        for (var row = 0; row < rows; row++)
            for (var v = 0; v < n; v++)
                for (var a = 0; a < 3; a++)
                    points[row, a] += regressor[row * n + v] * vertices[v, a];
        return points;
    }

    private static double[,] Rodrigues(double x, double y, double z)
    {
        var angle = Math.Sqrt((x + 1e-8) * (x + 1e-8) + (y + 1e-8) * (y + 1e-8) + (z + 1e-8) * (z + 1e-8));
        (x, y, z) = (x / angle, y / angle, z / angle);
        var (s, c) = Math.SinCos(angle);
        return new[,]
        {
            { c + (1 - c) * x * x, (1 - c) * x * y - s * z, (1 - c) * x * z + s * y },
            { (1 - c) * x * y + s * z, c + (1 - c) * y * y, (1 - c) * y * z - s * x },
            { (1 - c) * x * z - s * y, (1 - c) * y * z + s * x, c + (1 - c) * z * z },
        };
    }

    private static double[,] Multiply(double[,] a, double[,] b)
    {
        var product = new double[4, 4];
        for (var r = 0; r < 4; r++)
            for (var c = 0; c < 4; c++)
                for (var k = 0; k < 4; k++)
                    product[r, c] += a[r, k] * b[k, c];
        return product;
    }
}
