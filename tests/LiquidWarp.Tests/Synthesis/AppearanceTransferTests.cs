using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Tests.Synthesis;

/// <summary>Exact: who owns which face; and with texture warping, whose colours are where.</summary>
public class AppearanceTransferTests
{
    private static readonly BodyModel Model = DollPhoto.Model;

    [Fact]
    public void Share_TwoPeople_OwnEachFaceOnce()
    {
        var people = AppearanceTransfer.Share(Model, DollPhoto.Source, Painted(9, 9, 9), ["upper", "shoes"]);
        Assert.Equal(BodyRegions.Faces(Model, ["upper", "shoes"]), people[1].Faces!);
        Assert.Equal(people[1].Faces!.Select(face => !face), people[0].Faces!);
        Assert.Same(DollPhoto.Source, people[0].Person);
    }

    [Theory]
    [InlineData("all", "the whole person")]
    [InlineData("", "nothing")]
    public void Share_EverythingOrNothing_IsRefused(string parts, string expected)
    {
        var error = Assert.Throws<InputException>(() =>
            AppearanceTransfer.Share(Model, DollPhoto.Source, DollPhoto.Source, parts.Split(',', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_TextureWarpOfTwo_ShowsEachInTheirColours()
    {
        var people = AppearanceTransfer.Share(Model, Painted(255, 0, 0), Painted(0, 0, 255), ["clothes"]);
        using var synthesizer = new TextureWarpSynthesizer(Model, people, 100);
        var frame = new FrameLoop(people[0].Person, synthesizer).Frames(new NovelView(people[0].Person).Still(default), cancellation: TestContext.Current.CancellationToken).Single();
        var (head, chest) = (At(frame, 0, -0.68f), At(frame, 0, -0.3f));
        Assert.True(head is { R: > 200, B: < 60 }, $"the head is {head}");
        Assert.True(chest is { R: < 60, B: > 200 }, $"the chest is {chest}");
    }

    private static (byte R, byte G, byte B) At(RgbImage frame, float x, float y)
    {
        var place = DollPhoto.Body.Camera.Project(new(x, y, 0));
        var canvas = SquareCanvas.Of(frame);
        var pixel = frame.Row((int)((place.Y + 1) * canvas.Side / 2) - canvas.Top).Slice(3 * ((int)((place.X + 1) * canvas.Side / 2) - canvas.Left), 3);
        return (pixel[0], pixel[1], pixel[2]);
    }

    private static SourcePerson Painted(byte r, byte g, byte b)
    {
        var mask = DollPhoto.Silhouette(160, 200, DollPhoto.Body.Camera);
        var photo = new RgbImage(160, 200);
        Array.Fill(photo.Data, (byte)128);
        for (var i = 0; i < mask.Data.Length; i++)
            if (mask.Data[i] != 0)
                (photo.Data[3 * i], photo.Data[3 * i + 1], photo.Data[3 * i + 2]) = (r, g, b);
        return new(photo, DollPhoto.Body, PersonMatte.FromMask(mask), new RgbImage(160, 200));
    }
}
