using LiquidWarp.Torch;

namespace LiquidWarp.Tests;

// Exact and analytic.
public sealed class TensorTests : TensorTestBase
{
    [Fact]
    public void From_RowMajorNumbers_KeepsShapeTypeAndOrder()
    {
        using var scope = Scope();
        var tensor = Tensor.From([1f, 2, 3, 4, 5, 6], [2, 3]);
        Assert.Equal([2L, 3], tensor.Shape);
        Assert.Equal(DType.Float32, tensor.Type);
        Assert.Equal(Device.Cpu, tensor.Device);
        Assert.Equal([4f, 5, 6], tensor.Select(0, 1).ToArray<float>());
        Assert.Equal("Float32 [2, 3] cpu", tensor.ToString());
    }

    [Fact]
    public void From_WrongElementCount_SaysHowManyBytesTheShapeTakes()
    {
        var error = Assert.Throws<ArgumentException>(() => Tensor.From([1f, 2], [3]));
        Assert.Contains("takes 12 bytes, not 8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToArray_OfEveryElementType_RoundTrips()
    {
        using var scope = Scope();
        Assert.Equal([0.5, -2], Tensor.From([0.5, -2.0], [2]).ToArray<double>());
        Assert.Equal([1L << 40, -1], Tensor.From([1L << 40, -1], [2]).ToArray<long>());
        Assert.Equal([(byte)255, (byte)0], Tensor.From(new byte[] { 255, 0 }, [2]).ToArray<byte>());
        Assert.Equal([true, false], Tensor.From([true, false], [2]).ToArray<bool>());
        Assert.Equal([(Half)0.25f], Tensor.From([(Half)0.25f], [1]).ToArray<Half>());
        Assert.Equal([1.5f], Tensor.From([1.5f], [1]).To(DType.BFloat16).To(DType.Float32).ToArray<float>());
    }

    [Fact]
    public void ToArray_OfTransposed_IsRowMajor()
    {
        using var scope = Scope();
        Assert.Equal([1f, 4, 2, 5, 3, 6], Tensor.From([1f, 2, 3, 4, 5, 6], [2, 3]).Transpose(0, 1).ToArray<float>());
    }

    [Fact]
    public void FromInterleaved_Picture_IsChannelsLastAndRoundTrips()
    {
        using var scope = Scope();
        var pixels = Enumerable.Range(0, 2 * 3 * 4 * 3).Select(i => (float)i).ToArray();
        var tensor = Tensor.FromInterleaved<float>(pixels, height: 3, width: 4, channels: 3, batch: 2);
        Assert.Equal([2L, 3, 3, 4], tensor.Shape);
        Assert.True(tensor.IsChannelsLast);
        Assert.Equal(pixels[(3 * 4 + 2 * 4 + 1) * 3 + 2], tensor.ToArray<float>()[((1 * 3 + 2) * 3 + 2) * 4 + 1]);

        var back = new float[pixels.Length];
        tensor.CopyToInterleaved<float>(back);
        Assert.Equal(pixels, back);
        tensor.Contiguous().CopyToInterleaved<float>(back);
        Assert.Equal(pixels, back);
    }

    [Fact]
    public void Operators_OnSmallNumbers_GiveWhatArithmeticSays()
    {
        using var scope = Scope();
        var a = Tensor.From([1f, 2, 3], [3]);
        var b = Tensor.From([4f, -5, 6], [3]);
        Assert.Equal([5f, -3, 9], (a + b).ToArray<float>());
        Assert.Equal([-3f, 7, -3], (a - b).ToArray<float>());
        Assert.Equal([4f, -10, 18], (a * b).ToArray<float>());
        Assert.Equal([0.25f, -0.4f, 0.5f], (a / b).ToArray<float>());
        Assert.Equal([3f, 4, 5], (a + 2).ToArray<float>());
        Assert.Equal([9f, 8, 7], (10 - a).ToArray<float>());
        Assert.Equal([6f, 3, 2], (6 / a).ToArray<float>());
        Assert.Equal([-1f, -2, -3], (-a).ToArray<float>());
        Assert.Equal([4f, 5, 6], b.Abs().ToArray<float>());
        Assert.Equal([1f, 4, 9], a.Square().ToArray<float>());
        Assert.Equal([2f, -1, 2], b.Clamp(-1, 2).ToArray<float>());
        Assert.Equal([1f, -5, 3], Tensor.Minimum(a, b).ToArray<float>());
        Assert.Equal([4f, 2, 6], Tensor.Maximum(a, b).ToArray<float>());
        Assert.Equal([4f, 2, 6], a.IsLess(b).Where(b, a).ToArray<float>());
        Assert.Equal([false, true, true], a.IsGreater(1.5).ToArray<bool>());
        Assert.Equal([true, false, false], a.IsLess(1.5).ToArray<bool>());
        Assert.Equal([false, true, false], a.IsEqual(2).ToArray<bool>());
    }

    [Fact]
    public void Functions_OnKnownAngles_GiveClosedForms()
    {
        using var scope = Scope();
        var x = Tensor.From([0.0, 1, Math.PI / 6], [3]);
        void Check(Tensor actual, Func<double, double> expected)
        {
            var values = actual.ToArray<double>();
            double[] at = [0.0, 1, Math.PI / 6];
            for (var i = 0; i < 3; i++)
                Assert.Equal(expected(at[i]), values[i], 1e-12);
        }

        Check(x.Sin(), Math.Sin);
        Check(x.Cos(), Math.Cos);
        Check(x.Exp(), Math.Exp);
        Check((x + 1).Log(), v => Math.Log(v + 1));
        Check(x.Sqrt(), Math.Sqrt);
        Check(x.Floor(), Math.Floor);
        Check(x.Tanh(), Math.Tanh);
        Check(x.Sigmoid(), v => 1 / (1 + Math.Exp(-v)));
        Check(x.Softplus(), v => Math.Log(1 + Math.Exp(v)));
    }

    [Fact]
    public void Reductions_OverAxes_ReduceThoseOnly()
    {
        using var scope = Scope();
        var x = Tensor.From([1f, 2, 3, 4, 5, 9], [2, 3]);
        Assert.Equal(24, x.Sum().ToDouble());
        Assert.Equal([6f, 18], x.Sum([1]).ToArray<float>());
        Assert.Equal([2.5f, 3.5f, 6], x.Mean([0]).ToArray<float>());
        Assert.Equal([1L, 3], x.Mean([0], keep: true).Shape);
        Assert.Equal(4, x.Mean().ToDouble());
        Assert.Equal(1, x.Min().ToDouble());
        Assert.Equal([3f, 9], x.Max([-1]).ToArray<float>());
        Assert.Equal([2L, 2], x.ArgMax(1).ToArray<long>());
        Assert.Equal(1, x.Slice(0, 0, 1).Std().ToDouble(), 1e-6);
        Assert.Equal(Math.Sqrt(2.0 / 3), x.Slice(0, 0, 1).Std(unbiased: false).ToDouble(), 1e-6);
    }

    [Fact]
    public void ShapeOperations_OnCountingNumbers_MoveThemAsNamed()
    {
        using var scope = Scope();
        var x = Tensor.Arange(0, 12).Reshape([3, 4]);
        Assert.Equal([1f, 3, 5, 7, 9, 11], x.Slice(1, 1, step: 2).ToArray<float>());
        Assert.Equal([3f, 7, 11], x.Slice(1, -1).ToArray<float>());
        Assert.Equal([8f, 9, 10, 11], x.Select(0, -1).ToArray<float>());
        Assert.Equal([3f, 2, 1, 0], x.Flip([1]).Select(0, 0).ToArray<float>());
        Assert.Equal([4L, 3], x.Permute([1, 0]).Shape);
        Assert.Equal([3L, 1, 4], x.Unsqueeze(1).Shape);
        Assert.Equal([3L, 4], x.Unsqueeze(1).Squeeze(1).Shape);
        Assert.Equal([2L, 3, 4], x.Unsqueeze(0).Expand([2, -1, -1]).Shape);
        Assert.Equal([3L, 4], x.Reshape([3, 2, 2]).Flatten().Shape);
        Assert.Equal([6L, 4], Tensor.Cat([x, x], 0).Shape);
        Assert.Equal([2L, 3, 4], Tensor.Stack([x, x]).Shape);
        Assert.Equal([8f, 9, 10, 11, 0, 1, 2, 3], x.IndexSelect(0, Tensor.From([2L, 0], [2])).ToArray<float>());
        Assert.Equal([3f, 4, 9], x.Gather(1, Tensor.From([3L, 0, 1], [3, 1])).ToArray<float>());
    }

    [Fact]
    public void MatrixProducts_OfSmallMatrices_AgreeWithHand()
    {
        using var scope = Scope();
        var a = Tensor.From([1f, 2, 3, 4], [2, 2]);
        var b = Tensor.From([5f, 6, 7, 8], [2, 2]);
        Assert.Equal([19f, 22, 43, 50], a.MatMul(b).ToArray<float>());
        Assert.Equal([19f, 22, 43, 50], a.Unsqueeze(0).BatchMatMul(b.Unsqueeze(0)).ToArray<float>());
    }

    [Fact]
    public void InPlace_Operations_ChangeTheTensorItself()
    {
        using var scope = Scope();
        var x = Tensor.Zeros([4]);
        x.Fill(2).AddInPlace(Tensor.Ones([4]), 3).MultiplyInPlace(2);
        Assert.Equal([10f, 10, 10, 10], x.ToArray<float>());
        x.CopyFrom(Tensor.From([1.0, 2, 3, 4], [4]));
        Assert.Equal([1f, 2, 3, 4], x.ToArray<float>());
        Assert.All(x.FillUniform(3, 4).ToArray<float>(), v => Assert.InRange(v, 3f, 4f));
        Assert.NotEqual(0, x.FillNormal(0, 1).Std().ToDouble());
    }

    [Fact]
    public void ManualSeed_SameSeed_SameNumbers()
    {
        using var scope = Scope();
        TorchRuntime.ManualSeed(7);
        var first = (Tensor.RandN([50]), Tensor.Rand([50]));
        TorchRuntime.ManualSeed(7);
        Assert.True(first.Item1.ElementsEqual(Tensor.RandN([50])));
        Assert.True(first.Item2.ElementsEqual(Tensor.Rand([50])));
        Assert.False(first.Item2.ElementsEqual(Tensor.Rand([50])));
    }

    [Fact]
    public void RandomState_WrittenBack_RepeatsTheNumbers()
    {
        using var scope = Scope();
        _ = Tensor.RandN([7]); // an odd count: the state holds a number in reserve
        var state = TorchRuntime.ReadRandomState();
        var first = Tensor.RandN([50]);
        Assert.False(first.ElementsEqual(Tensor.RandN([50])));
        TorchRuntime.WriteRandomState(state);
        Assert.True(first.ElementsEqual(Tensor.RandN([50])));
        Assert.Equal(state.Length, TorchRuntime.ReadRandomState().Length);
        Assert.Throws<TorchException>(() => TorchRuntime.WriteRandomState([1, 2, 3]));
    }

    [Fact]
    public void Switches_Set_AreReadEachForItself()
    {
        static (bool, bool, bool) Read() => (TorchRuntime.Deterministic, TorchRuntime.AllowsTensorFloat32, TorchRuntime.TunesConvolutions);
        Assert.Equal((false, false, false), Read());
        TorchRuntime.Deterministic = true;
        Assert.Equal((true, false, false), Read());
        TorchRuntime.Deterministic = false;
        TorchRuntime.AllowsTensorFloat32 = true;
        Assert.Equal((false, true, false), Read());
        TorchRuntime.AllowsTensorFloat32 = false;
        TorchRuntime.TunesConvolutions = true;
        Assert.Equal((false, false, true), Read());
        TorchRuntime.TunesConvolutions = false;
        Assert.Equal((false, false, false), Read());
    }

    [Fact]
    public void ThreadCount_AtFirst_IsOneForEachProcessor()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is not null, "OMP_NUM_THREADS says how many");
        Assert.Equal(Environment.ProcessorCount, TorchRuntime.ThreadCount);
    }

