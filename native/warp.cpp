// The sum of the Liquid Warping Block in one pass over channels-last memory: target + warp(features, flow), bilinear, zeros outside.
// libtorch's grid_sampler knows neither bfloat16 nor channels-last on the CPU and shares its work over the batch alone.
#include "guard.h"

#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>

// The loops over channels, for the processor at hand.
#if defined(__x86_64__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("default", "arch=haswell", "arch=skylake-avx512")))
#else
#define FOR_EACH_PROCESSOR
#endif

namespace {

constexpr int64_t channels_at_a_time = 32;

// The features that one position lies between, at most four, and how much each counts.
struct Taps {
    int count = 0;
    int64_t place[4];
    float weight[4];

    Taps(const float* position, int64_t height, int64_t width, bool align_corners) {
        const float x = on_pixels(position[0], width, align_corners), y = on_pixels(position[1], height, align_corners);
        const float left = std::floor(x), top = std::floor(y);
        if (!(left >= -1 && left < width && top >= -1 && top < height)) return;
        for (int down = 0; down < 2; down++)
            for (int right = 0; right < 2; right++) {
                const int64_t row = static_cast<int64_t>(top) + down, column = static_cast<int64_t>(left) + right;
                if (row < 0 || row >= height || column < 0 || column >= width) continue;
                place[count] = row * width + column;
                weight[count++] = (down ? y - top : 1 - (y - top)) * (right ? x - left : 1 - (x - left));
            }
    }

    static float on_pixels(float position, int64_t size, bool align_corners) {
        return align_corners ? (position + 1) / 2 * (size - 1) : ((position + 1) * size - 1) / 2;
    }
};

template <typename Number>
[[gnu::always_inline]] inline void add_four(Number* __restrict sum, const Number* target, const Number* a, const Number* b, const Number* c, const Number* d, const float* weight, int64_t channels) {
    const float p = weight[0], q = weight[1], r = weight[2], s = weight[3];
    for (int64_t i = 0; i < channels; i++)
        sum[i] = static_cast<float>(target[i]) + p * static_cast<float>(a[i]) + q * static_cast<float>(b[i]) + r * static_cast<float>(c[i]) + s * static_cast<float>(d[i]);
}

template <typename Number>
[[gnu::always_inline]] inline void add_scaled(float* __restrict sum, const Number* one, float weight, int64_t channels) {
    for (int64_t i = 0; i < channels; i++) sum[i] += weight * static_cast<float>(one[i]);
}

FOR_EACH_PROCESSOR void add_row(float* sum, const float* target, const float* a, const float* b, const float* c, const float* d, const float* weight, int64_t channels) { add_four(sum, target, a, b, c, d, weight, channels); }
FOR_EACH_PROCESSOR void add_row(c10::BFloat16* sum, const c10::BFloat16* target, const c10::BFloat16* a, const c10::BFloat16* b, const c10::BFloat16* c, const c10::BFloat16* d, const float* weight, int64_t channels) { add_four(sum, target, a, b, c, d, weight, channels); }
FOR_EACH_PROCESSOR void add_row(float* sum, const float* one, float weight, int64_t channels) { add_scaled(sum, one, weight, channels); }
FOR_EACH_PROCESSOR void add_row(float* sum, const c10::BFloat16* one, float weight, int64_t channels) { add_scaled(sum, one, weight, channels); }

// sum N×C×h×w, target alike; features N×C×H×W; all channels-last. Flow N×h×w×2.
template <typename Number>
void warp_forward(const at::Tensor& sum, const at::Tensor& target, const at::Tensor& features, const at::Tensor& flow, bool align_corners) {
    const int64_t channels = target.size(1), pixels = target.size(2) * target.size(3), height = features.size(2), width = features.size(3);
    auto* to = sum.data_ptr<Number>();
    const auto* add = target.data_ptr<Number>();
    const auto* from = features.data_ptr<Number>();
    const auto* at = flow.data_ptr<float>();
    at::parallel_for(0, target.size(0) * pixels, 1 + 8192 / channels, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; i++) {
            const Taps taps(at + 2 * i, height, width, align_corners);
            if (taps.count == 0) {
                std::copy_n(add + i * channels, channels, to + i * channels);
                continue;
            }

            // A missing tap is the first one again, with no weight.
            const auto* image = from + i / pixels * height * width * channels;
            const Number* tap[4];
            float weight[4];
            for (int k = 0; k < 4; k++) {
                tap[k] = image + taps.place[k < taps.count ? k : 0] * channels;
                weight[k] = k < taps.count ? taps.weight[k] : 0;
            }
            add_row(to + i * channels, add + i * channels, tap[0], tap[1], tap[2], tap[3], weight, channels);
        }
    });
}

