using System.Numerics;
using LiquidWarp.Datasets.Drawing;

namespace LiquidWarp.Tests.Datasets.Drawing;

/// <summary>Analytic: areas on either side of a line.</summary>
public class SurfaceCutTests
{
    [Theory]
    [InlineData(0.3f)]
    [InlineData(0.5f)]
    [InlineData(1.7f)]
    public void Of_SquareCutByALine_KeepsTheAreaAboveIt(float height)
    {
        // A grid of 8 × 8 cells over a square of side 2.
        const int Side = 9;
        var vertices = Enumerable.Range(0, Side * Side).Select(i => new Vector3(i % Side, i / Side, 0) / 4).ToArray();
        List<int> faces = [];
        for (var y = 0; y < Side - 1; y++)
            for (var x = 0; x < Side - 1; x++)
            {
                var i = y * Side + x;
                faces.AddRange([i, i + 1, i + Side, i + 1, i + Side + 1, i + Side]);
            }

        var cut = SurfaceCut.Of([.. faces], new byte[faces.Count / 3], Array.ConvertAll(vertices, vertex => vertex.Y - height));
        var points = cut.Points.Select(point => point.Of(vertices)).ToArray();
        var area = 0f;
        for (var i = 0; i < cut.Faces.Length; i += 3)
        {
            var twice = Vector3.Cross(points[cut.Faces[i + 1]] - points[cut.Faces[i]], points[cut.Faces[i + 2]] - points[cut.Faces[i]]).Z;
            Assert.True(twice >= 0, "a face is turned over");
            area += twice / 2;
        }

        Assert.Equal(2 * (2 - height), area, 1e-5);
        Assert.All(points, point => Assert.True(point.Y >= height - 1e-6f));
    }
}
