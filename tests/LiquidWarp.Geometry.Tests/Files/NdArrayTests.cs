using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>Exact: conversions, views and refusals.</summary>
public sealed class NdArrayTests
{
    [Fact]
    public void Conversions_OfEveryNumericType_KeepTheValues()
    {
        AssertValues(NdArray.From([true, false], 2), 1, 0);
        AssertValues(NdArray.From<byte>([0, 255], 2), 0, 255);
        AssertValues(NdArray.From<sbyte>([-128, 127], 2), -128, 127);
        AssertValues(NdArray.From<ushort>([0, 65535], 2), 0, 65535);
        AssertValues(NdArray.From<short>([-32768, 32767], 2), -32768, 32767);
        AssertValues(NdArray.From<uint>([0, uint.MaxValue], 2), 0, uint.MaxValue);
        AssertValues(NdArray.From([int.MinValue, int.MaxValue], 2), int.MinValue, int.MaxValue);
        AssertValues(NdArray.From<ulong>([0, 1UL << 40], 2), 0, 1L << 40);
        AssertValues(NdArray.From([-(1L << 40), 1], 2), -(1L << 40), 1);
        AssertValues(NdArray.From([(Half)(-2), (Half)3.75f], 2), -2, 3.75);
        AssertValues(NdArray.From([-2f, 3.75f], 2), -2, 3.75);
        AssertValues(NdArray.From([-2.0, 3.75], 2), -2, 3.75);
        AssertValues(NdArray.From([-2f, 3.75f], 2).ToFloating(DType.BFloat16), -2, 3.75);
    }

    [Theory]
    [InlineData(1.00390625f, 1.0f)] // half way between two bfloat16: to the even one
    [InlineData(1.01171875f, 1.015625f)]
    [InlineData(1.005f, 1.0078125f)]
    [InlineData(3.4028235e38f, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(float.NegativeInfinity, float.NegativeInfinity)]
    public void ToFloating_BFloat16_RoundsToNearestEven(float value, float expected) =>
        Assert.Equal(expected, NdArray.From([value], 1).ToFloating(DType.BFloat16).ToSingles()[0]);

    [Fact]
    public void ToInt64s_OfWhatNoIntegerHolds_Throws()
    {
        Assert.Throws<InputException>(() => NdArray.From([double.NaN], 1).ToInt64s());
        Assert.Throws<InputException>(() => NdArray.From([1e19], 1).ToInt64s());
        Assert.Throws<InputException>(() => NdArray.From([ulong.MaxValue], 1).ToInt64s());
        Assert.Throws<InputException>(() => NdArray.FromText("neutral").ToDoubles());
    }

    [Fact]
    public void Constructor_WithBytesThatDoNotFillTheShape_Throws()
    {
        Assert.Throws<ArgumentException>(() => new NdArray(DType.Float32, [2, 2], new byte[15]));
        Assert.Throws<ArgumentException>(() => new NdArray(DType.Float32, [-1, -4], new byte[16]));
        Assert.Throws<ArgumentException>(() => new NdArray(DType.UInt8, [1 << 30, 1 << 30, 1 << 4], []));
        Assert.Throws<ArgumentException>(() => new NdArray(DType.Object, [], []));
        Assert.Throws<ArgumentException>(() => NdArray.From([1m], 1));
    }

    [Fact]
    public void AsSpan_OfAnotherType_Throws()
    {
        var array = NdArray.From([1f, 2f], 2);
        Assert.Equal([1f, 2f], array.AsSpan<float>());
        Assert.Throws<InvalidOperationException>(() => array.AsSpan<int>().Length);
    }

    [Fact]
    public void ToStrings_OfText_DropsThePadding()
    {
        Assert.Equal(["naïve 😀"], NdArray.FromText("naïve 😀").ToStrings());
        Assert.Equal([""], NdArray.FromText("").ToStrings());
        Assert.Throws<InputException>(() => NdArray.From([1f], 1).ToStrings());
    }

    private static void AssertValues(NdArray array, params double[] expected)
    {
        Assert.Equal(expected, array.ToDoubles());
        Assert.Equal(Array.ConvertAll(expected, value => (float)value), array.ToSingles());
        Assert.Equal(Array.ConvertAll(expected, value => (long)value), array.ToInt64s());
    }
}