// Adds each gradient where its features came from. Threads share the images and blocks of channels, never a number, and each adds
// in the order of the pixels: the same bits on any number of threads.
template <typename Number>
void warp_backward(const at::Tensor& sum, const at::Tensor& gradient, const at::Tensor& flow, bool align_corners) {
    const int64_t images = gradient.size(0), channels = gradient.size(1), pixels = gradient.size(2) * gradient.size(3), height = sum.size(2), width = sum.size(3);
    const int64_t blocks = (channels + channels_at_a_time - 1) / channels_at_a_time;
    auto* to = sum.data_ptr<float>();
    const auto* from = gradient.data_ptr<Number>();
    const auto* at = flow.data_ptr<float>();
    at::parallel_for(0, images * blocks, 1, [&](int64_t begin, int64_t end) {
        for (int64_t part = begin; part < end; part++) {
            const int64_t image = part / blocks, first = part % blocks * channels_at_a_time, count = std::min(channels_at_a_time, channels - first);
            for (int64_t i = image * pixels; i < (image + 1) * pixels; i++) {
                const Taps taps(at + 2 * i, height, width, align_corners);
                for (int k = 0; k < taps.count; k++)
                    add_row(to + (image * height * width + taps.place[k]) * channels + first, from + i * channels + first, taps.weight[k], count);
            }
        }
    });
}

at::Tensor channels_last(const at::Tensor& t) { return t.contiguous(at::MemoryFormat::ChannelsLast); }

at::Tensor forward(const at::Tensor& target, const at::Tensor& features, const at::Tensor& flow, bool align_corners) {
    auto add = channels_last(target), from = channels_last(features), at = flow.contiguous();
    auto sum = at::empty_like(add, at::MemoryFormat::ChannelsLast);
    target.scalar_type() == at::kFloat ? warp_forward<float>(sum, add, from, at, align_corners) : warp_forward<c10::BFloat16>(sum, add, from, at, align_corners);
    return sum;
}

struct AddWarped : torch::autograd::Function<AddWarped> {
    static at::Tensor forward(torch::autograd::AutogradContext* context, at::Tensor target, at::Tensor features, at::Tensor flow, bool align_corners) {
        context->save_for_backward({flow});
        context->saved_data["size"] = std::vector<int64_t>(features.sizes().vec());
        context->saved_data["align_corners"] = align_corners;
        return ::forward(target, features, flow, align_corners);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
        TORCH_CHECK(!c10::GradMode::is_enabled(), "adding warped features has no second derivative");
        auto gradient = channels_last(gradients[0]);
        auto flow = context->get_saved_variables()[0].contiguous();
        const bool align_corners = context->saved_data["align_corners"].toBool();
        auto sum = at::empty(context->saved_data["size"].toIntVector(), gradient.options().dtype(at::kFloat), at::MemoryFormat::ChannelsLast).zero_();
        gradient.scalar_type() == at::kFloat ? warp_backward<float>(sum, gradient, flow, align_corners) : warp_backward<c10::BFloat16>(sum, gradient, flow, align_corners);
        return {gradients[0], sum.to(gradient.scalar_type()), at::Tensor(), at::Tensor()};
    }
};

// On the CPU, in one of the two types, channels-last, and with a flow that is given and not learned.
bool suits(const at::Tensor& target, const at::Tensor& features, const at::Tensor& flow) {
    const auto type = target.scalar_type();
    return target.is_cpu() && features.is_cpu() && flow.is_cpu() && (type == at::kFloat || type == at::kBFloat16) && features.scalar_type() == type &&
           flow.scalar_type() == at::kFloat && target.is_contiguous(at::MemoryFormat::ChannelsLast) && !(c10::GradMode::is_enabled() && flow.requires_grad());
}

}  // namespace

LW_API Tensor lw_add_warped(Tensor target, Tensor features, Tensor flow, int32_t align_corners) {
    return tensor([&] {
        TORCH_CHECK(target->dim() == 4 && features->dim() == 4 && flow->dim() == 4 && features->size(0) == target->size(0) && features->size(1) == target->size(1) &&
                        flow->size(0) == target->size(0) && flow->size(1) == target->size(2) && flow->size(2) == target->size(3) && flow->size(3) == 2,
                    "expected a target NxCxhxw, features NxCxHxW and a flow Nxhxwx2, got ", target->sizes(), ", ", features->sizes(), " and ", flow->sizes());
        if (!suits(*target, *features, *flow))
            return *target + at::grid_sampler(features->to(flow->scalar_type()), *flow, 0, 0, align_corners != 0).to(target->scalar_type());
        const bool records = c10::GradMode::is_enabled() && (target->requires_grad() || features->requires_grad());
        return records ? AddWarped::apply(*target, *features, *flow, align_corners != 0) : forward(*target, *features, *flow, align_corners != 0);
    });
}
