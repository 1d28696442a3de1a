using LiquidWarp.Files;
using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Imaging;

public class ResamplingTests
{
    private static readonly IReadOnlyDictionary<string, NdArray> OpenCv =
        NpzFile.Read(Path.Combine(Goldens.Checkout, "tests", "Golden", "resize", "resize.npz"));

    // Golden: byte for byte OpenCV's, enlarged, shrunk and mixed.
    [Theory]
    [InlineData(46, 34)]
    [InlineData(23, 40)]
    [InlineData(10, 9)]
    [InlineData(64, 64)]
    [InlineData(7, 30)]
    [InlineData(1, 1)]
    [InlineData(22, 16)]
    [InlineData(24, 18)]
    [InlineData(5, 3)]
    public void Resize_Bilinear_EqualsOpenCv(int width, int height)
    {
        var actual = Resampling.Resize(Formula(23, 17), width, height);
        Assert.Equal(OpenCv[$"{width}x{height}"].Data, actual.Data);
    }

    [Fact]
    public void Resize_HalvedOnBothSides_EqualsOpenCv() =>
        Assert.Equal(OpenCv["halved"].Data, Resampling.Resize(Formula(22, 16), 11, 8).Data);

    [Fact]
    public void Resize_Area_EqualsOpenCvWithinRounding()
    {
        var (expected, actual) = (OpenCv["area_10x9"].Data, Resampling.Resize(Formula(23, 17), 10, 9, ResizeMethod.Area).Data);
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i], expected[i] - 1, expected[i] + 1);
    }

    [Theory]
    [InlineData(ResizeMethod.Area, 300, 2)]
    [InlineData(ResizeMethod.Area, 4, 900)]
    [InlineData(ResizeMethod.Bilinear, 90, 3)]
    public void Resize_OneColour_StaysThatColour(ResizeMethod method, int width, int height)
    {
        var image = new RgbImage(40, 30);
        Array.Fill(image.Data, (byte)201);
        Assert.All(Resampling.Resize(image, width, height, method).Data, value => Assert.Equal(201, value));
    }

    [Fact]
    public void Resize_FineStripes_AreaAveragesThem()
    {
        var image = new RgbImage(96, 96);
        for (var i = 0; i < image.Data.Length; i++)
            image.Data[i] = (byte)(i / 3 % 2 * 200);
        Assert.All(Resampling.Resize(image, 16, 16, ResizeMethod.Area).Data, value => Assert.Equal(100, value));
    }

    // Golden: the row of REFERENCE 11; "nothing here" is blended raw.
    [Fact]
    public void Resize_FlowRow_EqualsPublished()
    {
        var row = new FloatImage(8, 1, 1, [-2, -2, -0.5f, 0, 0.5f, 1, -2, -2]);
        Close.Assert([-2, -1 / 3f, 0.8333333f, -2], Resampling.Resize(row, 4, 1, CornerAlignment.Centres).Data, 1e-6);
    }

    // Golden: torch.nn.functional.interpolate of 0…8 in a 3×3 grid to 2×4.
    [Fact]
    public void Resize_Map_EqualsTorch()
    {
        var map = new FloatImage(3, 3, 1, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
        Close.Assert([0, 0.6666667f, 1.3333333f, 2, 6, 6.6666667f, 7.3333333f, 8], Resampling.Resize(map, 4, 2, CornerAlignment.Centres).Data, 1e-6);
        Close.Assert([0.75f, 1.375f, 2.125f, 2.75f, 5.25f, 5.875f, 6.625f, 7.25f], Resampling.Resize(map, 4, 2, CornerAlignment.Edges).Data, 1e-6);
    }

    private static RgbImage Formula(int width, int height)
    {
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < 3; c++)
                    image.Row(y)[3 * x + c] = (byte)((x * x * 7 + y * 31 + x * y * 5 + c * 85 + (x ^ y) * 11) % 256);
        return image;
    }
}
