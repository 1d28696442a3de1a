// Processes that train together, through libtorch's own c10d: Gloo between CPUs, NCCL between CUDA devices. CMake defines
// USE_C10D_GLOO and USE_C10D_NCCL where the headers of each are there and fit this libtorch.
#include "guard.h"

#include <torch/version.h>

#include <cstdlib>
#include <sstream>

#if defined(USE_C10D_GLOO) || defined(USE_C10D_NCCL)
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#if defined(USE_C10D_GLOO)
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#endif
#if defined(USE_C10D_NCCL)
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

// What carries the collectives: libtorch 2 split it from the group.
#if TORCH_VERSION_MAJOR >= 2
using Carrier = c10::intrusive_ptr<c10d::Backend>;
#else
using Carrier = c10::intrusive_ptr<c10d::ProcessGroup>;
#endif

struct lw_group {
    Carrier carrier;
};

namespace {

using Milliseconds = std::chrono::milliseconds;
using StorePointer = c10::intrusive_ptr<c10d::Store>;

// Where the processes find one another. Under torchrun the launcher keeps the store; otherwise process 0 does.
StorePointer rendezvous(const char* host, int32_t port, bool keeps_store, const char* prefix, int32_t size, Milliseconds timeout) {
    c10d::TCPStoreOptions options;
    options.port = static_cast<uint16_t>(port);
    options.isServer = keeps_store;
    options.numWorkers = static_cast<size_t>(size);
    options.timeout = timeout;
    auto store = c10::make_intrusive<c10d::TCPStore>(host, options);
    return c10::make_intrusive<c10d::PrefixStore>(prefix, store);
}

#if defined(USE_C10D_GLOO)
// The network interfaces that GLOO_SOCKET_IFNAME lists, as for PyTorch; else loopback for a group on one machine, or Gloo's choice.
Carrier join_gloo(const StorePointer& store, const char* host, int32_t rank, int32_t size, Milliseconds timeout) {
    using Gloo = c10d::ProcessGroupGloo;
    auto options = Gloo::Options::create(timeout);
    const std::string address = host;
    const char* wanted = std::getenv("GLOO_SOCKET_IFNAME");
    if (wanted && *wanted) {
        std::istringstream names(wanted);
        for (std::string name; std::getline(names, name, ',');) options->devices.push_back(Gloo::createDeviceForInterface(name));
    } else if (address == "localhost" || address.rfind("127.", 0) == 0) {
        options->devices.push_back(Gloo::createDeviceForHostname("127.0.0.1"));
    } else {
        options->devices.push_back(Gloo::createDefaultDevice());
    }
    options->threads = static_cast<int>(options->devices.size()) * 2;
    return c10::make_intrusive<Gloo>(store, rank, size, options);
}
#endif

#if defined(USE_C10D_NCCL)
// Failures shall be answers of the call that met them, not the end of the process; who set another way keeps it.
Carrier join_nccl(const StorePointer& store, int32_t rank, int32_t size, Milliseconds timeout) {
    setenv(TORCH_VERSION_MAJOR >= 2 ? "TORCH_NCCL_BLOCKING_WAIT" : "NCCL_BLOCKING_WAIT", "1", 0);
    auto options = c10d::ProcessGroupNCCL::Options::create();
    options->timeout = timeout;
    return c10::make_intrusive<c10d::ProcessGroupNCCL>(store, rank, size, options);
}
#endif

}  // namespace

LW_API Group lw_group_join(const char* host, int32_t port, int32_t keeps_store, const char* prefix, int32_t rank, int32_t size, int32_t nccl, int64_t timeout) {
    return guarded<Group>(nullptr, [&] {
        const Milliseconds limit(timeout);
        auto store = rendezvous(host, port, keeps_store != 0, prefix, size, limit);
        Carrier carrier;
#if defined(USE_C10D_NCCL)
        if (nccl) carrier = join_nccl(store, rank, size, limit);
#endif
#if defined(USE_C10D_GLOO)
        if (!nccl) carrier = join_gloo(store, host, rank, size, limit);
#endif
        TORCH_CHECK(carrier, "this library was built without ", nccl ? "NCCL" : "Gloo");
        return new lw_group{carrier};
    });
}

LW_API int32_t lw_group_leave(Group group) {
    return action([&] { delete group; });
}

LW_API int32_t lw_group_sum(Group group, Tensor t) {
    return action([&] {
        std::vector<at::Tensor> tensors{t->detach()};
        group->carrier->allreduce(tensors, c10d::AllreduceOptions())->wait();
    });
}

LW_API int32_t lw_group_broadcast(Group group, Tensor t, int32_t from) {
    return action([&] {
        std::vector<at::Tensor> tensors{t->detach()};
        c10d::BroadcastOptions options;
        options.rootRank = from;
        group->carrier->broadcast(tensors, options)->wait();
    });
}

#else

LW_API Group lw_group_join(const char*, int32_t, int32_t, const char*, int32_t, int32_t, int32_t, int64_t) {
    return guarded<Group>(nullptr, []() -> Group { TORCH_CHECK(false, "this library was built without c10d"); });
}
LW_API int32_t lw_group_leave(Group) { return 0; }
LW_API int32_t lw_group_sum(Group, Tensor) { return -1; }
LW_API int32_t lw_group_broadcast(Group, Tensor, int32_t) { return -1; }

#endif

// 1 for Gloo, 2 for NCCL, or both.
LW_API int32_t lw_group_carriers(void) {
    int32_t carriers = 0;
#if defined(USE_C10D_GLOO)
    carriers |= 1;
#endif
#if defined(USE_C10D_NCCL)
    carriers |= 2;
#endif
    return carriers;
}
