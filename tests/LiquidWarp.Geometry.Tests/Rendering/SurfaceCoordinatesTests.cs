using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Rendering;

// Analytic: on a sphere of radius 0.8 that is drawn as it rests, a pixel's place is known.
public class SurfaceCoordinatesTests
{
    [Fact]
    public void Draw_Sphere_WritesThePlaceOnTheRestBody()
    {
        var sphere = SphereBody.Create(30, 60);
        var composer = new FlowComposer(sphere, 64, threads: 1);
        composer.Draw(SphereBody.Pose(sphere), new WeakPerspectiveCamera(1, 0, 0));
        var map = new FloatImage(64, 64, 6);
        Array.Fill(map.Data, 9f);
        SurfaceCoordinates.Draw(sphere, composer.Target, map, channel: 1);

        for (var pixel = 0; pixel < 64 * 64; pixel++)
        {
            var values = map.Data.AsSpan(6 * pixel, 6);
            Assert.Equal(9, values[0]);
            Assert.Equal(9, values[5]);
            if (composer.Target.FaceIndex[pixel] < 0)
            {
                Assert.Equal([0, 0, 0, 0], values[1..5].ToArray());
                continue;
            }

            var (x, y) = ((2 * (pixel % 64) + 1 - 64) / 64f, (2 * (pixel / 64) + 1 - 64) / 64f);
            Assert.Equal(MathF.Abs(x), MathF.Abs(values[1] * 0.9f), 1e-4f);
            Assert.Equal(MathF.Abs(y), MathF.Abs(values[2]), 1e-4f);
            Assert.Equal(1, values[4]);
        }
    }

    [Fact]
    public void Draw_NotEnoughChannels_IsRefused()
    {
        var sphere = SphereBody.Create(8, 12);
        Assert.Throws<ArgumentException>(() => SurfaceCoordinates.Draw(sphere, new Fragments(8, 8), new FloatImage(8, 8, 4), channel: 1));
        Assert.Throws<ArgumentException>(() => SurfaceCoordinates.Draw(sphere, new Fragments(8, 8), new FloatImage(9, 8, 4)));
    }
}
