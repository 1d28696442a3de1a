using System.Runtime.InteropServices;

namespace LiquidWarp.Torch.Interop;

/// <content>tensor.cpp</content>
internal static partial class Native
{
    // The library
    [LibraryImport(Lib)]
    internal static partial nint lw_last_error();

    [LibraryImport(Lib)]
    internal static partial int lw_noop();

    [LibraryImport(Lib)]
    internal static partial nint lw_version();

    [LibraryImport(Lib)]
    internal static partial int lw_cuda_device_count();

    [LibraryImport(Lib)]
    internal static partial int lw_cuda_synchronize(int device);

    [LibraryImport(Lib)]
    internal static partial int lw_manual_seed(ulong seed);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_random_state(int device);

    [LibraryImport(Lib)]
    internal static partial int lw_set_random_state(int device, TensorHandle state);

    [LibraryImport(Lib)]
    internal static partial int lw_set_deterministic(int wanted);

    [LibraryImport(Lib)]
    internal static partial int lw_is_deterministic();

    [LibraryImport(Lib)]
    internal static partial int lw_set_tf32(int allowed);

    [LibraryImport(Lib)]
    internal static partial int lw_allows_tf32();

    [LibraryImport(Lib)]
    internal static partial int lw_set_tuning(int wanted);

    [LibraryImport(Lib)]
    internal static partial int lw_is_tuning();

    [LibraryImport(Lib)]
    internal static partial int lw_set_thread_count(int count);

    [LibraryImport(Lib)]
    internal static partial int lw_thread_count();

    [LibraryImport(Lib)]
    internal static partial int lw_set_gradients_enabled(int enabled);

    [LibraryImport(Lib)]
    internal static partial int lw_gradients_enabled();

    [LibraryImport(Lib)]
    internal static partial int lw_inference_mode_enter();

    [LibraryImport(Lib)]
    internal static partial int lw_inference_mode_exit(int depth);

    // Creation and data
    [LibraryImport(Lib)]
    internal static partial int lw_tensor_free(nint t);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_empty(ReadOnlySpan<long> shape, long rank, int type, int device);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_full(ReadOnlySpan<long> shape, long rank, double value, int type, int device);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_rand(ReadOnlySpan<long> shape, long rank, int type, int device);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_randn(ReadOnlySpan<long> shape, long rank, int type, int device);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_arange(double start, double end, double step, int type, int device);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_from_memory(ReadOnlySpan<byte> data, ReadOnlySpan<long> shape, ReadOnlySpan<long> strides, long rank, int type);

    [LibraryImport(Lib)]
    internal static partial int lw_copy_to_memory(TensorHandle t, Span<byte> data, ReadOnlySpan<long> shape, ReadOnlySpan<long> strides, long rank, int type);

    [LibraryImport(Lib)]
    internal static partial int lw_copy_from_memory(TensorHandle t, ReadOnlySpan<byte> data, ReadOnlySpan<long> shape, ReadOnlySpan<long> strides, long rank, int type);

    [LibraryImport(Lib)]
    internal static partial int lw_rank(TensorHandle t);

    [LibraryImport(Lib)]
    internal static partial int lw_shape(TensorHandle t, Span<long> shape, long rank);

    [LibraryImport(Lib)]
    internal static partial long lw_element_count(TensorHandle t);

    [LibraryImport(Lib)]
    internal static partial int lw_type(TensorHandle t);

    [LibraryImport(Lib)]
    internal static partial int lw_device(TensorHandle t, out int device);

    [LibraryImport(Lib)]
    internal static partial int lw_is_contiguous(TensorHandle t, int channelsLast);

    [LibraryImport(Lib)]
    internal static partial int lw_item(TensorHandle t, out double value);

