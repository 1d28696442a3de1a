using LiquidWarp.Imaging;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

/// <summary>Parity with the formulas written down pixel by pixel; analytic: what must not leak, and what must stay sharp.</summary>
public class PaintOverlayTests
{
    [Theory]
    [InlineData(6, 6, false)]
    [InlineData(6, 12, false)]
    [InlineData(6, 13, true)]
    [InlineData(16, 40, true)]
    [InlineData(8, 5, true)]
    public void Draw_RandomMaps_EqualsTheFormula(int paintSize, int size, bool pastes)
    {
        var (paint, seen, warped) = (Random(paintSize, 5, 1), Random(paintSize, 9, 2), Random(size, 4, 3));
        foreach (var map in new[] { (paint, 5, 3), (paint, 5, 4), (warped, 4, 3) })
            for (var pixel = 0; pixel < map.Item1.Width * map.Item1.Height; pixel++)
                map.Item1.Data[map.Item2 * pixel + map.Item3] = MathF.Abs(map.Item1.Data[map.Item2 * pixel + map.Item3]);
        var pasted = pastes ? new FloatImage(size, size, 1, Array.ConvertAll(Random(size, 1, 4).Data, MathF.Abs)) : null;
        var background = Random(size, 3, 5);

        var picture = background.Copy();
        new PaintOverlay(paintSize, size).Draw(paint, seen, warped, pasted, picture);

        // Pixels of which the person covers less than a thousandth are left as they are.
        Close.Assert(Twin(paint, seen, warped, pasted, background), picture.Data, 4.0 / 1024);
    }

    // Where the network trusts the warped picture, nothing taught it what to paint there.
    [Fact]
    public void Draw_FullTrustBesideNone_PaintedColourDoesNotLeak()
    {
        var (paint, seen, warped, picture) = (new FloatImage(4, 4, 5), new FloatImage(4, 4, 3), new FloatImage(16, 16, 4), new FloatImage(16, 16, 3));
        for (var pixel = 0; pixel < 16; pixel++)
        {
            var trusted = pixel % 4 < 2;
            paint.Data.AsSpan(5 * pixel, 3).Fill(trusted ? 1e6f : 0.5f);
            paint.Data[5 * pixel + 4] = trusted ? 1 : 0;
            seen.Data.AsSpan(3 * pixel, 3).Fill(trusted ? 0.5f : -1e6f);
        }

        for (var pixel = 0; pixel < 256; pixel++)
            (warped.Data[4 * pixel], warped.Data[4 * pixel + 1], warped.Data[4 * pixel + 2], warped.Data[4 * pixel + 3]) = (0.5f, 0.5f, 0.5f, 1);
        new PaintOverlay(4, 16).Draw(paint, seen, warped, null, picture);
        Assert.All(picture.Data, value => Assert.InRange(value, 0.49f, 0.51f));
    }

    [Fact]
    public void Draw_FullTrust_ShowsEveryDetailOfTheLargerPicture()
    {
        var (paint, seen, warped, picture) = (new FloatImage(4, 4, 5), new FloatImage(4, 4, 3), Random(32, 4, 6), new FloatImage(32, 32, 3));
        for (var pixel = 0; pixel < 16; pixel++)
            paint.Data[5 * pixel + 4] = 1;
        for (var pixel = 0; pixel < 1024; pixel++)
            warped.Data[4 * pixel + 3] = 1;
        new PaintOverlay(4, 32).Draw(paint, seen, warped, null, picture);
        Close.Assert(warped.Pick(0, 3).Data, picture.Data, 1e-6);
    }

    [Fact]
    public void Draw_BackgroundMask_LeavesThePictureUntouched()
    {
        var (paint, picture) = (new FloatImage(4, 4, 5), Random(9, 3, 7));
        for (var pixel = 0; pixel < 16; pixel++)
            paint.Data[5 * pixel + 3] = 1;
        var before = picture.Copy();
        new PaintOverlay(4, 9).Draw(paint, new(4, 4, 3), new(9, 9, 4), null, picture);
        Assert.Equal(before.Data, picture.Data);
    }

    [Fact]
    public void Draw_MapsOfAnotherSize_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new PaintOverlay(4, 8).Draw(new(4, 4, 5), new(4, 4, 3), new(4, 4, 4), null, new(8, 8, 3)));

    private static float[] Twin(FloatImage paint, FloatImage seen, FloatImage warped, FloatImage? pasted, FloatImage background)
    {
        var (n, s) = (paint.Width, background.Width);
        FloatImage Enlarge(int channels, Func<int, int, float> value) => Resampling.Resize(
            new FloatImage(n, n, channels, [.. from pixel in Enumerable.Range(0, n * n) from c in Enumerable.Range(0, channels) select value(pixel, c)]), s, s, CornerAlignment.Edges);
        var painted = Enlarge(3, (pixel, c) => (1 - paint.Data[5 * pixel + 4]) * paint.Data[5 * pixel + c]);
        var shown = Enlarge(3, (pixel, c) => paint.Data[5 * pixel + 4] * seen.Data[seen.Channels * pixel + c]);
        var (trust, mask) = (Enlarge(1, (pixel, _) => paint.Data[5 * pixel + 4]), Enlarge(1, (pixel, _) => paint.Data[5 * pixel + 3]));
        return [.. background.Data.Select((behind, i) =>
        {
            var (pixel, c) = (i / 3, i % 3);
            var whole = Math.Min(1, warped.Data[4 * pixel + 3] / 0.25f);
            var sharp = painted.Data[i] + trust.Data[pixel] * warped.Data[4 * pixel + c];
            var soft = painted.Data[i] + shown.Data[i];
            var colour = whole * sharp + (1 - whole) * soft;
            var paste = (pasted?.Data[pixel] ?? 0) * whole;
            colour = (1 - paste) * colour + paste * warped.Data[4 * pixel + c];
            return mask.Data[pixel] * behind + (1 - mask.Data[pixel]) * colour;
        })];
    }

    private static FloatImage Random(int side, int channels, int seed)
    {
        var random = new Random(seed);
        return new(side, side, channels, [.. Enumerable.Range(0, side * side * channels).Select(_ => random.NextSingle() * 2 - 1)]);
    }
}
