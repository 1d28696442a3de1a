/* The C face of libtorch: every call that LiquidWarp makes, and no other.
 *
 * A function that makes an object returns it, and null on failure. Every other function returns int32_t (or int64_t):
 * negative on failure, otherwise 0, a count or an answer. After a failure lw_last_error() says why, on the same thread.
 * Element types are c10::ScalarType numbers; a device is -1 for the CPU and n for CUDA device n; arrays come as
 * pointer and length; an optional tensor is null.
 */
#ifndef LW_TORCH_H
#define LW_TORCH_H

#include <stdint.h>

#ifdef __cplusplus
#include <ATen/core/Tensor.h>
typedef at::Tensor* Tensor;
typedef struct lw_group* Group;
#define LW_API extern "C" __attribute__((visibility("default")))
#else
typedef void* Tensor;
typedef void* Group;
#define LW_API extern
#endif

/* tensor.cpp: the library */
LW_API const char* lw_last_error(void);
LW_API int32_t lw_noop(void);
LW_API const char* lw_version(void);
LW_API int32_t lw_cuda_device_count(void);
LW_API int32_t lw_cuda_synchronize(int32_t device);
LW_API int32_t lw_manual_seed(uint64_t seed);
LW_API Tensor lw_random_state(int32_t device);
LW_API int32_t lw_set_random_state(int32_t device, Tensor state);
LW_API int32_t lw_set_deterministic(int32_t wanted);
LW_API int32_t lw_is_deterministic(void);
LW_API int32_t lw_set_tf32(int32_t allowed);
LW_API int32_t lw_allows_tf32(void);
LW_API int32_t lw_set_tuning(int32_t wanted);
LW_API int32_t lw_is_tuning(void);
LW_API int32_t lw_set_thread_count(int32_t count);
LW_API int32_t lw_thread_count(void);
LW_API int32_t lw_set_gradients_enabled(int32_t enabled);
LW_API int32_t lw_gradients_enabled(void);
LW_API int32_t lw_inference_mode_enter(void);
LW_API int32_t lw_inference_mode_exit(int32_t depth);

/* tensor.cpp: creation and data */
LW_API int32_t lw_tensor_free(Tensor t);
LW_API Tensor lw_empty(const int64_t* shape, int64_t rank, int32_t type, int32_t device);
LW_API Tensor lw_full(const int64_t* shape, int64_t rank, double value, int32_t type, int32_t device);
LW_API Tensor lw_rand(const int64_t* shape, int64_t rank, int32_t type, int32_t device);
LW_API Tensor lw_randn(const int64_t* shape, int64_t rank, int32_t type, int32_t device);
LW_API Tensor lw_arange(double start, double end, double step, int32_t type, int32_t device);
LW_API Tensor lw_from_memory(const void* data, const int64_t* shape, const int64_t* strides, int64_t rank, int32_t type);
LW_API int32_t lw_copy_to_memory(Tensor t, void* data, const int64_t* shape, const int64_t* strides, int64_t rank, int32_t type);
LW_API int32_t lw_copy_from_memory(Tensor t, const void* data, const int64_t* shape, const int64_t* strides, int64_t rank, int32_t type);
LW_API int32_t lw_rank(Tensor t);
LW_API int32_t lw_shape(Tensor t, int64_t* shape, int64_t rank);
LW_API int64_t lw_element_count(Tensor t);
LW_API int32_t lw_type(Tensor t);
LW_API int32_t lw_device(Tensor t, int32_t* device);
LW_API int32_t lw_is_contiguous(Tensor t, int32_t channels_last);
LW_API int32_t lw_item(Tensor t, double* value);
LW_API int32_t lw_equal(Tensor a, Tensor b);
LW_API Tensor lw_to(Tensor t, int32_t type, int32_t device, int32_t non_blocking);
LW_API Tensor lw_pin(Tensor t);
LW_API Tensor lw_contiguous(Tensor t, int32_t channels_last);
LW_API Tensor lw_clone(Tensor t);

/* tensor.cpp: autograd */
LW_API Tensor lw_detach(Tensor t);
LW_API int32_t lw_requires_grad(Tensor t);
LW_API int32_t lw_set_requires_grad(Tensor t, int32_t required);
LW_API int32_t lw_backward(Tensor t, Tensor gradient, int32_t keep_graph);
LW_API int32_t lw_has_grad(Tensor t);
LW_API Tensor lw_grad(Tensor t);
LW_API int32_t lw_clear_grad(Tensor t);
LW_API int32_t lw_gradients(Tensor output, Tensor gradient, Tensor* inputs, int64_t count, int32_t keep_graph, int32_t create_graph, Tensor* gradients);
LW_API int32_t lw_set_data(Tensor t, Tensor data);

