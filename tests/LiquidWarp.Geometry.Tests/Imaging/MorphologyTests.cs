using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Imaging;

public class MorphologyTests
{
    // Parity: running sums against counting every box.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(51)]
    public void ErodeAndDilate_RandomMask_EqualCountingTheBox(int kernel)
    {
        var mask = RandomMask(23, 31, 3, 0.85);
        var (eroded, dilated) = (Morphology.Erode(mask, kernel), Morphology.Dilate(mask, kernel));
        for (var y = 0; y < mask.Height; y++)
            for (var x = 0; x < mask.Width; x++)
            {
                var (withOnes, withZeros) = (0, 0);
                for (var v = y - kernel / 2; v <= y + kernel / 2; v++)
                    for (var u = x - kernel / 2; u <= x + kernel / 2; u++)
                    {
                        var inside = u >= 0 && u < mask.Width && v >= 0 && v < mask.Height;
                        withOnes += inside ? mask.Row(v)[u] : 1;
                        withZeros += inside ? mask.Row(v)[u] : 0;
                    }

                Assert.Equal(withOnes == kernel * kernel ? 1 : 0, eroded.Row(y)[x]);
                Assert.Equal(withZeros >= 1 ? 1 : 0, dilated.Row(y)[x]);
            }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(-3)]
    public void ErodeAndDilate_KernelWithoutMiddle_Throw(int kernel)
    {
        Assert.Throws<ArgumentException>(() => Morphology.Erode(new Mask(4, 4), kernel));
        Assert.Throws<ArgumentException>(() => Morphology.Dilate(new Mask(4, 4), kernel));
    }

    [Fact]
    public void ConnectedComponents_TwoIslands_AreCountedAndTheLargerKept()
    {
        var mask = Draw("##..#", "##..#", "....#", "#...#");
        var islands = ConnectedComponents.Of(mask);
        Assert.Equal([4, 4, 1], islands.Areas);
        Assert.Equal([0, 0, -1, -1, 1], islands.Labels[..5]);
        Assert.Equal(Draw("##...", "##...", ".....", ".....").Data, ConnectedComponents.Largest(mask).Data);
        Assert.Equal(new byte[20], ConnectedComponents.Largest(new Mask(5, 4)).Data);
    }

    [Fact]
    public void FillHoles_RingAndBay_FillsTheRingOnly() =>
        Assert.Equal(
            Draw("###..", "###.#", "###.#", "...##").Data,
            ConnectedComponents.FillHoles(Draw("###..", "#.#.#", "###.#", "...##")).Data);

    // Parity: the envelope against trying every pixel.
    [Fact]
    public void DistanceTransform_RandomMask_EqualsTryingAllPixels()
    {
        var mask = RandomMask(19, 27, 5, 0.04);
        var distances = DistanceTransform.ToOnes(mask);
        for (var i = 0; i < mask.Data.Length; i++)
        {
            var nearest = double.PositiveInfinity;
            for (var j = 0; j < mask.Data.Length; j++)
                if (mask.Data[j] == 1)
                    nearest = Math.Min(nearest, Math.Sqrt(Math.Pow(i % 19 - j % 19, 2) + Math.Pow(i / 19 - j / 19, 2)));
            Assert.Equal(nearest, distances.Data[i], 1e-5);
        }
    }

    [Fact]
    public void DistanceTransform_EmptyMask_IsInfinite() =>
        Assert.All(DistanceTransform.ToOnes(new Mask(5, 6)).Data, distance => Assert.Equal(float.PositiveInfinity, distance));

    [Fact]
    public void Signed_Step_IsHalfBesideTheOutline()
    {
        var mask = Draw("...##", "...##");
        Close.Assert([-2.5f, -1.5f, -0.5f, 0.5f, 1.5f], DistanceTransform.Signed(mask).Data.AsSpan(0, 5), 1e-6);
        Close.Assert([0, 0, 0.15625f, 0.84375f, 1], DistanceTransform.Feather(mask, 2).Data.AsSpan(0, 5), 1e-6);
        Close.Assert([0, 0, 0, 0.15625f, 0.84375f], DistanceTransform.Feather(mask, 2, inset: 1).Data.AsSpan(0, 5), 1e-6);
    }

    private static Mask Draw(params string[] rows) => new(rows[0].Length, rows.Length, [.. string.Concat(rows).Select(c => c == '#' ? (byte)1 : (byte)0)]);

    private static Mask RandomMask(int width, int height, int seed, double ones)
    {
        var random = new Random(seed);
        return new(width, height, [.. Enumerable.Range(0, width * height).Select(_ => random.NextDouble() < ones ? (byte)1 : (byte)0)]);
    }
}
