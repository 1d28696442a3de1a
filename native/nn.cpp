// Layers and losses as functions; their parameters live with the caller.
#include "guard.h"

namespace {

// Mixed precision without autocast: a layer computes in the type of its input. A parameter of another type, float32 as a rule,
// is converted within the graph, so that its gradient comes back in the type in which it is kept.
at::Tensor beside(const at::Tensor& x, Tensor parameter) {
    if (!parameter) return at::Tensor();
    return at::isFloatingType(x.scalar_type()) ? parameter->to(x.scalar_type()) : *parameter;
}

}  // namespace

LW_API Tensor lw_conv2d(Tensor x, Tensor weight, Tensor bias, const int64_t* stride, const int64_t* padding, const int64_t* dilation, int64_t groups) {
    return tensor([&] { return at::conv2d(*x, beside(*x, weight), beside(*x, bias), pair(stride), pair(padding), pair(dilation), groups); });
}

// On the CPU bfloat16 goes by way of float32: libtorch 1.13 takes the weight's axes for swapped there.
LW_API Tensor lw_conv_transpose2d(Tensor x, Tensor weight, Tensor bias, const int64_t* stride, const int64_t* padding, const int64_t* output_padding, const int64_t* dilation, int64_t groups) {
    return tensor([&] {
        at::Tensor wide = x->is_cpu() && x->scalar_type() == at::kBFloat16 ? x->to(at::kFloat) : *x;
        return at::conv_transpose2d(wide, beside(wide, weight), beside(wide, bias), pair(stride), pair(padding), pair(output_padding), groups, pair(dilation)).to(x->scalar_type());
    });
}

LW_API Tensor lw_linear(Tensor x, Tensor weight, Tensor bias) { return tensor([&] { return at::linear(*x, beside(*x, weight), beside(*x, bias)); }); }

// Statistics of each image, never running ones.
LW_API Tensor lw_instance_norm(Tensor x, Tensor weight, Tensor bias, double epsilon) {
    return tensor([&] { return at::instance_norm(*x, optional(weight), optional(bias), at::Tensor(), at::Tensor(), true, 0.0, epsilon, true); });
}

LW_API Tensor lw_batch_norm(Tensor x, Tensor weight, Tensor bias, Tensor mean, Tensor variance, int32_t training, double momentum, double epsilon) {
    return tensor([&] { return at::batch_norm(*x, optional(weight), optional(bias), optional(mean), optional(variance), training != 0, momentum, epsilon, true); });
}

LW_API Tensor lw_relu(Tensor x) { return tensor([&] { return at::relu(*x); }); }
LW_API int32_t lw_relu_(Tensor x) { return action([&] { at::relu_(*x); }); }
LW_API Tensor lw_leaky_relu(Tensor x, double slope) { return tensor([&] { return at::leaky_relu(*x, slope); }); }
LW_API Tensor lw_prelu(Tensor x, Tensor weight) { return tensor([&] { return at::prelu(*x, beside(*x, weight)); }); }
LW_API Tensor lw_sigmoid(Tensor x) { return tensor([&] { return at::sigmoid(*x); }); }
LW_API Tensor lw_tanh(Tensor x) { return tensor([&] { return at::tanh(*x); }); }
LW_API Tensor lw_softplus(Tensor x) { return tensor([&] { return at::softplus(*x); }); }
LW_API Tensor lw_softmax(Tensor x, int64_t axis) { return tensor([&] { return at::softmax(*x, axis); }); }
LW_API Tensor lw_log_softmax(Tensor x, int64_t axis) { return tensor([&] { return at::log_softmax(*x, axis); }); }
LW_API Tensor lw_dropout(Tensor x, double probability, int32_t training) { return tensor([&] { return at::dropout(*x, probability, training != 0); }); }

LW_API Tensor lw_max_pool2d(Tensor x, const int64_t* kernel, const int64_t* stride, const int64_t* padding, int32_t ceil_mode) {
    const int64_t no_dilation[] = {1, 1};
    return tensor([&] { return at::max_pool2d(*x, pair(kernel), pair(stride), pair(padding), pair(no_dilation), ceil_mode != 0); });
}

LW_API Tensor lw_avg_pool2d(Tensor x, const int64_t* kernel, const int64_t* stride, const int64_t* padding, int32_t ceil_mode, int32_t count_padding) {
    return tensor([&] { return at::avg_pool2d(*x, pair(kernel), pair(stride), pair(padding), ceil_mode != 0, count_padding != 0); });
}

LW_API Tensor lw_adaptive_avg_pool2d(Tensor x, const int64_t* size) { return tensor([&] { return at::adaptive_avg_pool2d(*x, pair(size)); }); }
LW_API Tensor lw_pixel_shuffle(Tensor x, int64_t factor) { return tensor([&] { return at::pixel_shuffle(*x, factor); }); }
LW_API Tensor lw_pixel_unshuffle(Tensor x, int64_t factor) { return tensor([&] { return at::pixel_unshuffle(*x, factor); }); }
LW_API Tensor lw_resize_nearest(Tensor x, const int64_t* size) { return tensor([&] { return at::upsample_nearest2d(*x, pair(size)); }); }
LW_API Tensor lw_resize_bilinear(Tensor x, const int64_t* size, int32_t align_corners) { return tensor([&] { return at::upsample_bilinear2d(*x, pair(size), align_corners != 0); }); }
// In the grid's type, whatever that of x: positions in half the width would be off by parts of a pixel.
LW_API Tensor lw_grid_sample(Tensor x, Tensor grid, int32_t mode, int32_t padding, int32_t align_corners) {
    return tensor([&] { return at::grid_sampler(x->to(grid->scalar_type()), *grid, mode, padding, align_corners != 0).to(x->scalar_type()); });
}

LW_API Tensor lw_pad(Tensor x, const int64_t* padding, int64_t count, int32_t mode, double value) {
    return tensor([&] {
        switch (mode) {
            case 0: return at::constant_pad_nd(*x, ints(padding, count), value);
            case 1: return at::reflection_pad2d(*x, ints(padding, count));
            case 2: return at::replication_pad2d(*x, ints(padding, count));
            default: TORCH_CHECK(false, "there is no padding mode ", mode);
        }
    });
}

// Losses

LW_API Tensor lw_l1_loss(Tensor x, Tensor target, int32_t reduction) { return tensor([&] { return at::l1_loss(*x, *target, reduction); }); }
LW_API Tensor lw_mse_loss(Tensor x, Tensor target, int32_t reduction) { return tensor([&] { return at::mse_loss(*x, *target, reduction); }); }
LW_API Tensor lw_smooth_l1_loss(Tensor x, Tensor target, double beta, int32_t reduction) { return tensor([&] { return at::smooth_l1_loss(*x, *target, reduction, beta); }); }
LW_API Tensor lw_bce_loss(Tensor x, Tensor target, int32_t reduction) { return tensor([&] { return at::binary_cross_entropy(*x, *target, at::Tensor(), reduction); }); }
LW_API Tensor lw_bce_logits_loss(Tensor x, Tensor target, int32_t reduction) { return tensor([&] { return at::binary_cross_entropy_with_logits(*x, *target, at::Tensor(), at::Tensor(), reduction); }); }
LW_API Tensor lw_cross_entropy_loss(Tensor x, Tensor target, int32_t reduction) { return tensor([&] { return at::cross_entropy_loss(*x, *target, at::Tensor(), reduction); }); }
