using System.Runtime.InteropServices;

namespace LiquidWarp.Torch.Interop;

/// <content>nn.cpp, warp.cpp</content>
internal static partial class Native
{
    // Layers; pairs are (vertical, horizontal)
    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_conv2d(TensorHandle x, TensorHandle weight, TensorHandle bias, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, ReadOnlySpan<long> dilation, long groups);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_conv_transpose2d(TensorHandle x, TensorHandle weight, TensorHandle bias, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, ReadOnlySpan<long> outputPadding, ReadOnlySpan<long> dilation, long groups);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_linear(TensorHandle x, TensorHandle weight, TensorHandle bias);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_instance_norm(TensorHandle x, TensorHandle weight, TensorHandle bias, double epsilon);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_batch_norm(TensorHandle x, TensorHandle weight, TensorHandle bias, TensorHandle mean, TensorHandle variance, int training, double momentum, double epsilon);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_relu(TensorHandle x);

    [LibraryImport(Lib)]
    internal static partial int lw_relu_(TensorHandle x);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_leaky_relu(TensorHandle x, double slope);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_prelu(TensorHandle x, TensorHandle weight);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_sigmoid(TensorHandle x);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_tanh(TensorHandle x);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_softplus(TensorHandle x);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_softmax(TensorHandle x, long axis);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_log_softmax(TensorHandle x, long axis);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_dropout(TensorHandle x, double probability, int training);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_max_pool2d(TensorHandle x, ReadOnlySpan<long> kernel, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, int ceilMode);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_avg_pool2d(TensorHandle x, ReadOnlySpan<long> kernel, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, int ceilMode, int countPadding);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_adaptive_avg_pool2d(TensorHandle x, ReadOnlySpan<long> size);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_pixel_shuffle(TensorHandle x, long factor);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_pixel_unshuffle(TensorHandle x, long factor);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_resize_nearest(TensorHandle x, ReadOnlySpan<long> size);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_resize_bilinear(TensorHandle x, ReadOnlySpan<long> size, int alignCorners);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_grid_sample(TensorHandle x, TensorHandle grid, int mode, int padding, int alignCorners);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_pad(TensorHandle x, ReadOnlySpan<long> padding, long count, int mode, double value);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_add_warped(TensorHandle target, TensorHandle features, TensorHandle flow, int alignCorners);

    // Losses; reduction 0 none, 1 mean, 2 sum
    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_l1_loss(TensorHandle x, TensorHandle target, int reduction);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_mse_loss(TensorHandle x, TensorHandle target, int reduction);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_smooth_l1_loss(TensorHandle x, TensorHandle target, double beta, int reduction);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_bce_loss(TensorHandle x, TensorHandle target, int reduction);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_bce_logits_loss(TensorHandle x, TensorHandle target, int reduction);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_cross_entropy_loss(TensorHandle x, TensorHandle target, int reduction);
}
