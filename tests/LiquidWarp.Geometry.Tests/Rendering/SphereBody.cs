using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Tests.Rendering;

/// <summary>A sphere of radius 0.8 as a body model: left and right halves as parts, the upper front as face and the upper half as head.</summary>
internal static class SphereBody
{
    public static BodyModel Create(int rings = 12, int segments = 20)
    {
        var vertices = new List<Vector3> { new(0, 0.8f, 0) };
        for (var ring = 1; ring < rings; ring++)
            for (var segment = 0; segment < segments; segment++)
            {
                var (down, around) = (MathF.PI * ring / rings, 2 * MathF.PI * segment / segments);
                vertices.Add(0.8f * new Vector3(MathF.Sin(down) * MathF.Sin(around), MathF.Cos(down), MathF.Sin(down) * MathF.Cos(around)));
            }

        vertices.Add(new(0, -0.8f, 0));
        var faces = new List<int>();
        for (var segment = 0; segment < segments; segment++)
        {
            var next = (segment + 1) % segments;
            faces.AddRange([0, 1 + segment, 1 + next]);
            for (var ring = 0; ring < rings - 2; ring++)
            {
                int upper = 1 + ring * segments, lower = upper + segments;
                faces.AddRange([upper + segment, lower + segment, lower + next, upper + segment, lower + next, upper + next]);
            }

            var last = 1 + (rings - 2) * segments;
            faces.AddRange([vertices.Count - 1, last + next, last + segment]);
        }

        Vector3 Centre(int face) => (vertices[faces[3 * face]] + vertices[faces[3 * face + 1]] + vertices[faces[3 * face + 2]]) / 3;
        var indices = Enumerable.Range(0, faces.Count / 3).ToArray();
        return new()
        {
            Name = "sphere",
            Template = [.. vertices],
            Faces = [.. faces],
            ShapeDirections = [.. Enumerable.Range(0, 10).Select(_ => new Vector3[vertices.Count])],
            PoseDirections = [.. Enumerable.Range(0, 207).Select(_ => new Vector3[vertices.Count])],
            JointRegressor = [.. Enumerable.Repeat(1f / vertices.Count, 24 * vertices.Count)],
            KeypointRegressor = [.. Enumerable.Repeat(1f / vertices.Count, 19 * vertices.Count)],
            SkinningWeights = [.. Enumerable.Range(0, 24 * vertices.Count).Select(i => i % 24 == 0 ? 1f : 0)],
            Surface = new()
            {
                TextureCoordinates = [.. vertices.Select(v => new Vector2(MathF.Atan2(v.X, v.Z) / (2 * MathF.PI) + 0.5f, v.Y / 1.6f + 0.5f))],
                TextureFaces = [.. faces],
                PartNames = ["left", "right"],
                FaceParts = [.. indices.Select(face => (byte)(Centre(face).X >= 0 ? 0 : 1))],
                FrontalFace = [.. indices.Select(face => Centre(face) is { Y: > 0, Z: > 0 })],
                Head = [.. indices.Select(face => Centre(face).Y > 0)],
            },
        };
    }

    /// <summary>The sphere in the camera's view, turned about the vertical: model y up and z to the front become y down and z away.</summary>
    public static PosedBody Pose(BodyModel model, float yaw = 0, Vector3 offset = default)
    {
        var posed = model.CreatePosed();
        var rotation = Matrix4x4.CreateRotationY(yaw) * Matrix4x4.CreateRotationX(MathF.PI);
        for (var i = 0; i < posed.Vertices.Length; i++)
            posed.Vertices[i] = Vector3.Transform(model.Template[i], rotation) + offset;
        return posed;
    }
}
