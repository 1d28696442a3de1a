using System.Numerics;
using System.Text.Json.Nodes;

namespace LiquidWarp.Tests.Gltf;

/// <summary>
/// What a viewer shows of the one skinned mesh in a .glb, by the formulas of the specification, slowly and in doubles: animated TRS of
/// each node, global transforms down the tree, joint matrix = global · inverse bind, vertex = Σ weight · joint matrix · position. The
/// mesh node's own transform plays no part.
/// </summary>
internal sealed class GltfEvaluator(GlbDocument document)
{
    private readonly JsonArray _nodes = document.Json["nodes"]!.AsArray();

    /// <summary>The mesh's vertices at a time in seconds, in the file's axes.</summary>
    public Vector3[] Vertices(double time)
    {
        var global = GlobalTransforms(time);
        var skin = document.Json["skins"]![0]!;
        var joints = skin["joints"]!.AsArray().Select(joint => (int)joint!).ToArray();
        var inverseBind = document.Elements((int)skin["inverseBindMatrices"]!);
        var matrices = joints.Select((node, i) => Multiply(global[node], Columns(inverseBind[i]))).ToArray();

        var attributes = document.Json["meshes"]![0]!["primitives"]![0]!["attributes"]!;
        double[][] Attribute(string name) => document.Elements((int)attributes[name]!);
        var (positions, moving, weights) = (Attribute("POSITION"), Attribute("JOINTS_0"), Attribute("WEIGHTS_0"));
        var vertices = new Vector3[positions.Length];
        for (var vertex = 0; vertex < vertices.Length; vertex++)
        {
            var sum = new double[3];
            for (var slot = 0; slot < 4; slot++)
            {
                var moved = Apply(matrices[(int)moving[vertex][slot]], positions[vertex]);
                for (var i = 0; i < 3; i++)
                    sum[i] += weights[vertex][slot] * moved[i];
            }

            vertices[vertex] = new((float)sum[0], (float)sum[1], (float)sum[2]);
        }

        return vertices;
    }

    /// <summary>Where each node is, in the file's axes.</summary>
    public Vector3[] NodePositions(double time) => [.. GlobalTransforms(time).Select(global => new Vector3((float)global[0, 3], (float)global[1, 3], (float)global[2, 3]))];

    private double[][,] GlobalTransforms(double time)
    {
        var global = new double[_nodes.Count][,];
        void Follow(int node, double[,] above)
        {
            global[node] = Multiply(above, LocalTransform(node, time));
            foreach (var child in _nodes[node]!["children"]?.AsArray() ?? [])
                Follow((int)child!, global[node]);
        }

        foreach (var root in document.Json["scenes"]![0]!["nodes"]!.AsArray())
            Follow((int)root!, new double[,] { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } });
        return global;
    }

    private double[,] LocalTransform(int node, double time)
    {
        var t = Animated(node, "translation", time) ?? Stated(node, "translation") ?? [0, 0, 0];
        var q = Animated(node, "rotation", time) ?? Stated(node, "rotation") ?? [0, 0, 0, 1];
        var (x, y, z, w) = (q[0], q[1], q[2], q[3]);
        return new[,]
        {
            { 1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w), t[0] },
            { 2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w), t[1] },
            { 2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y), t[2] },
            { 0, 0, 0, 1 },
        };
    }

    private double[]? Stated(int node, string path) => _nodes[node]![path]?.AsArray().Select(number => (double)number!).ToArray();

    private double[]? Animated(int node, string path, double time)
    {
        if (document.Json["animations"]?[0] is not { } animation)
            return null;
        var channel = animation["channels"]!.AsArray().SingleOrDefault(channel => (int)channel!["target"]!["node"]! == node && (string)channel["target"]!["path"]! == path);
        if (channel is null)
            return null;
        var sampler = animation["samplers"]![(int)channel["sampler"]!]!;
        var times = document.Elements((int)sampler["input"]!).Select(element => element[0]).ToArray();
        var values = document.Elements((int)sampler["output"]!);
        var next = Array.FindIndex(times, key => key > time);
        if (next <= 0)
            return next == 0 ? values[0] : values[^1];
        var amount = (time - times[next - 1]) / (times[next] - times[next - 1]);
        return path == "rotation" ? Slerp(values[next - 1], values[next], amount) : [.. values[next - 1].Zip(values[next], (a, b) => a + amount * (b - a))];
    }

    private static double[] Slerp(double[] from, double[] to, double amount)
    {
        var cosine = from.Zip(to, (a, b) => a * b).Sum();
        var sign = Math.Sign(cosine);
        var angle = Math.Acos(Math.Min(1, Math.Abs(cosine)));
        if (angle < 1e-6)
            return from;
        return [.. from.Zip(to, (a, b) => (Math.Sin((1 - amount) * angle) * a + sign * Math.Sin(amount * angle) * b) / Math.Sin(angle))];
    }

    private static double[,] Columns(double[] matrix)
    {
        var columns = new double[4, 4];
        for (var i = 0; i < 16; i++)
            columns[i % 4, i / 4] = matrix[i];
        return columns;
    }

    private static double[,] Multiply(double[,] a, double[,] b)
    {
        var product = new double[4, 4];
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 4; column++)
                for (var k = 0; k < 4; k++)
                    product[row, column] += a[row, k] * b[k, column];
        return product;
    }

    private static double[] Apply(double[,] m, double[] p) =>
        [.. Enumerable.Range(0, 3).Select(row => m[row, 0] * p[0] + m[row, 1] * p[1] + m[row, 2] * p[2] + m[row, 3])];
}
