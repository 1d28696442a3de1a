using System.Numerics;
using LiquidWarp.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

public class SurfaceColoursTests
{
    // Analytic: with its ends held, a chain of vertices takes a straight line.
    [Fact]
    public void Fill_StripBetweenKnownEnds_TakesAStraightLine()
    {
        int[] faces = [.. Enumerable.Range(0, 9).SelectMany(i => (int[])[i, i + 1, i])];
        var edges = new MeshEdges(10, faces);
        Assert.Equal([3, 5], edges.Of(4).ToArray());
        var colours = new Vector3[10];
        colours[9] = new(0.9f);
        float[] confidence = [1, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        var filled = SurfaceColours.Fill(edges, colours, confidence, [0, -1, -1, -1, -1, -1, -1, -1, -1, 9]);
        for (var i = 1; i < 9; i++)
            Assert.Equal(filled[i].X, (filled[i - 1].X + filled[i + 1].X) / 2, 1e-3f);
        Assert.Equal(0, filled[0].X, 0.02f);
        Assert.Equal(0.9f, filled[9].X, 0.02f);
    }
}
