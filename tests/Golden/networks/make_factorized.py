"""Writes factorized.npz: the discriminators of HMR's factorised prior at small widths, defined here anew, with weights by make.py's rule.

Run with a Python that has torch (made with 1.13):  python3 make_factorized.py
A golden is never regenerated to make a test pass.
"""
import math
import os

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

JOINTS, JOINT_WIDTH, POSE_WIDTH = 23, 4, 12


def rodrigues(vectors):
    """(..., 3) axis-angle to (..., 3, 3), by the exponential of the cross-product matrix."""
    x, y, z = vectors.double().unbind(-1)
    zero = torch.zeros_like(x)
    cross = torch.stack([zero, -z, y, z, zero, -x, -y, x, zero], -1).reshape(*vectors.shape[:-1], 3, 3)
    return torch.matrix_exp(cross).float()


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.ModuleList([nn.Linear(9, JOINT_WIDTH), nn.Linear(JOINT_WIDTH, JOINT_WIDTH)])
        self.joints = nn.Conv2d(JOINTS * JOINT_WIDTH, JOINTS, 1, groups=JOINTS)
        self.pose = nn.ModuleList([nn.Linear(JOINTS * JOINT_WIDTH, POSE_WIDTH), nn.Linear(POSE_WIDTH, POSE_WIDTH), nn.Linear(POSE_WIDTH, 1)])
        self.shape = nn.ModuleList([nn.Linear(10, 10), nn.Linear(10, 5), nn.Linear(5, 1)])

    def forward(self, theta):
        rotations = rodrigues(theta[:, 6:75].reshape(-1, JOINTS, 3)).reshape(-1, JOINTS, 9)
        embedded = F.relu(self.embed[1](F.relu(self.embed[0](rotations))))
        logits = [embedded[:, j] @ self.joints.weight[j, :, 0, 0] + self.joints.bias[j] for j in range(JOINTS)]
        for layers, x in ((self.pose, embedded.flatten(1)), (self.shape, theta[:, 75:])):
            logits.append(layers[2](F.relu(layers[1](F.relu(layers[0](x))))).squeeze(1))
        return torch.stack(logits, 1)


torch.manual_seed(20261125)
torch.set_num_threads(1)
network = Discriminator()
with torch.no_grad():
    for name, t in network.state_dict().items():
        i = np.arange(t.numel(), dtype=np.float64).reshape(t.shape)
        s = np.sin(0.7 * i + sum(name.encode()) % 97)
        v = 2 / math.sqrt(t.numel() / t.shape[0]) * s if t.dim() >= 2 else 0.1 * s
        t.copy_(torch.from_numpy(v.astype(np.float32)))
theta, real = torch.randn(3, 85), torch.randn(2, 85)
theta.requires_grad_()
logits = network(theta)
encoder = ((logits - 1) ** 2).sum(1).mean()
encoder.backward()
with torch.no_grad():
    discriminator = ((network(real) - 1) ** 2).sum(1).mean() + (network(theta) ** 2).sum(1).mean()
arrays = {"theta": theta, "real": real, "logits": logits, "encoder": encoder, "encoder_grad": theta.grad, "discriminator": discriminator}
np.savez_compressed(os.path.join(os.path.dirname(os.path.abspath(__file__)), "factorized.npz"), **{name: array.detach().numpy() for name, array in arrays.items()})
