using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Bodies.Default;
using Xunit;

namespace LiquidWarp.Tests.Bodies.Default;

/// <summary>Exact and analytic: the shipped mesh is what its users may rely on.</summary>
public sealed class DefaultBodyMeshTests
{
    private static BodyModel Model => ShippedBody.Model;

    [Fact]
    public void Template_Vertices_BetweenSixAndTenThousand() => Assert.InRange(Model.VertexCount, 6_000, 10_000);

    [Fact]
    public void Faces_EveryEdge_UsedOnceInEachDirection()
    {
        var edges = new HashSet<(int, int)>();
        for (var corner = 0; corner < Model.Faces.Length; corner++)
            Assert.True(edges.Add((Model.Faces[corner], Model.Faces[corner % 3 == 2 ? corner - 2 : corner + 1])), $"edge at corner {corner} is used twice");
        Assert.All(edges, edge => Assert.Contains((edge.Item2, edge.Item1), edges));
        Assert.Equal(2, Model.VertexCount - edges.Count / 2 + Model.FaceCount);
    }

    [Fact]
    public void Faces_Volume_PositiveAndThatOfAnAdult()
    {
        var volume = 0.0;
        for (var face = 0; face < Model.Faces.Length; face += 3)
            volume += Vector3.Dot(Model.Template[Model.Faces[face]], Vector3.Cross(Model.Template[Model.Faces[face + 1]], Model.Template[Model.Faces[face + 2]])) / 6;
        // An adult of 1.70 m weighs 55 to 75 kg at about one kilogram a litre.
        Assert.InRange(volume, 0.055, 0.075);
    }

    [Fact]
    public void Template_MirroredInX_IsItself()
    {
        var mesh = ShippedBody.Mesh;
        for (var vertex = 0; vertex < mesh.Positions.Length; vertex++)
        {
            Assert.True(mesh.Opposite[vertex] >= 0, $"vertex {vertex} at {mesh.Positions[vertex]} has no mirror image");
            for (var joint = 0; joint < JointTree.Count; joint++)
                Assert.Equal(
                    Model.SkinningWeights[vertex * JointTree.Count + joint],
                    Model.SkinningWeights[mesh.Opposite[vertex] * JointTree.Count + Skeleton.Opposite(joint)], 1e-6f);
        }
        var faces = new HashSet<(int, int, int)>();
        for (var face = 0; face < mesh.Faces.Length; face += 3) faces.Add(Rotated(mesh.Faces[face], mesh.Faces[face + 1], mesh.Faces[face + 2]));
        for (var face = 0; face < mesh.Faces.Length; face += 3)
            Assert.Contains(Rotated(mesh.Opposite[mesh.Faces[face]], mesh.Opposite[mesh.Faces[face + 2]], mesh.Opposite[mesh.Faces[face + 1]]), faces);

        static (int, int, int) Rotated(int a, int b, int c) => a < b && a < c ? (a, b, c) : b < c ? (b, c, a) : (c, a, b);
    }

    [Fact]
    public void Template_EveryVertex_LiesOnTheSculptedField()
    {
        // The file was made from the sculpture as it is in the code now, not from an older one.
        var field = new BodyField();
        Assert.All(ShippedBody.Mesh.Positions, position => Assert.InRange(field.Distance(position), -4e-4f, 4e-4f));
    }

    [Fact]
    public void Template_RestPose_DoesNotIntersectItself() =>
        Assert.Empty(SelfIntersections.Find(Model.Template, Model.Faces));

    [Theory]
    [InlineData(1, -2)]
    [InlineData(2, 2)]
    [InlineData(3, -2)]
    [InlineData(3, 2)]
    public void ShapeDirections_TwoDeviationsOut_DoNotIntersect(int direction, float deviations)
    {
        var shaped = Model.Template.Zip(Model.ShapeDirections[direction], (at, move) => at + deviations * move).ToArray();
        Assert.Empty(SelfIntersections.Find(shaped, Model.Faces));
    }

    [Fact]
    public void SelfIntersections_TwoCrossingTetrahedra_AreFound()
    {
        Vector3[] vertices = [new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), new(0.1f, 0.1f, 0.1f), new(1.1f, 0.1f, 0.1f), new(0.1f, 1.1f, 0.1f), new(0.1f, 0.1f, 1.1f)];
        int[] faces = [0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3, 4, 6, 5, 4, 5, 7, 4, 7, 6, 5, 6, 7];
        Assert.NotEmpty(SelfIntersections.Find(vertices, faces));
    }
}
