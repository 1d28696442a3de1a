using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Bodies.Default;

namespace LiquidWarp.Tests.Bodies.Default;

/// <summary>The committed default body, read once, and its mesh as the generator sees it.</summary>
internal static class ShippedBody
{
    public static BodyModel Model { get; } = BodyModel.LoadDefault();

    /// <summary>Vertices in metres above the floor, with the mirror image of each.</summary>
    public static SymmetricMesh Mesh { get; } = Pair(Model);

    private static SymmetricMesh Pair(BodyModel model)
    {
        var origin = Skeleton.Joints[(int)Joint.Pelvis];
        var at = new Dictionary<Vector3, int>();
        for (var vertex = 0; vertex < model.VertexCount; vertex++) at[model.Template[vertex]] = vertex;
        var opposite = Array.ConvertAll(model.Template, p => at.GetValueOrDefault(p.X == 0 ? p : p with { X = -p.X }, -1));
        return new(Array.ConvertAll(model.Template, p => p + origin), model.Faces, opposite);
    }
}