    [LibraryImport(Lib)]
    internal static partial int lw_equal(TensorHandle a, TensorHandle b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_to(TensorHandle t, int type, int device, int nonBlocking);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_pin(TensorHandle t);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_contiguous(TensorHandle t, int channelsLast);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_clone(TensorHandle t);

    // Autograd
    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_detach(TensorHandle t);

    [LibraryImport(Lib)]
    internal static partial int lw_requires_grad(TensorHandle t);

    [LibraryImport(Lib)]
    internal static partial int lw_set_requires_grad(TensorHandle t, int required);

    [LibraryImport(Lib)]
    internal static partial int lw_backward(TensorHandle t, TensorHandle gradient, int keepGraph);

    [LibraryImport(Lib)]
    internal static partial int lw_has_grad(TensorHandle t);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_grad(TensorHandle t);

    [LibraryImport(Lib)]
    internal static partial int lw_clear_grad(TensorHandle t);

    [LibraryImport(Lib)]
    internal static partial int lw_gradients(TensorHandle output, TensorHandle gradient, ReadOnlySpan<nint> inputs, long count, int keepGraph, int createGraph, Span<nint> gradients);

    [LibraryImport(Lib)]
    internal static partial int lw_set_data(TensorHandle t, TensorHandle data);

    // In place
    [LibraryImport(Lib)]
    internal static partial int lw_add_(TensorHandle a, TensorHandle b, double scale);

    [LibraryImport(Lib)]
    internal static partial int lw_mul_scalar_(TensorHandle a, double b);

    [LibraryImport(Lib)]
    internal static partial int lw_copy_(TensorHandle to, TensorHandle from);

    [LibraryImport(Lib)]
    internal static partial int lw_fill_(TensorHandle t, double value);

    [LibraryImport(Lib)]
    internal static partial int lw_uniform_(TensorHandle t, double from, double to);

    [LibraryImport(Lib)]
    internal static partial int lw_normal_(TensorHandle t, double mean, double deviation);

    // Arithmetic
    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_add(TensorHandle a, TensorHandle b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_sub(TensorHandle a, TensorHandle b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_mul(TensorHandle a, TensorHandle b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_div(TensorHandle a, TensorHandle b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_add_scalar(TensorHandle a, double b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_mul_scalar(TensorHandle a, double b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_scalar_sub(double a, TensorHandle b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_scalar_div(double a, TensorHandle b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_pow(TensorHandle a, double exponent);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_neg(TensorHandle a);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_abs(TensorHandle a);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_exp(TensorHandle a);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_log(TensorHandle a);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_sqrt(TensorHandle a);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_sin(TensorHandle a);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_cos(TensorHandle a);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_floor(TensorHandle a);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_minimum(TensorHandle a, TensorHandle b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_maximum(TensorHandle a, TensorHandle b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_clamp(TensorHandle a, double low, double high);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_where(TensorHandle condition, TensorHandle a, TensorHandle b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_less(TensorHandle a, TensorHandle b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_less_scalar(TensorHandle a, double b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_greater_scalar(TensorHandle a, double b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_equal_scalar(TensorHandle a, double b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_singular_values(TensorHandle x);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_matmul(TensorHandle a, TensorHandle b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_bmm(TensorHandle a, TensorHandle b);

    // Reductions; no axes means all
    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_sum(TensorHandle t, ReadOnlySpan<long> axes, long count, int keep);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_mean(TensorHandle t, ReadOnlySpan<long> axes, long count, int keep);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_std(TensorHandle t, ReadOnlySpan<long> axes, long count, int unbiased, int keep);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_amin(TensorHandle t, ReadOnlySpan<long> axes, long count, int keep);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_amax(TensorHandle t, ReadOnlySpan<long> axes, long count, int keep);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_argmax(TensorHandle t, long axis, int keep);

    // Shape and selection
    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_reshape(TensorHandle t, ReadOnlySpan<long> shape, long rank);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_permute(TensorHandle t, ReadOnlySpan<long> axes, long rank);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_transpose(TensorHandle t, long a, long b);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_squeeze(TensorHandle t, long axis);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_unsqueeze(TensorHandle t, long axis);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_expand(TensorHandle t, ReadOnlySpan<long> shape, long rank);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_flip(TensorHandle t, ReadOnlySpan<long> axes, long count);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_slice(TensorHandle t, long axis, long start, long end, long step);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_select(TensorHandle t, long axis, long index);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_index_select(TensorHandle t, long axis, TensorHandle indices);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_gather(TensorHandle t, long axis, TensorHandle indices);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_cat(ReadOnlySpan<nint> tensors, long count, long axis);

    [LibraryImport(Lib)]
    internal static partial TensorHandle lw_stack(ReadOnlySpan<nint> tensors, long count, long axis);
}
