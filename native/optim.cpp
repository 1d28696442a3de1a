// Optimiser steps over many tensors in one call; on CUDA the _foreach functions are a handful of kernels.
#include "guard.h"

#include <c10/core/GradMode.h>

#include <cmath>

// Adam (Kingma and Ba 2015) with bias correction; decay is added to the gradient (L2), as torch.optim.Adam does.
LW_API int32_t lw_adam_step(Tensor* parameters, Tensor* means, Tensor* squares, int64_t count,
                            double rate, double beta1, double beta2, double epsilon, double decay, int64_t step) {
    return action([&] {
        c10::AutoGradMode no_gradients(false);
        auto values = list(parameters, count), m = list(means, count), v = list(squares, count);
        std::vector<at::Tensor> gradients;
        gradients.reserve(values.size());
        for (auto& value : values) gradients.push_back(decay == 0 ? value.grad() : value.grad().add(value, decay));

        at::_foreach_mul_(m, at::Scalar(beta1));
        at::_foreach_add_(m, gradients, at::Scalar(1 - beta1));
        at::_foreach_mul_(v, at::Scalar(beta2));
        at::_foreach_addcmul_(v, gradients, gradients, at::Scalar(1 - beta2));

        auto denominators = at::_foreach_sqrt(v);
        at::_foreach_div_(denominators, at::Scalar(std::sqrt(1 - std::pow(beta2, step))));
        at::_foreach_add_(denominators, at::Scalar(epsilon));
        at::_foreach_addcdiv_(values, m, denominators, at::Scalar(-rate / (1 - std::pow(beta1, step))));
    });
}

// Scales all gradients so that their joint Euclidean norm is at most the limit; gives the norm before.
LW_API int32_t lw_clip_gradients(Tensor* parameters, int64_t count, double limit, double* norm) {
    return action([&] {
        c10::AutoGradMode no_gradients(false);
        std::vector<at::Tensor> gradients, norms;
        for (int64_t i = 0; i < count; i++)
            if (parameters[i]->grad().defined()) gradients.push_back(parameters[i]->grad());
        for (auto& gradient : gradients) norms.push_back(gradient.norm().to(at::kDouble));
        *norm = norms.empty() ? 0 : at::stack(norms).norm().item().toDouble();
        if (*norm > limit) at::_foreach_mul_(gradients, at::Scalar(limit / (*norm + 1e-6)));
    });
}

// Moves each average towards its value by this part of the distance; one that is there already stays, to the bit.
LW_API int32_t lw_average_step(Tensor* averages, Tensor* values, int64_t count, double part) {
    return action([&] {
        c10::AutoGradMode no_gradients(false);
        for (int64_t i = 0; i < count; i++) averages[i]->lerp_(*values[i], part);
    });
}
