// Tensors: creation, data, autograd, arithmetic, reductions, shape.
#include "guard.h"

#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <memory>
#include <mutex>

thread_local std::string last_error;

namespace {

thread_local std::vector<std::unique_ptr<c10::InferenceMode>> inference_modes;

at::Device place(int32_t device) { return device < 0 ? at::Device(at::kCPU) : at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(device)); }

at::TensorOptions options(int32_t type, int32_t device) {
    return at::TensorOptions().dtype(static_cast<at::ScalarType>(type)).device(place(device));
}

at::MemoryFormat format(int32_t channels_last) {
    return channels_last ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
}

at::Tensor view(void* data, const int64_t* shape, const int64_t* strides, int64_t rank, int32_t type) {
    return at::from_blob(data, ints(shape, rank), ints(strides, rank), options(type, -1));
}

std::vector<int64_t> axes_or_all(const at::Tensor& t, const int64_t* axes, int64_t count) {
    std::vector<int64_t> chosen(axes, axes + count);
    if (chosen.empty())
        for (int64_t i = 0; i < t.dim(); i++) chosen.push_back(i);
    return chosen;
}

}  // namespace

// The library

LW_API const char* lw_last_error(void) { return last_error.c_str(); }
LW_API int32_t lw_noop(void) { return 0; }
LW_API const char* lw_version(void) { return TORCH_VERSION; }
LW_API int32_t lw_cuda_device_count(void) { return answer([] { return torch::cuda::device_count(); }); }
LW_API int32_t lw_cuda_synchronize(int32_t device) { return action([&] { torch::cuda::synchronize(device); }); }
LW_API int32_t lw_manual_seed(uint64_t seed) { return action([&] { at::manual_seed(seed); }); }

LW_API Tensor lw_random_state(int32_t device) {
    return tensor([&] {
        auto generator = at::globalContext().defaultGenerator(place(device));
        std::lock_guard<std::mutex> lock(generator.mutex());
        return generator.get_state();
    });
}

LW_API int32_t lw_set_random_state(int32_t device, Tensor state) {
    return action([&] {
        auto generator = at::globalContext().defaultGenerator(place(device));
        std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_state(*state);
    });
}

// Where an operation has no deterministic form libtorch warns and goes on.
LW_API int32_t lw_set_deterministic(int32_t wanted) {
    return action([&] {
        at::globalContext().setDeterministicAlgorithms(wanted != 0, true);
        at::globalContext().setDeterministicCuDNN(wanted != 0);
    });
}

LW_API int32_t lw_is_deterministic(void) { return answer([] { return at::globalContext().deterministicAlgorithms(); }); }

LW_API int32_t lw_set_tf32(int32_t allowed) {
    return action([&] {
        at::globalContext().setAllowTF32CuDNN(allowed != 0);
        at::globalContext().setAllowTF32CuBLAS(allowed != 0);
    });
}

LW_API int32_t lw_allows_tf32(void) { return answer([] { return at::globalContext().allowTF32CuDNN() && at::globalContext().allowTF32CuBLAS(); }); }
LW_API int32_t lw_set_tuning(int32_t wanted) { return action([&] { at::globalContext().setBenchmarkCuDNN(wanted != 0); }); }
LW_API int32_t lw_is_tuning(void) { return answer([] { return at::globalContext().benchmarkCuDNN(); }); }
LW_API int32_t lw_set_thread_count(int32_t count) { return action([&] { at::set_num_threads(count); }); }
LW_API int32_t lw_thread_count(void) { return answer([] { return at::get_num_threads(); }); }
LW_API int32_t lw_set_gradients_enabled(int32_t enabled) { return action([&] { c10::GradMode::set_enabled(enabled != 0); }); }
LW_API int32_t lw_gradients_enabled(void) { return answer([] { return c10::GradMode::is_enabled(); }); }

// Gives the depth that exit wants back: a mode left twice or out of turn is an error, not a double delete.
LW_API int32_t lw_inference_mode_enter(void) {
    return answer([] {
        inference_modes.push_back(std::make_unique<c10::InferenceMode>(true));
        return inference_modes.size();
    });
}

LW_API int32_t lw_inference_mode_exit(int32_t depth) {
    return action([&] {
        TORCH_CHECK(depth > 0 && static_cast<size_t>(depth) == inference_modes.size(), "inference modes must be left once each, in the reverse order of entering");
        inference_modes.pop_back();
    });
}

