using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <content>
/// What layers compute, as functions of pictures N×C×H×W; the classes in Nn hold the parameters. Convolutions and linear layers
/// compute in the type of their input: parameters of another type are converted within the graph, so that bfloat16 pictures
/// train float32 weights, whose gradients are float32.
/// </content>
public sealed partial class Tensor
{
    /// <summary>Convolution (cross-correlation) with a weight of O×(I/groups)×h×w; zeros outside.</summary>
    public Tensor Conv2d(Tensor weight, Tensor? bias = null, Pair? stride = null, Pair padding = default, Pair? dilation = null, int groups = 1) =>
        new(Native.lw_conv2d(Handle, weight.Handle, Optional(bias), stride ?? 1, padding, dilation ?? 1, groups));

    /// <summary>Transposed convolution with a weight of I×(O/groups)×h×w; gives (H − 1)·stride − 2·padding + h + outputPadding rows.</summary>
    public Tensor ConvTranspose2d(Tensor weight, Tensor? bias = null, Pair? stride = null, Pair padding = default, Pair outputPadding = default,
        Pair? dilation = null, int groups = 1) =>
        new(Native.lw_conv_transpose2d(Handle, weight.Handle, Optional(bias), stride ?? 1, padding, outputPadding, dilation ?? 1, groups));

    /// <summary>x·weightᵀ + bias over the last axis, weight O×I.</summary>
    public Tensor Linear(Tensor weight, Tensor? bias = null) => new(Native.lw_linear(Handle, weight.Handle, Optional(bias)));

    /// <summary>Each channel of each picture to mean 0 and variance 1 (biased), then scaled and shifted where asked.</summary>
    public Tensor InstanceNorm(Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) =>
        new(Native.lw_instance_norm(Handle, Optional(weight), Optional(bias), epsilon));

    /// <summary>Each channel by the statistics of the batch, which move the running ones (training), or by the running ones.</summary>
    public Tensor BatchNorm(Tensor? weight, Tensor? bias, Tensor mean, Tensor variance, bool training, double momentum = 0.1, double epsilon = 1e-5) =>
        new(Native.lw_batch_norm(Handle, Optional(weight), Optional(bias), mean.Handle, variance.Handle, training ? 1 : 0, momentum, epsilon));

    /// <summary>max(x, 0).</summary>
    public Tensor Relu() => new(Native.lw_relu(Handle));

    /// <summary>max(x, 0) in place.</summary>
    public Tensor ReluInPlace() => Done(Native.lw_relu_(Handle));

    /// <summary>x where positive, else slope·x.</summary>
    public Tensor LeakyRelu(double slope) => new(Native.lw_leaky_relu(Handle, slope));

    /// <summary>x where positive, else weight·x with one weight for each channel.</summary>
    public Tensor PRelu(Tensor weight) => new(Native.lw_prelu(Handle, weight.Handle));

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public Tensor Sigmoid() => new(Native.lw_sigmoid(Handle));

    /// <summary>Hyperbolic tangent.</summary>
    public Tensor Tanh() => new(Native.lw_tanh(Handle));

    /// <summary>log(1 + eˣ).</summary>
    public Tensor Softplus() => new(Native.lw_softplus(Handle));

    /// <summary>eˣ over its sum along an axis.</summary>
    public Tensor Softmax(long axis) => new(Native.lw_softmax(Handle, axis));

    /// <summary>Logarithm of <see cref="Softmax"/>, without losing small values.</summary>
    public Tensor LogSoftmax(long axis) => new(Native.lw_log_softmax(Handle, axis));

    /// <summary>While training, each element is 0 with this probability and the others are scaled up to keep the mean.</summary>
    public Tensor Dropout(double probability, bool training) => new(Native.lw_dropout(Handle, probability, training ? 1 : 0));

    /// <summary>Largest of each window. With <paramref name="ceil"/> the last window may hang over the right and lower border.</summary>
    public Tensor MaxPool2d(Pair kernel, Pair? stride = null, Pair padding = default, bool ceil = false) =>
        new(Native.lw_max_pool2d(Handle, kernel, stride ?? kernel, padding, ceil ? 1 : 0));

    /// <summary>Mean of each window; <paramref name="countPadding"/> counts the zeros outside as well.</summary>
    public Tensor AvgPool2d(Pair kernel, Pair? stride = null, Pair padding = default, bool ceil = false, bool countPadding = true) =>
        new(Native.lw_avg_pool2d(Handle, kernel, stride ?? kernel, padding, ceil ? 1 : 0, countPadding ? 1 : 0));

    /// <summary>Means of as many windows as the size asks for.</summary>
    public Tensor AdaptiveAvgPool2d(Pair size) => new(Native.lw_adaptive_avg_pool2d(Handle, size));

    /// <summary>N×(C·f²)×H×W to N×C×(H·f)×(W·f).</summary>
    public Tensor PixelShuffle(int factor) => new(Native.lw_pixel_shuffle(Handle, factor));

    /// <summary>N×C×(H·f)×(W·f) to N×(C·f²)×H×W.</summary>
    public Tensor PixelUnshuffle(int factor) => new(Native.lw_pixel_unshuffle(Handle, factor));

    /// <summary>Resizes to (rows, columns), taking the element at ⌊i·in/out⌋.</summary>
    public Tensor ResizeNearest(Pair size) => new(Native.lw_resize_nearest(Handle, size));

    /// <summary>Resizes to (rows, columns) with bilinear weights, no smoothing. See <see cref="GridSample"/> for the corners.</summary>
    public Tensor ResizeBilinear(Pair size, bool alignCorners) => new(Native.lw_resize_bilinear(Handle, size, alignCorners ? 1 : 0));

    /// <summary>
    /// Samples at positions (N×h×w×2, x then y, in [−1, 1]) with bilinear weights; what lies outside counts as 0. Computes in the
    /// type of the grid and gives that of this tensor.
    /// </summary>
    /// <param name="grid">Where to sample.</param>
    /// <param name="alignCorners">Whether ±1 is the centre of the outermost pixel (true) or its outer edge (false).</param>
    /// <param name="border">Repeat the outermost pixels instead of zeros outside.</param>
    /// <param name="nearest">Take the nearest pixel instead of weighing four.</param>
    public Tensor GridSample(Tensor grid, bool alignCorners, bool border = false, bool nearest = false) =>
        new(Native.lw_grid_sample(Handle, grid.Handle, nearest ? 1 : 0, border ? 1 : 0, alignCorners ? 1 : 0));

    /// <summary>
    /// This tensor (N×C×h×w) plus features N×C×H×W sampled along a flow N×h×w×2 as <see cref="GridSample"/> does, with the result in
    /// this tensor's type. One pass on the CPU where this tensor is channels-last, of the features' type, float32 or bfloat16, and no
    /// gradient is asked of the flow; the gradients of that pass are the same bits on any number of threads, and have none themselves.
    /// </summary>
    public Tensor AddWarped(Tensor features, Tensor flow, bool alignCorners) =>
        new(Native.lw_add_warped(Handle, features.Handle, flow.Handle, alignCorners ? 1 : 0));

    /// <summary>Adds columns and rows (left, right, top, bottom) round a picture.</summary>
    public Tensor Pad(int left, int right, int top, int bottom, PadMode mode = PadMode.Constant, double value = 0) =>
        new(Native.lw_pad(Handle, [left, right, top, bottom], 4, (int)mode, value));

    private static TensorHandle Optional(Tensor? tensor) => tensor?.Handle ?? TensorHandle.None;
}
