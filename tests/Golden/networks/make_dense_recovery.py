"""Writes dense_recovery.npz: the default recovery network at a small width, defined here anew, with weights by make.py's rule but for their scale.

Run with a Python that has torch (made with 1.13):  python3 make_dense_recovery.py
A golden is never regenerated to make a test pass.
"""
import math
import os

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

POINTS, PARTS, WIDTHS, BLOCKS = 5, 4, (3, 4, 5, 6), (1, 2, 1, 2)


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x):
        return F.relu(self.conv2(F.relu(self.conv1(x))) + x)


class Recovery(nn.Module):
    def __init__(self):
        super().__init__()
        before = [12, *WIDTHS]
        self.enter = nn.ModuleList(nn.Conv2d(before[i], width, 3, stride=1 if i == 0 else 2, padding=1) for i, width in enumerate(WIDTHS))
        self.down = nn.ModuleList(nn.ModuleList(Block(width) for _ in range(BLOCKS[i])) for i, width in enumerate(WIDTHS))
        self.narrow = nn.ModuleList(nn.Conv2d(WIDTHS[i + 1], WIDTHS[i], 1) for i in range(len(WIDTHS) - 1))
        self.up = nn.ModuleList(Block(width) for width in WIDTHS[:-1])
        self.points = nn.Conv2d(WIDTHS[1], 2 * POINTS, 3, padding=1)
        self.surface = nn.Conv2d(WIDTHS[0], PARTS + 4, 3, padding=1)

    def forward(self, picture):
        x, skips = F.pixel_unshuffle(picture, 2), []
        for enter, blocks in zip(self.enter, self.down):
            x = F.relu(enter(x))
            for block in blocks:
                x = block(x)
            skips.append(x)
        for i in reversed(range(len(self.narrow))):
            x = self.up[i](F.interpolate(self.narrow[i](x), size=skips[i].shape[-2:], mode="nearest") + skips[i])
            if i == 1:
                points = self.points(x)
        surface = self.surface(x)
        return points[:, :POINTS], points[:, POINTS:], surface[:, :PARTS], F.pixel_shuffle(surface[:, PARTS:], 2)


torch.manual_seed(20261125)
torch.set_num_threads(1)
with torch.no_grad():
    network = Recovery().eval()
    for name, t in network.state_dict().items():
        i = np.arange(t.numel(), dtype=np.float64).reshape(t.shape)
        s = np.sin(0.7 * i + sum(name.encode()) % 97)
        v = 0.5 / math.sqrt(t.numel() / t.shape[0]) * s if t.dim() >= 2 else 0.1 * s
        t.copy_(torch.from_numpy(v.astype(np.float32)))
    picture = torch.rand(2, 3, 32, 32) * 2 - 1
    heat, depth, parts, mask = network(picture)
arrays = {"picture": picture, "heat": heat, "depth": depth, "parts": parts, "mask": mask}
np.savez_compressed(os.path.join(os.path.dirname(os.path.abspath(__file__)), "dense_recovery.npz"), **{name: array.numpy() for name, array in arrays.items()})