// Creation and data

LW_API int32_t lw_tensor_free(Tensor t) { return action([&] { delete t; }); }
LW_API Tensor lw_empty(const int64_t* shape, int64_t rank, int32_t type, int32_t device) { return tensor([&] { return at::empty(ints(shape, rank), options(type, device)); }); }
LW_API Tensor lw_full(const int64_t* shape, int64_t rank, double value, int32_t type, int32_t device) { return tensor([&] { return at::full(ints(shape, rank), value, options(type, device)); }); }
LW_API Tensor lw_rand(const int64_t* shape, int64_t rank, int32_t type, int32_t device) { return tensor([&] { return at::rand(ints(shape, rank), options(type, device)); }); }
LW_API Tensor lw_randn(const int64_t* shape, int64_t rank, int32_t type, int32_t device) { return tensor([&] { return at::randn(ints(shape, rank), options(type, device)); }); }
LW_API Tensor lw_arange(double start, double end, double step, int32_t type, int32_t device) { return tensor([&] { return at::arange(start, end, step, options(type, device)); }); }

// A copy in the same memory order: one pass over the data, whatever the strides.
LW_API Tensor lw_from_memory(const void* data, const int64_t* shape, const int64_t* strides, int64_t rank, int32_t type) {
    return tensor([&] { return view(const_cast<void*>(data), shape, strides, rank, type).clone(); });
}

LW_API int32_t lw_copy_to_memory(Tensor t, void* data, const int64_t* shape, const int64_t* strides, int64_t rank, int32_t type) {
    return action([&] { view(data, shape, strides, rank, type).copy_(t->detach()); });
}

LW_API int32_t lw_copy_from_memory(Tensor t, const void* data, const int64_t* shape, const int64_t* strides, int64_t rank, int32_t type) {
    return action([&] { t->copy_(view(const_cast<void*>(data), shape, strides, rank, type)); });
}

LW_API int32_t lw_rank(Tensor t) { return answer([&] { return t->dim(); }); }

LW_API int32_t lw_shape(Tensor t, int64_t* shape, int64_t rank) {
    return action([&] {
        TORCH_CHECK(rank == t->dim(), "the tensor has ", t->dim(), " axes, not ", rank);
        for (int64_t i = 0; i < rank; i++) shape[i] = t->size(i);
    });
}

LW_API int64_t lw_element_count(Tensor t) { return guarded<int64_t>(-1, [&] { return t->numel(); }); }
LW_API int32_t lw_type(Tensor t) { return answer([&] { return t->scalar_type(); }); }
LW_API int32_t lw_device(Tensor t, int32_t* device) { return action([&] { *device = t->is_cuda() ? t->device().index() : -1; }); }
LW_API int32_t lw_is_contiguous(Tensor t, int32_t channels_last) { return answer([&] { return t->is_contiguous(format(channels_last)); }); }
LW_API int32_t lw_item(Tensor t, double* value) { return action([&] { *value = t->item().toDouble(); }); }
LW_API int32_t lw_equal(Tensor a, Tensor b) { return answer([&] { return at::equal(*a, *b); }); }
LW_API Tensor lw_to(Tensor t, int32_t type, int32_t device, int32_t non_blocking) { return tensor([&] { return t->to(options(type, device), non_blocking != 0); }); }
LW_API Tensor lw_pin(Tensor t) { return tensor([&] { return t->pin_memory(); }); }
LW_API Tensor lw_contiguous(Tensor t, int32_t channels_last) { return tensor([&] { return t->contiguous(format(channels_last)); }); }
LW_API Tensor lw_clone(Tensor t) { return tensor([&] { return t->clone(); }); }

// Autograd

LW_API Tensor lw_detach(Tensor t) { return tensor([&] { return t->detach(); }); }
LW_API int32_t lw_requires_grad(Tensor t) { return answer([&] { return t->requires_grad(); }); }
LW_API int32_t lw_set_requires_grad(Tensor t, int32_t required) { return action([&] { t->set_requires_grad(required != 0); }); }
LW_API int32_t lw_backward(Tensor t, Tensor gradient, int32_t keep_graph) { return action([&] { t->backward(optional(gradient), keep_graph != 0); }); }
LW_API int32_t lw_has_grad(Tensor t) { return answer([&] { return t->grad().defined(); }); }
LW_API Tensor lw_grad(Tensor t) { return tensor([&] { return t->grad(); }); }
LW_API int32_t lw_clear_grad(Tensor t) { return action([&] { t->mutable_grad() = at::Tensor(); }); }