/* tensor.cpp: in place */
LW_API int32_t lw_add_(Tensor a, Tensor b, double scale);
LW_API int32_t lw_mul_scalar_(Tensor a, double b);
LW_API int32_t lw_copy_(Tensor to, Tensor from);
LW_API int32_t lw_fill_(Tensor t, double value);
LW_API int32_t lw_uniform_(Tensor t, double from, double to);
LW_API int32_t lw_normal_(Tensor t, double mean, double deviation);

/* tensor.cpp: arithmetic */
LW_API Tensor lw_add(Tensor a, Tensor b);
LW_API Tensor lw_sub(Tensor a, Tensor b);
LW_API Tensor lw_mul(Tensor a, Tensor b);
LW_API Tensor lw_div(Tensor a, Tensor b);
LW_API Tensor lw_add_scalar(Tensor a, double b);
LW_API Tensor lw_mul_scalar(Tensor a, double b);
LW_API Tensor lw_scalar_sub(double a, Tensor b);
LW_API Tensor lw_scalar_div(double a, Tensor b);
LW_API Tensor lw_pow(Tensor a, double exponent);
LW_API Tensor lw_neg(Tensor a);
LW_API Tensor lw_abs(Tensor a);
LW_API Tensor lw_exp(Tensor a);
LW_API Tensor lw_log(Tensor a);
LW_API Tensor lw_sqrt(Tensor a);
LW_API Tensor lw_sin(Tensor a);
LW_API Tensor lw_cos(Tensor a);
LW_API Tensor lw_floor(Tensor a);
LW_API Tensor lw_minimum(Tensor a, Tensor b);
LW_API Tensor lw_maximum(Tensor a, Tensor b);
LW_API Tensor lw_clamp(Tensor a, double low, double high);
LW_API Tensor lw_where(Tensor condition, Tensor a, Tensor b);
LW_API Tensor lw_less(Tensor a, Tensor b);
LW_API Tensor lw_less_scalar(Tensor a, double b);
LW_API Tensor lw_greater_scalar(Tensor a, double b);
LW_API Tensor lw_equal_scalar(Tensor a, double b);
LW_API Tensor lw_singular_values(Tensor x);
LW_API Tensor lw_matmul(Tensor a, Tensor b);
LW_API Tensor lw_bmm(Tensor a, Tensor b);

/* tensor.cpp: reductions; no axes means all */
LW_API Tensor lw_sum(Tensor t, const int64_t* axes, int64_t count, int32_t keep);
LW_API Tensor lw_mean(Tensor t, const int64_t* axes, int64_t count, int32_t keep);
LW_API Tensor lw_std(Tensor t, const int64_t* axes, int64_t count, int32_t unbiased, int32_t keep);
LW_API Tensor lw_amin(Tensor t, const int64_t* axes, int64_t count, int32_t keep);
LW_API Tensor lw_amax(Tensor t, const int64_t* axes, int64_t count, int32_t keep);
LW_API Tensor lw_argmax(Tensor t, int64_t axis, int32_t keep);

/* tensor.cpp: shape and selection */
LW_API Tensor lw_reshape(Tensor t, const int64_t* shape, int64_t rank);
LW_API Tensor lw_permute(Tensor t, const int64_t* axes, int64_t rank);
LW_API Tensor lw_transpose(Tensor t, int64_t a, int64_t b);
LW_API Tensor lw_squeeze(Tensor t, int64_t axis);
LW_API Tensor lw_unsqueeze(Tensor t, int64_t axis);
LW_API Tensor lw_expand(Tensor t, const int64_t* shape, int64_t rank);
LW_API Tensor lw_flip(Tensor t, const int64_t* axes, int64_t count);
LW_API Tensor lw_slice(Tensor t, int64_t axis, int64_t start, int64_t end, int64_t step);
LW_API Tensor lw_select(Tensor t, int64_t axis, int64_t index);
LW_API Tensor lw_index_select(Tensor t, int64_t axis, Tensor indices);
LW_API Tensor lw_gather(Tensor t, int64_t axis, Tensor indices);
LW_API Tensor lw_cat(Tensor* tensors, int64_t count, int64_t axis);
LW_API Tensor lw_stack(Tensor* tensors, int64_t count, int64_t axis);

