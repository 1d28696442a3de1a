using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Imaging;
using LiquidWarp.Media;

namespace LiquidWarp.Tests.Recovery;

/// <summary>Pictures that tests make of drawn people, and what can befall them.</summary>
internal static class Pictures
{
    /// <summary>A person in A-pose before a wall: 512×512, from (126, 48) to (390, 468).</summary>
    public static RgbImage Person() => PictureFile.Read(Path.Combine(Goldens.Checkout, "samples", "person.png"));

    /// <summary>Somebody else in the same room.</summary>
    public static RgbImage Other() => PictureFile.Read(Path.Combine(Goldens.Checkout, "samples", "other.png"));

    /// <summary>Somebody of 256×256 pixels, turned about the vertical; and the place without them.</summary>
    public static (RgbImage Picture, RgbImage Empty) Drawn(BodyModel model, int seed, float yaw)
    {
        var scene = new DrawnScene(new Anatomy(model), 256, new(seed), new(seed + 10), new(seed + 20));
        return (new PictureDrawer(256).Draw(scene, scene.Place(RandomPose.Standing(new(seed), yaw)), 1).Picture, scene.EmptyPicture);
    }

    public static RgbImage Plain(int width, int height, (byte R, byte G, byte B) colour)
    {
        var picture = new RgbImage(width, height);
        Fill(picture, colour, (_, _) => true);
        return picture;
    }

    public static RgbImage Noise(int width, int height)
    {
        var picture = new RgbImage(width, height);
        new Random(1).NextBytes(picture.Data);
        return picture;
    }

    /// <summary>Colours the pixels whose middle is inside.</summary>
    public static void Fill(RgbImage picture, (byte R, byte G, byte B) colour, Func<float, float, bool> inside)
    {
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
                if (inside(x + 0.5f, y + 0.5f))
                    (picture.Row(y)[3 * x], picture.Row(y)[3 * x + 1], picture.Row(y)[3 * x + 2]) = colour;
    }

    public static RgbImage Crop(RgbImage picture, int left, int top, int width, int height)
    {
        var part = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
            picture.Row(top + y).Slice(3 * left, 3 * width).CopyTo(part.Row(y));
        return part;
    }

    public static void Paste(RgbImage picture, RgbImage into, int left, int top)
    {
        for (var y = 0; y < picture.Height; y++)
            picture.Row(y).CopyTo(into.Row(top + y)[(3 * left)..]);
    }

    public static RgbImage Scaled(RgbImage picture, int width, int height) => Resampling.Resize(picture, width, height, ResizeMethod.Area);

    /// <summary>What is left of a picture in so many times fewer pixels each way.</summary>
    public static RgbImage Blurred(RgbImage picture, int times) =>
        Resampling.Resize(Scaled(picture, picture.Width / times, picture.Height / times), picture.Width, picture.Height);

    /// <summary>Turned clockwise by quarters.</summary>
    public static RgbImage Turned(RgbImage picture, int quarters)
    {
        for (; quarters > 0; quarters--)
        {
            var turned = new RgbImage(picture.Height, picture.Width);
            for (var y = 0; y < picture.Height; y++)
                for (var x = 0; x < picture.Width; x++)
                    picture.Row(y).Slice(3 * x, 3).CopyTo(turned.Row(x)[(3 * (picture.Height - 1 - y))..]);
            picture = turned;
        }

        return picture;
    }

    /// <summary>A man of flat colours with black outlines, 300×400, from (71, 18) to (229, 378).</summary>
    public static RgbImage Cartoon()
    {
        var picture = Plain(300, 400, (170, 220, 250));
        foreach (var edge in (float[])[3, 0])
        {
            (byte, byte, byte) Colour(byte r, byte g, byte b) => edge > 0 ? default : (r, g, b);
            void Limb((byte, byte, byte) colour, float width, float fromX, float fromY, float toX, float toY) =>
                Fill(picture, colour, (x, y) => Away(new(x, y), new(fromX, fromY), new(toX, toY)) < width + edge);
            Limb(Colour(40, 60, 140), 14, 135, 230, 130, 355);
            Limb(Colour(40, 60, 140), 14, 165, 230, 170, 355);
            Limb(default, 9, 130, 365, 115, 368);
            Limb(default, 9, 170, 365, 185, 368);
            Limb(Colour(210, 50, 40), 10, 120, 130, 85, 225);
            Limb(Colour(210, 50, 40), 10, 180, 130, 215, 225);
            Limb(Colour(210, 50, 40), 34, 150, 130, 150, 220);
            Limb(Colour(250, 210, 170), 9, 84, 228, 80, 240);
            Limb(Colour(250, 210, 170), 9, 216, 228, 220, 240);
            Limb(Colour(250, 210, 170), 10, 150, 95, 150, 85);
            Limb(Colour(250, 210, 170), 30, 150, 65, 150, 55);
        }

        Fill(picture, (90, 50, 20), (x, y) => y < 50 && Away(new(x, y), new(150, 60), new(150, 48)) < 33);
        foreach (var (from, to, width) in new[] { (new Vector2(138, 62), new Vector2(138, 63), 4f), (new(162, 62), new(162, 63), 4), (new(142, 80), new(158, 80), 2) })
            Fill(picture, default, (x, y) => Away(new(x, y), from, to) < width);
        return picture;
    }

    /// <summary>Five lines and a ring.</summary>
    public static RgbImage StickMan()
    {
        var picture = Plain(300, 400, (170, 220, 250));
        foreach (var (from, to) in new[] { (new Vector2(150, 120), new Vector2(150, 240)), (new(150, 240), new(110, 360)), (new(150, 240), new(190, 360)), (new(150, 150), new(90, 200)), (new(150, 150), new(210, 200)) })
            Fill(picture, default, (x, y) => Away(new(x, y), from, to) < 3);
        Fill(picture, default, (x, y) => Vector2.Distance(new(x, y), new(150, 85)) is > 32 and < 38);
        return picture;
    }

    private static float Away(Vector2 place, Vector2 from, Vector2 to)
    {
        var along = Math.Clamp(Vector2.Dot(place - from, to - from) / (to - from).LengthSquared(), 0, 1);
        return Vector2.Distance(place, from + along * (to - from));
    }
}