LW_API int32_t lw_gradients(Tensor output, Tensor gradient, Tensor* inputs, int64_t count, int32_t keep_graph, int32_t create_graph, Tensor* gradients) {
    return action([&] {
        std::vector<at::Tensor> seeds;
        if (gradient) seeds.push_back(*gradient);
        auto found = torch::autograd::grad({*output}, list(inputs, count), seeds, keep_graph != 0, create_graph != 0);
        for (int64_t i = 0; i < count; i++) gradients[i] = new at::Tensor(std::move(found[static_cast<size_t>(i)]));
    });
}

LW_API int32_t lw_set_data(Tensor t, Tensor data) { return action([&] { t->set_data(*data); }); }

// In place

// Whole numbers take no fractional scale, so the usual one is left out.
LW_API int32_t lw_add_(Tensor a, Tensor b, double scale) { return action([&] { scale == 1 ? a->add_(*b) : a->add_(*b, scale); }); }
LW_API int32_t lw_mul_scalar_(Tensor a, double b) { return action([&] { a->mul_(b); }); }
LW_API int32_t lw_copy_(Tensor to, Tensor from) { return action([&] { to->copy_(*from); }); }
LW_API int32_t lw_fill_(Tensor t, double value) { return action([&] { t->fill_(value); }); }
LW_API int32_t lw_uniform_(Tensor t, double from, double to) { return action([&] { t->uniform_(from, to); }); }
LW_API int32_t lw_normal_(Tensor t, double mean, double deviation) { return action([&] { t->normal_(mean, deviation); }); }

// Arithmetic

LW_API Tensor lw_add(Tensor a, Tensor b) { return tensor([&] { return *a + *b; }); }
LW_API Tensor lw_sub(Tensor a, Tensor b) { return tensor([&] { return *a - *b; }); }
LW_API Tensor lw_mul(Tensor a, Tensor b) { return tensor([&] { return *a * *b; }); }
LW_API Tensor lw_div(Tensor a, Tensor b) { return tensor([&] { return *a / *b; }); }
LW_API Tensor lw_add_scalar(Tensor a, double b) { return tensor([&] { return *a + b; }); }
LW_API Tensor lw_mul_scalar(Tensor a, double b) { return tensor([&] { return *a * b; }); }
LW_API Tensor lw_scalar_sub(double a, Tensor b) { return tensor([&] { return at::rsub(*b, a); }); }
LW_API Tensor lw_scalar_div(double a, Tensor b) { return tensor([&] { return at::reciprocal(*b) * a; }); }
LW_API Tensor lw_pow(Tensor a, double exponent) { return tensor([&] { return at::pow(*a, exponent); }); }
LW_API Tensor lw_neg(Tensor a) { return tensor([&] { return at::neg(*a); }); }
LW_API Tensor lw_abs(Tensor a) { return tensor([&] { return at::abs(*a); }); }
LW_API Tensor lw_exp(Tensor a) { return tensor([&] { return at::exp(*a); }); }
LW_API Tensor lw_log(Tensor a) { return tensor([&] { return at::log(*a); }); }
LW_API Tensor lw_sqrt(Tensor a) { return tensor([&] { return at::sqrt(*a); }); }
LW_API Tensor lw_sin(Tensor a) { return tensor([&] { return at::sin(*a); }); }
LW_API Tensor lw_cos(Tensor a) { return tensor([&] { return at::cos(*a); }); }
LW_API Tensor lw_floor(Tensor a) { return tensor([&] { return at::floor(*a); }); }
LW_API Tensor lw_minimum(Tensor a, Tensor b) { return tensor([&] { return at::minimum(*a, *b); }); }
LW_API Tensor lw_maximum(Tensor a, Tensor b) { return tensor([&] { return at::maximum(*a, *b); }); }
LW_API Tensor lw_clamp(Tensor a, double low, double high) { return tensor([&] { return at::clamp(*a, at::Scalar(low), at::Scalar(high)); }); }
LW_API Tensor lw_where(Tensor condition, Tensor a, Tensor b) { return tensor([&] { return at::where(*condition, *a, *b); }); }
LW_API Tensor lw_less(Tensor a, Tensor b) { return tensor([&] { return at::lt(*a, *b); }); }
LW_API Tensor lw_less_scalar(Tensor a, double b) { return tensor([&] { return at::lt(*a, b); }); }
LW_API Tensor lw_greater_scalar(Tensor a, double b) { return tensor([&] { return at::gt(*a, b); }); }
LW_API Tensor lw_equal_scalar(Tensor a, double b) { return tensor([&] { return at::eq(*a, b); }); }
LW_API Tensor lw_singular_values(Tensor x) { return tensor([&] { return at::linalg_svdvals(*x); }); }
LW_API Tensor lw_matmul(Tensor a, Tensor b) { return tensor([&] { return at::matmul(*a, *b); }); }
LW_API Tensor lw_bmm(Tensor a, Tensor b) { return tensor([&] { return at::bmm(*a, *b); }); }

