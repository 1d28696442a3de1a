using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Tests.Synthesis;

public sealed class BackdropTests : IDisposable
{
    private readonly MediaFolder _folder = new();
    private readonly TextureWarpSynthesizer _synthesizer = new(DollPhoto.Model, DollPhoto.Source, 200);

    public void Dispose()
    {
        _synthesizer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Frames_BackgroundOfAnotherShape_ShowItsMiddleUnstretched()
    {
        // Twice as wide as high: the frames, 160 × 200, show columns 120 to 280 of it.
        var wide = new RgbImage(400, 200);
        for (var i = 0; i < wide.Data.Length; i += 3)
            wide.Data[i] = (byte)(i / 3 % 400 is >= 130 and < 270 ? 200 : 20);
        var frame = Make(Backdrop.Picture(wide)).Single();
        Assert.Equal([20, 200, 200, 20], new[] { 5, 15, 145, 155 }.Select(x => (int)frame.Data[3 * (160 * 3 + x)]));
    }

    [Fact]
    public void Frames_BlurredBackground_LeaveThePersonSharp()
    {
        var lines = new RgbImage(160, 200);
        for (var i = 0; i < lines.Data.Length; i++)
            lines.Data[i] = (byte)(i / 480 % 2 * 255);
        var sharp = Make(Backdrop.Picture(lines)).Single();
        var blurred = Make(Backdrop.Picture(lines, blurred: true)).Single();
        var middle = 3 * ((int)((DollPhoto.Body.Camera.Y * DollPhoto.Body.Camera.Scale + 1) * 100) * 160 + 80);
        Assert.InRange(blurred.Data[3 * 160 * 20], 110, 145);
        Assert.InRange(Math.Abs(sharp.Data[3 * 160 * 20] - 127.5), 127, 128);
        Assert.InRange(blurred.Data[middle + 2] - sharp.Data[middle + 2], -1, 1);
    }

    [Fact]
    public void Frames_Colour_IsBehindThePerson()
    {
        var frame = Make(Backdrop.Colour(200, 10, 30)).Single();
        Assert.Equal([200, 10, 30], frame.Data[..3]);
        Assert.NotEqual(200, frame.Data[3 * (100 * 160 + 80)]);
    }

    // Ten frames a second of rising grey, shown at twenty: each twice, and from the start again after the third.
    [Fact]
    public void Frames_Video_RunsAtItsOwnSpeedAndStartsAgain()
    {
        var video = _folder["grey.mkv"];
        using (var writer = VideoWriter.Create(video, 64, 64, FrameRate.FromDouble(10), new() { Quality = 1 }, TestContext.Current.CancellationToken))
        {
            foreach (var level in new byte[] { 40, 120, 200 })
            {
                var grey = new RgbImage(64, 64);
                Array.Fill(grey.Data, level);
                writer.Write(grey);
            }

            writer.Complete();
        }

        var corners = Make(Backdrop.Video(video), frames: 8, framesPerSecond: 20).Select(frame => (int)frame.Data[0]).ToList();
        foreach (var (expected, found) in new[] { 40, 40, 120, 120, 200, 200, 40, 40 }.Zip(corners))
            Assert.InRange(found - expected, -6, 6);
        Assert.Equal(8, corners.Count);
    }

    private IEnumerable<RgbImage> Make(Backdrop backdrop, int frames = 1, double framesPerSecond = 30) =>
        new FrameLoop(DollPhoto.Source, _synthesizer).Frames(new(framesPerSecond, frames, Enumerable.Repeat(DollPhoto.Body, frames)), backdrop, TestContext.Current.CancellationToken);
}
