using LiquidWarp.Rendering;

namespace LiquidWarp.Tests.Rendering;

public class SilhouetteTests
{
    [Fact]
    public void Of_Sphere_IsADisc()
    {
        var sphere = SphereBody.Create(24, 40);
        var fragments = new Fragments(100, 100);
        new Rasterizer().Rasterize(Projection.Project(SphereBody.Pose(sphere), new(1, 0, 0)), sphere.Faces, fragments);
        var mask = Silhouette.Of(fragments);
        Assert.Equal(Math.PI * 40 * 40, mask.Data.Sum(value => value), 60.0);
        Assert.Equal(1, mask.Row(50)[50]);
        Assert.Equal(0, mask.Row(0)[0]);
    }
}
