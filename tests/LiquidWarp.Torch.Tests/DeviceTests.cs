using LiquidWarp.Torch;

namespace LiquidWarp.Tests;

// Exact; the CUDA test runs where there is a device.
public sealed class DeviceTests : TensorTestBase
{
    [Theory]
    [InlineData("cpu", "cpu")]
    [InlineData("cuda", "cuda:0")]
    [InlineData("cuda:3", "cuda:3")]
    public void Parse_KnownNames_RoundTrips(string text, string expected) => Assert.Equal(expected, Device.Parse(text).ToString());

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("")]
    public void Parse_OtherText_SaysWhatIsAllowed(string text) =>
        Assert.Contains("cuda:N", Assert.Throws<FormatException>(() => Device.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void To_CudaAndBack_KeepsTheElements()
    {
        Assert.SkipUnless(Device.CudaCount > 0, "there is no CUDA device here");
        using var scope = Scope();
        var x = Tensor.From(Numbers(3 * 32 * 32), [1, 3, 32, 32]);
        var weight = Tensor.From(Numbers(8 * 3 * 9, 1), [8, 3, 3, 3]);
        var there = x.To(Device.Cuda());
        Assert.Equal(Device.Cuda(), there.Device);
        Assert.True(there.To(Device.Cpu).ElementsEqual(x));
        Close.Assert(x.Conv2d(weight).ToArray<float>(), there.Conv2d(weight.To(Device.Cuda())).ToArray<float>(), 1e-2);
        Device.Cuda().Synchronize();
    }

    [Fact]
    public void To_CudaFromPinnedMemory_ArrivesOnceSynchronised_AndBothGeneratorsRepeat()
    {
        Assert.SkipUnless(Device.CudaCount > 0, "there is no CUDA device here");
        using var scope = Scope();
        var x = Tensor.From(Numbers(1 << 16), [1 << 16]);
        var there = x.Pin().To(Device.Cuda(), nonBlocking: true);
        Device.Cuda().Synchronize();
        Assert.True(there.To(Device.Cpu).ElementsEqual(x));

        var state = TorchRuntime.ReadRandomState(Device.Cuda());
        var first = Tensor.RandN([50], device: Device.Cuda());
        TorchRuntime.WriteRandomState(state, Device.Cuda());
        Assert.True(first.ElementsEqual(Tensor.RandN([50], device: Device.Cuda())));
    }

    [Fact]
    public void Pin_WithoutCuda_CarriesLibtorchsMessage()
    {
        Assert.SkipWhen(Device.CudaCount > 0, "there is a CUDA device here");
        using var scope = Scope();
        var x = Tensor.Ones([1]);
        Assert.NotEmpty(Assert.Throws<TorchException>(x.Pin).Message);
        Assert.Throws<TorchException>(() => TorchRuntime.ReadRandomState(Device.Cuda()));
    }

    [Fact]
    public void To_DeviceThatIsNotThere_CarriesLibtorchsMessage()
    {
        Assert.SkipWhen(Device.CudaCount > 0, "there is a CUDA device here");
        using var scope = Scope();
        var x = Tensor.Ones([1]);
        Assert.NotEmpty(Assert.Throws<TorchException>(() => x.To(Device.Cuda())).Message);
    }
}