    [Fact]
    public void ThreadCount_Set_IsRead()
    {
        var before = TorchRuntime.ThreadCount;
        TorchRuntime.ThreadCount = 1;
        Assert.Equal(1, TorchRuntime.ThreadCount);
        TorchRuntime.ThreadCount = before;
        Assert.Throws<ArgumentOutOfRangeException>(() => TorchRuntime.ThreadCount = 0);
    }

    [Fact]
    public void Operation_WithShapesThatDoNotFit_CarriesLibtorchsMessage()
    {
        using var scope = Scope();
        var x = Tensor.Zeros([1, 3, 8, 8]);
        var weight = Tensor.Zeros([2, 4, 3, 3]);
        var error = Assert.Throws<TorchException>(() => x.Conv2d(weight));
        Assert.Contains("to have 4 channels, but got 3 channels instead", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("libtorch", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsOutOfMemory);
    }

    [Fact]
    public void Empty_OfMoreThanAnyMemory_SaysThatMemoryIsWanting() =>
        Assert.True(Assert.Throws<TorchException>(() => Tensor.Empty([1L << 50])).IsOutOfMemory);

    [Fact]
    public void Operation_OnDisposedTensor_ThrowsObjectDisposed()
    {
        var x = Tensor.Zeros([1]);
        x.Dispose();
        x.Dispose();
        Assert.True(x.IsDisposed);
        Assert.Equal("disposed tensor", x.ToString());
        Assert.Throws<ObjectDisposedException>(() => x + 1);
        Assert.Throws<ObjectDisposedException>(() => Tensor.Cat([x], 0));
    }
}
