"""Writes compact.npz: the default generator at a small width, as bench/pytorch/compact_gan.py defines it, with weights by make.py's rule but for their scale.

Run with a Python that has torch (made with 1.13):  python3 make_compact.py
A golden is never regenerated to make a test pass.
"""
import math
import os
import sys

import numpy as np
import torch

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "..", "..", "bench", "pytorch"))
from compact_gan import Generator  # noqa: E402


def formula(module):
    for name, t in module.state_dict().items():
        i = np.arange(t.numel(), dtype=np.float64).reshape(t.shape)
        s = np.sin(0.7 * i + sum(name.encode()) % 97)
        # A quarter of make.py's scale: without norms, its weights would grow values until rounding shows.
        v = 0.5 / math.sqrt(t.numel() / t.shape[0]) * s if t.dim() >= 2 else 0.1 * s
        t.copy_(torch.from_numpy(v.astype(np.float32)))
    return module.eval()


torch.manual_seed(20261125)
torch.set_num_threads(1)
with torch.no_grad():
    generator = formula(Generator(widths=(4, 6, 8), background_widths=(3, 4, 5), blocks=2, finish=6))
    arrays = {"background": torch.rand(2, 4, 32, 32) * 2 - 1, "source": torch.rand(2, 11, 32, 32) * 2 - 1, "target": torch.rand(2, 12, 32, 32) * 2 - 1}
    arrays["background"][:, 3] = (arrays["background"][:, 3] > 0).float()
    flow = torch.rand(2, 32, 32, 2) * 2.4 - 1.2
    flow[:, 5:9, 3:20] = -2
    painted, source, target = generator(arrays["background"], arrays["source"], arrays["target"], flow)
    arrays |= {"flow": flow, "painted": painted, "source_color": source[0], "source_mask": source[1], "target_color": target[0], "target_mask": target[1]}
np.savez_compressed(os.path.join(here, "compact.npz"), **{name: array.numpy() for name, array in arrays.items()})
