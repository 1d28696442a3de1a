using LiquidWarp.Imaging;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

public class BilinearSamplerTests
{
    // Golden: the table of REFERENCE 11.
    [Theory]
    [InlineData(-0.5f, 0.25f, 9.25f, 9.5f)]
    [InlineData(-1, -1, 1, 0.25f)]
    [InlineData(1.2f, 0, 7, 1)]
    [InlineData(0.9f, -0.9f, 4.45f, 1.96f)]
    [InlineData(-2, -2, 0, 0)]
    [InlineData(float.NaN, 0, 0, 0)]
    [InlineData(0, float.PositiveInfinity, 0, 0)]
    public void Sample_OnePoint_EqualsPublished(float x, float y, float centres, float edges)
    {
        var source = new FloatImage(4, 4, 1, [.. Enumerable.Range(1, 16).Select(i => (float)i)]);
        var flow = new TransformationFlow(1, 1);
        (flow.Data[0], flow.Data[1]) = (x, y);
        Assert.Equal(centres, BilinearSampler.Sample(source, flow, CornerAlignment.Centres).Data[0], 1e-5f);
        Assert.Equal(edges, BilinearSampler.Sample(source, flow, CornerAlignment.Edges).Data[0], 1e-5f);
    }

    // Golden: self warp in the published convention is not the identity (REFERENCE 0.1).
    [Fact]
    public void Sample_SelfWarp_ShiftsTowardsTheMiddleInThePublishedConvention()
    {
        var columns = new FloatImage(256, 1, 1, [.. Enumerable.Range(0, 256).Select(i => (float)i)]);
        var flow = new TransformationFlow(256, 1);
        for (var i = 0; i < 256; i++)
            (flow.Data[2 * i], flow.Data[2 * i + 1]) = ((2 * i + 1 - 256) / 256f, 0);
        // One row: y = 0 is its middle in both conventions.
        var centres = BilinearSampler.Sample(columns, flow, CornerAlignment.Centres).Data;
        Close.Assert([0.498047f, 127.001953f, 127.998047f, 254.501953f], [centres[0], centres[127], centres[128], centres[255]], 1e-4);
        Close.Assert(columns.Data, BilinearSampler.Sample(columns, flow, CornerAlignment.Edges).Data, 1e-4);
    }

    // Parity: against four neighbours looked up one by one, for every width of vector and its rest.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(21)]
    public void Sample_RandomMap_EqualsOneByOne(int channels)
    {
        var random = new Random(channels);
        var source = new FloatImage(13, 9, channels);
        foreach (ref var value in source.Data.AsSpan())
            value = random.NextSingle() * 2 - 1;
        var flow = new TransformationFlow(31, 40);
        foreach (ref var value in flow.Data.AsSpan())
            value = random.NextSingle() * 3 - 1.5f;
        foreach (var alignment in Enum.GetValues<CornerAlignment>())
        {
            var actual = new FloatImage(31, 40, channels);
            Array.Fill(actual.Data, 9);
            BilinearSampler.Sample(source, flow, alignment, actual);
            Close.Assert(ReferenceWarp.Sample(source, flow, alignment), actual.Data, 1e-6);
        }
    }

    [Fact]
    public void Sample_WrongSizes_Throw()
    {
        var (source, flow) = (new FloatImage(4, 4, 2), new TransformationFlow(3, 3));
        Assert.Throws<ArgumentException>(() => BilinearSampler.Sample(source, flow, CornerAlignment.Edges, new FloatImage(3, 3, 1)));
        Assert.Throws<ArgumentException>(() => BilinearSampler.Sample(source, new TransformationFlow(4, 4), CornerAlignment.Edges, source));
    }
}
