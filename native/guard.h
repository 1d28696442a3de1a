// What every export shares: the one place where a C++ exception becomes a result, and small conversions.
#pragma once

#include "lw_torch.h"

#include <ATen/ATen.h>

#include <exception>
#include <limits>
#include <string>
#include <utility>
#include <vector>

extern thread_local std::string last_error;

template <typename Result, typename Body>
Result guarded(Result failure, Body&& body) noexcept {
    try {
        return body();
    } catch (const c10::Error& e) {
        last_error = e.what_without_backtrace();
    } catch (const std::exception& e) {
        last_error = e.what();
    } catch (...) {
        last_error = "unknown native exception";
    }
    return failure;
}

// Makes a tensor; an undefined one is an error, never a silent null.
template <typename Body>
Tensor tensor(Body&& body) noexcept {
    return guarded<Tensor>(nullptr, [&] {
        at::Tensor made = body();
        TORCH_CHECK(made.defined(), "the result is an undefined tensor");
        return new at::Tensor(std::move(made));
    });
}

// Does something; 0 when done.
template <typename Body>
int32_t action(Body&& body) noexcept {
    return guarded<int32_t>(-1, [&] {
        body();
        return 0;
    });
}

// Answers with a number.
template <typename Body>
int32_t answer(Body&& body) noexcept {
    return guarded<int32_t>(-1, [&] { return static_cast<int32_t>(body()); });
}

inline at::IntArrayRef ints(const int64_t* values, int64_t count) { return {values, static_cast<size_t>(count)}; }

inline at::IntArrayRef pair(const int64_t* values) { return {values, 2}; }

inline at::Tensor optional(Tensor t) { return t ? *t : at::Tensor(); }

inline std::vector<at::Tensor> list(Tensor* tensors, int64_t count) {
    std::vector<at::Tensor> all;
    all.reserve(static_cast<size_t>(count));
    for (int64_t i = 0; i < count; i++) all.push_back(*tensors[i]);
    return all;
}