// Reductions

LW_API Tensor lw_sum(Tensor t, const int64_t* axes, int64_t count, int32_t keep) { return tensor([&] { return at::sum(*t, axes_or_all(*t, axes, count), keep != 0); }); }
LW_API Tensor lw_mean(Tensor t, const int64_t* axes, int64_t count, int32_t keep) { return tensor([&] { return at::mean(*t, axes_or_all(*t, axes, count), keep != 0); }); }
LW_API Tensor lw_std(Tensor t, const int64_t* axes, int64_t count, int32_t unbiased, int32_t keep) { return tensor([&] { return at::std(*t, axes_or_all(*t, axes, count), unbiased != 0, keep != 0); }); }
LW_API Tensor lw_amin(Tensor t, const int64_t* axes, int64_t count, int32_t keep) { return tensor([&] { return at::amin(*t, ints(axes, count), keep != 0); }); }
LW_API Tensor lw_amax(Tensor t, const int64_t* axes, int64_t count, int32_t keep) { return tensor([&] { return at::amax(*t, ints(axes, count), keep != 0); }); }
LW_API Tensor lw_argmax(Tensor t, int64_t axis, int32_t keep) { return tensor([&] { return at::argmax(*t, axis, keep != 0); }); }

// Shape and selection

LW_API Tensor lw_reshape(Tensor t, const int64_t* shape, int64_t rank) { return tensor([&] { return t->reshape(ints(shape, rank)); }); }
LW_API Tensor lw_permute(Tensor t, const int64_t* axes, int64_t rank) { return tensor([&] { return t->permute(ints(axes, rank)); }); }
LW_API Tensor lw_transpose(Tensor t, int64_t a, int64_t b) { return tensor([&] { return t->transpose(a, b); }); }
LW_API Tensor lw_squeeze(Tensor t, int64_t axis) { return tensor([&] { return t->squeeze(axis); }); }
LW_API Tensor lw_unsqueeze(Tensor t, int64_t axis) { return tensor([&] { return t->unsqueeze(axis); }); }
LW_API Tensor lw_expand(Tensor t, const int64_t* shape, int64_t rank) { return tensor([&] { return t->expand(ints(shape, rank)); }); }
LW_API Tensor lw_flip(Tensor t, const int64_t* axes, int64_t count) { return tensor([&] { return at::flip(*t, ints(axes, count)); }); }
LW_API Tensor lw_slice(Tensor t, int64_t axis, int64_t start, int64_t end, int64_t step) { return tensor([&] { return at::slice(*t, axis, start, end, step); }); }
LW_API Tensor lw_select(Tensor t, int64_t axis, int64_t index) { return tensor([&] { return at::select(*t, axis, index); }); }
LW_API Tensor lw_index_select(Tensor t, int64_t axis, Tensor indices) { return tensor([&] { return at::index_select(*t, axis, *indices); }); }
LW_API Tensor lw_gather(Tensor t, int64_t axis, Tensor indices) { return tensor([&] { return at::gather(*t, axis, *indices); }); }
LW_API Tensor lw_cat(Tensor* tensors, int64_t count, int64_t axis) { return tensor([&] { return at::cat(list(tensors, count), axis); }); }
LW_API Tensor lw_stack(Tensor* tensors, int64_t count, int64_t axis) { return tensor([&] { return at::stack(list(tensors, count), axis); }); }