/* nn.cpp: layers; pairs are (vertical, horizontal); parameters take part in the type of x */
LW_API Tensor lw_conv2d(Tensor x, Tensor weight, Tensor bias, const int64_t* stride, const int64_t* padding, const int64_t* dilation, int64_t groups);
LW_API Tensor lw_conv_transpose2d(Tensor x, Tensor weight, Tensor bias, const int64_t* stride, const int64_t* padding, const int64_t* output_padding, const int64_t* dilation, int64_t groups);
LW_API Tensor lw_linear(Tensor x, Tensor weight, Tensor bias);
LW_API Tensor lw_instance_norm(Tensor x, Tensor weight, Tensor bias, double epsilon);
LW_API Tensor lw_batch_norm(Tensor x, Tensor weight, Tensor bias, Tensor mean, Tensor variance, int32_t training, double momentum, double epsilon);
LW_API Tensor lw_relu(Tensor x);
LW_API int32_t lw_relu_(Tensor x);
LW_API Tensor lw_leaky_relu(Tensor x, double slope);
LW_API Tensor lw_prelu(Tensor x, Tensor weight);
LW_API Tensor lw_sigmoid(Tensor x);
LW_API Tensor lw_tanh(Tensor x);
LW_API Tensor lw_softplus(Tensor x);
LW_API Tensor lw_softmax(Tensor x, int64_t axis);
LW_API Tensor lw_log_softmax(Tensor x, int64_t axis);
LW_API Tensor lw_dropout(Tensor x, double probability, int32_t training);
LW_API Tensor lw_max_pool2d(Tensor x, const int64_t* kernel, const int64_t* stride, const int64_t* padding, int32_t ceil_mode);
LW_API Tensor lw_avg_pool2d(Tensor x, const int64_t* kernel, const int64_t* stride, const int64_t* padding, int32_t ceil_mode, int32_t count_padding);
LW_API Tensor lw_adaptive_avg_pool2d(Tensor x, const int64_t* size);
LW_API Tensor lw_pixel_shuffle(Tensor x, int64_t factor);
LW_API Tensor lw_pixel_unshuffle(Tensor x, int64_t factor);
LW_API Tensor lw_resize_nearest(Tensor x, const int64_t* size);
LW_API Tensor lw_resize_bilinear(Tensor x, const int64_t* size, int32_t align_corners);
LW_API Tensor lw_grid_sample(Tensor x, Tensor grid, int32_t mode, int32_t padding, int32_t align_corners);
LW_API Tensor lw_pad(Tensor x, const int64_t* padding, int64_t count, int32_t mode, double value);

/* warp.cpp: target + grid_sample(features, flow) with zeros outside */
LW_API Tensor lw_add_warped(Tensor target, Tensor features, Tensor flow, int32_t align_corners);

/* nn.cpp: losses; reduction 0 none, 1 mean, 2 sum */
LW_API Tensor lw_l1_loss(Tensor x, Tensor target, int32_t reduction);
LW_API Tensor lw_mse_loss(Tensor x, Tensor target, int32_t reduction);
LW_API Tensor lw_smooth_l1_loss(Tensor x, Tensor target, double beta, int32_t reduction);
LW_API Tensor lw_bce_loss(Tensor x, Tensor target, int32_t reduction);
LW_API Tensor lw_bce_logits_loss(Tensor x, Tensor target, int32_t reduction);
LW_API Tensor lw_cross_entropy_loss(Tensor x, Tensor target, int32_t reduction);

/* optim.cpp: one step over all parameters; the state lives with the caller */
LW_API int32_t lw_adam_step(Tensor* parameters, Tensor* means, Tensor* squares, int64_t count,
                            double rate, double beta1, double beta2, double epsilon, double decay, int64_t step);
LW_API int32_t lw_clip_gradients(Tensor* parameters, int64_t count, double limit, double* norm);
LW_API int32_t lw_average_step(Tensor* averages, Tensor* values, int64_t count, double part);

/* distributed.cpp: processes that train together; a timeout is in milliseconds and holds for joining and for each later call */
LW_API int32_t lw_group_carriers(void);
LW_API Group lw_group_join(const char* host, int32_t port, int32_t keeps_store, const char* prefix, int32_t rank, int32_t size, int32_t nccl, int64_t timeout);
LW_API int32_t lw_group_leave(Group group);
LW_API int32_t lw_group_sum(Group group, Tensor t);
LW_API int32_t lw_group_broadcast(Group group, Tensor t, int32_t from);

#endif
