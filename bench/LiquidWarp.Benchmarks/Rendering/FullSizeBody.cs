using System.Globalization;
using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Tests.Rendering;

namespace LiquidWarp.Benchmarks.Rendering;

/// <summary>
/// A body of the published size, 6,890 vertices and 13,776 faces, as tall as a person, with dense pose directions: with the published
/// topology where its mapper file lies beside the checkout (or is named by LIQUIDWARP_MAPPER), else an ellipsoid of the same counts.
/// </summary>
internal static class FullSizeBody
{
    public static BodyModel Create()
    {
        var (vertices, faces) = ReadMapper() ?? Ellipsoid();
        var random = new Random(1);
        return new()
        {
            Name = "full size",
            Template = vertices,
            Faces = faces,
            ShapeDirections = [.. Enumerable.Range(0, 10).Select(_ => Directions(1e-3f))],
            PoseDirections = [.. Enumerable.Range(0, 207).Select(_ => Directions(1e-4f))],
            JointRegressor = [.. Enumerable.Repeat(1f / vertices.Length, 24 * vertices.Length)],
            KeypointRegressor = [.. Enumerable.Repeat(1f / vertices.Length, 19 * vertices.Length)],
            SkinningWeights = [.. Enumerable.Range(0, 24 * vertices.Length).Select(i => i % 24 < 4 ? 0.25f : 0)],
        };

        Vector3[] Directions(float size)
        {
            var directions = new Vector3[vertices.Length];
            foreach (ref var direction in directions.AsSpan())
                direction = size * new Vector3(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle() - 0.5f);
            return directions;
        }
    }

    /// <summary>Every joint turned a little, the root to face the camera.</summary>
    public static BodyParameters Parameters(float turn)
    {
        var parameters = BodyParameters.Frontal();
        for (var i = 3; i < parameters.Pose.Length; i++)
            parameters.Pose[i] = turn * MathF.Sin(i);
        return parameters with { Camera = new(0.95f, 0, 0) };
    }

    private static (Vector3[] Vertices, int[] Faces) Ellipsoid()
    {
        var sphere = SphereBody.Create(rings: 83, segments: 84);
        return ([.. sphere.Template.Select(place => place * new Vector3(0.35f, 1.1f, 0.2f))], sphere.Faces);
    }

    private static (Vector3[] Vertices, int[] Faces)? ReadMapper()
    {
        var path = Environment.GetEnvironmentVariable("LIQUIDWARP_MAPPER") ?? "../shared/assets/smpl-topology/mapper_uv.txt";
        if (!File.Exists(path))
            return null;
        var lines = File.ReadLines(path).Select(line => line.Split(' ')).ToArray();
        return (
            [.. lines.Where(line => line[0] == "v").Select(line => new Vector3(Number(line[1]), Number(line[2]) + 0.2f, Number(line[3])))],
            [.. lines.Where(line => line[0] == "f").SelectMany(line => line[1..4]).Select(corner => int.Parse(corner.Split('/')[0], CultureInfo.InvariantCulture) - 1)]);

        static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
    }
}
