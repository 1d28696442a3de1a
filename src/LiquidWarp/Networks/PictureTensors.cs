using LiquidWarp.Imaging;
using LiquidWarp.Torch;
using LiquidWarp.Warping;

namespace LiquidWarp.Networks;

/// <summary>Where pictures and flows become tensors and back: one straight copy each way, for both sides keep the channels of a pixel together.</summary>
public static class PictureTensors
{
    /// <summary>1×C×H×W, channels-last in memory.</summary>
    public static Tensor ToTensor(this FloatImage picture, Device device = default) =>
        Tensor.FromInterleaved<float>(picture.Data, picture.Height, picture.Width, picture.Channels, device: device);

    /// <summary>1×H×W×2, x then y in [−1, 1], −2 for nothing.</summary>
    public static Tensor ToTensor(this TransformationFlow flow, Device device = default) =>
        Tensor.From(flow.Data, [1, flow.Height, flow.Width, 2], device);

    /// <summary>The one picture of a tensor 1×C×H×W, converted to single precision.</summary>
    /// <exception cref="ArgumentException">The tensor has another shape.</exception>
    public static FloatImage ToFloatImage(this Tensor tensor)
    {
        if (tensor.Shape is not [1, var channels, var height, var width])
            throw new ArgumentException($"One picture has the shape [1, C, H, W]; this is {tensor}.", nameof(tensor));
        var picture = new FloatImage((int)width, (int)height, (int)channels);
        tensor.CopyToInterleaved<float>(picture.Data);
        return picture;
    }
}
