using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Tests.Rendering;

public class ShaderTests
{
    private static readonly BodyModel Sphere = SphereBody.Create(24, 40);

    [Fact]
    public void Shade_Sphere_IsLitFromUpperLeftOnPlainBackground()
    {
        var picture = Shader.Shade(Sphere, SphereBody.Pose(Sphere), new(1, 0, 0), 64);
        Assert.Equal((64, 64), (picture.Width, picture.Height));
        Assert.Equal([237, 240, 242], picture.Row(0)[..3].ToArray());
        Assert.True(Brightness(picture, 20, 16) > 1.2 * Brightness(picture, 43, 47), "upper left is lighter than lower right");
        Assert.True(Brightness(picture, 20, 16) > 1.05 * Brightness(picture, 43, 16), "key light is stronger than fill light");
        var middle = picture.Row(32).Slice(3 * 32, 3);
        Assert.True(middle[0] > middle[1] && middle[1] > middle[2], "skin is reddish");
    }

    [Fact]
    public void Shade_Parts_ColoursLeftAndRightApart()
    {
        var picture = Shader.Shade(Sphere, SphereBody.Pose(Sphere), new(1, 0, 0), 64, new() { Colours = BodyColours.Parts });
        var (left, right) = (picture.Row(32).Slice(3 * 44, 3).ToArray(), picture.Row(32).Slice(3 * 20, 3).ToArray());
        Assert.True(left[0] > left[2], "the person's left, seen on the right, is the first part and red");
        Assert.True(right[2] > right[0], "the other part is blue");
    }

    [Fact]
    public void Overlay_OblongPhoto_CentresTheSquareCanvasAndKeepsTheRest()
    {
        var photo = new RgbImage(40, 60);
        var picture = new Shader(Sphere, new() { Opacity = 0.5f }).Overlay(SphereBody.Pose(Sphere), new(0.5f, 0, 0), photo);
        Assert.Equal(0, Brightness(picture, 20, 2));
        Assert.Equal(0, Brightness(picture, 2, 30));
        Assert.NotEqual(0, Brightness(picture, 20, 30));
        Assert.NotEqual(0, Brightness(picture, 10, 30));
        Assert.NotEqual(0, Brightness(picture, 29, 30));
        Assert.All(photo.Data, value => Assert.Equal(0, value));
        var opaque = new Shader(Sphere, new() { Opacity = 1 }).Overlay(SphereBody.Pose(Sphere), new(0.5f, 0, 0), photo);
        Assert.Equal(Brightness(opaque, 20, 30) / 2.0, Brightness(picture, 20, 30), 3.0);
    }

    [Fact]
    public void Draw_AnyNumberOfThreads_IsTheSamePicture()
    {
        var posed = SphereBody.Pose(Sphere, 0.4f, new Vector3(0.2f, 0.1f, 0));
        var expected = new Shader(Sphere, threads: 1).Draw(posed, new(1, 0, 0), 61).Data;
        Assert.Equal(expected, new Shader(Sphere, threads: 2).Draw(posed, new(1, 0, 0), 61).Data);
        Assert.Equal(expected, new Shader(Sphere, threads: 5).Draw(posed, new(1, 0, 0), 61).Data);
    }

    private static int Brightness(RgbImage picture, int x, int y) => picture.Row(y)[3 * x] + picture.Row(y)[3 * x + 1] + picture.Row(y)[3 * x + 2];
}
