"""The rule of shared/goldens by which networks are filled, so that only inputs and outputs need files."""
import math

import numpy as np
import torch


def formula(module, prefix=""):
    """Weights by rule: sin(0.7 i + sum of the name's bytes mod 97), scaled by kind; computed in float64. Names begin with the prefix."""
    for name, t in module.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        name = prefix + name
        i = np.arange(t.numel(), dtype=np.float64).reshape(t.shape)
        s = np.sin(0.7 * i + sum(name.encode()) % 97)
        if t.dim() >= 2:
            v = 2 / math.sqrt(t.numel() / t.shape[0]) * s
        elif name.endswith("running_var"):
            v = 1 + 0.5 * s * s
        elif name.endswith("running_mean"):
            v = 0.1 * s
        elif name.endswith("weight"):
            v = 1 + 0.1 * s
        else:
            v = 0.1 * s
        t.copy_(torch.from_numpy(v.astype(np.float32)))
    return module.eval()
