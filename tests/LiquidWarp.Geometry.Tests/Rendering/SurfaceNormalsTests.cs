using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Rendering;

// Analytic: the normal of a sphere points away from its middle.
public class SurfaceNormalsTests
{
    [Fact]
    public void Draw_Sphere_PointsAwayFromTheMiddle()
    {
        var sphere = SphereBody.Create(30, 60);
        var body = SphereBody.Pose(sphere);
        var composer = new FlowComposer(sphere, 64, threads: 1);
        composer.Draw(body, new WeakPerspectiveCamera(1, 0, 0));
        var map = new FloatImage(64, 64, 5);
        Array.Fill(map.Data, 9f);
        new SurfaceNormals(sphere).Draw(body, composer.Target, map, channel: 1);

        for (var pixel = 0; pixel < 64 * 64; pixel++)
        {
            var values = map.Data.AsSpan(5 * pixel, 5);
            Assert.Equal((9, 9), (values[0], values[4]));
            var (x, y) = ((2 * (pixel % 64) + 1 - 64) / 64f, (2 * (pixel / 64) + 1 - 64) / 64f);
            var expected = composer.Target.FaceIndex[pixel] < 0 ? Vector3.Zero : new Vector3(x, y, -MathF.Sqrt(MathF.Max(0, 0.64f - x * x - y * y))) / 0.8f;
            Assert.InRange(Vector3.Distance(expected, new(values[1..4])), 0, x * x + y * y > 0.6f ? 0.3f : 0.03f);
        }
    }

    [Fact]
    public void Draw_NotEnoughChannels_IsRefused()
    {
        var sphere = SphereBody.Create(8, 12);
        Assert.Throws<ArgumentException>(() => new SurfaceNormals(sphere).Draw(SphereBody.Pose(sphere), new Fragments(8, 8), new FloatImage(8, 8, 3), channel: 1));
    }
}
