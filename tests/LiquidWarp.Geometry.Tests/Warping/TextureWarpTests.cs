using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Tests.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

public class TextureWarpTests
{
    private static readonly BodyModel Sphere = SphereBody.Create(30, 60);
    private static readonly WeakPerspectiveCamera Camera = new(1, 0, 0);

    // The person is red above and blue below, on green: any green on the person is background that bled.
    [Fact]
    public void Draw_SamePose_GivesTheSourceBackWithoutBackground()
    {
        var warp = new TextureWarp(Sphere, Photo(0.8f), SphereBody.Pose(Sphere), Camera, null, 64);
        var picture = Draw(warp, SphereBody.Pose(Sphere));
        for (var y = 0; y < 64; y++)
            for (var x = 0; x < 64; x++)
            {
                var distance = Math.Sqrt(Math.Pow(x - 31.5, 2) + Math.Pow(y - 31.5, 2));
                var pixel = picture.Row(y).Slice(3 * x, 3);
                if (distance < 24)
                    Assert.True(pixel[1] < -0.95f, $"green at {x}, {y}");
                if (distance < 24 && Math.Abs(y - 31.5) > 3)
                    Assert.True(y < 32 ? pixel[0] > 0.95f && pixel[2] < -0.95f : pixel[2] > 0.95f && pixel[0] < -0.95f, $"not the source at {x}, {y}");
                if (distance > 28)
                    Close.Assert([0.5f, 0.5f, 0.5f], pixel, 0);
            }
    }

    [Fact]
    public void Draw_FromBehind_ContinuesTheFront()
    {
        var warp = new TextureWarp(Sphere, Photo(0.8f), SphereBody.Pose(Sphere), Camera, null, 64);
        var picture = Draw(warp, SphereBody.Pose(Sphere, yaw: MathF.PI));
        Span<float> upper = picture.Row(16).Slice(3 * 32, 3), lower = picture.Row(48).Slice(3 * 32, 3);
        Assert.True(upper[0] > 0.8f && upper[1] < -0.8f && upper[2] < -0.8f, "the upper back is red");
        Assert.True(lower[2] > 0.8f && lower[1] < -0.8f && lower[0] < -0.8f, "the lower back is blue");
    }

    // One sphere is red over blue, the other one yellow; the left half is borrowed.
    [Fact]
    public void Borrow_HalfOfAnother_ShowsEachHalfAsItsOwnersPictureDoes()
    {
        var yellow = Photo(0.8f);
        for (var i = 0; i < yellow.Data.Length; i += 3)
            if (yellow.Data[i + 1] == 0)
                (yellow.Data[i], yellow.Data[i + 1], yellow.Data[i + 2]) = (255, 255, 0);
        var (warp, giver) = (new TextureWarp(Sphere, Photo(0.8f), SphereBody.Pose(Sphere), Camera, null, 64), new TextureWarp(Sphere, yellow, SphereBody.Pose(Sphere), Camera, null, 64));
        var taken = Array.ConvertAll(Sphere.Surface!.FaceParts, part => part == 0);
        warp.Borrow(giver, taken);
        var picture = Draw(warp, SphereBody.Pose(Sphere));
        for (var y = 16; y < 48; y++)
            for (var x = 16; x < 48; x++)
                if (x is < 30 or > 34)
                    // The person's left half, which faces the camera, is on the picture's right.
                    Assert.Equal(x > 32, picture.Row(y)[3 * x] > 0.9f && picture.Row(y)[3 * x + 1] > 0.9f);
    }

    private static FloatImage Draw(TextureWarp warp, PosedBody body)
    {
        var picture = new FloatImage(64, 64, 3);
        Array.Fill(picture.Data, 0.5f);
        warp.Draw(body, Camera, picture);
        return picture;
    }

    private static RgbImage Photo(float radius)
    {
        var photo = new RgbImage(128, 128);
        for (var y = 0; y < 128; y++)
            for (var x = 0; x < 128; x++)
            {
                var inside = Math.Sqrt(Math.Pow(x - 63.5, 2) + Math.Pow(y - 63.5, 2)) < radius * 64;
                photo.Row(y)[3 * x + (inside ? y < 64 ? 0 : 2 : 1)] = 255;
            }

        return photo;
    }
}
