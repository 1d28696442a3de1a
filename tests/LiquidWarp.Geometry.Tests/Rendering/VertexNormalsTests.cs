using System.Numerics;
using LiquidWarp.Rendering;

namespace LiquidWarp.Tests.Rendering;

public class VertexNormalsTests
{
    [Fact]
    public void Compute_SphereNormals_PointOutward()
    {
        var sphere = SphereBody.Create(24, 40);
        var normals = new Vector3[sphere.VertexCount];
        VertexNormals.Compute(sphere.Template, sphere.Faces, normals);
        for (var i = 0; i < normals.Length; i++)
            Assert.True(Vector3.Dot(normals[i], Vector3.Normalize(sphere.Template[i])) > 0.99f);
    }
}
