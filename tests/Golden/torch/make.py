"""Writes operations.npz and optimisers.npz: what PyTorch gives for the calls whose conventions are easy to get wrong.

Run with a Python that has torch (made with 1.13.1):  python3 make.py
A golden is never regenerated to make a test pass.
"""
import os

import numpy as np
import torch
import torch.nn.functional as F

here = os.path.dirname(os.path.abspath(__file__))
torch.manual_seed(20251122)
torch.set_num_threads(1)


def operations():
    x = torch.randn(2, 3, 7, 6)
    grid = torch.rand(2, 5, 4, 2) * 2.6 - 1.3
    grid[0, 0, 0] = -2.0
    weight, bias = torch.randn(3), torch.randn(3)
    deconv = torch.randn(3, 2, 3, 3)
    probabilities, targets = torch.rand(2, 3, 7, 6), torch.rand(2, 3, 7, 6)
    labels = torch.randint(0, 3, (2, 7, 6))
    return dict(
        x=x, grid=grid, weight=weight, bias=bias, deconv=deconv, probabilities=probabilities, targets=targets, labels=labels,
        grid_sample_aligned=F.grid_sample(x, grid, align_corners=True),
        grid_sample_halves=F.grid_sample(x, grid, align_corners=False),
        grid_sample_border=F.grid_sample(x, grid, padding_mode="border", align_corners=False),
        grid_sample_nearest=F.grid_sample(x, grid, mode="nearest", align_corners=False),
        resize_aligned=F.interpolate(x, size=(5, 9), mode="bilinear", align_corners=True),
        resize_halves=F.interpolate(x, size=(5, 9), mode="bilinear", align_corners=False),
        resize_nearest=F.interpolate(x, size=(5, 9), mode="nearest"),
        instance_norm=F.instance_norm(x, weight=weight, bias=bias),
        instance_norm_plain=F.instance_norm(x),
        batch_norm=F.batch_norm(x, bias, weight.abs() + 0.5, weight, bias),
        conv_transpose=F.conv_transpose2d(x, deconv, stride=2, padding=1, output_padding=1),
        max_pool_ceil=F.max_pool2d(x, 3, 2, ceil_mode=True),
        avg_pool_inside=F.avg_pool2d(x, 3, 2, padding=1, count_include_pad=False),
        adaptive_pool=F.adaptive_avg_pool2d(x, (2, 3)),
        pad_reflect=F.pad(x, (2, 1, 3, 0), mode="reflect"),
        pad_replicate=F.pad(x, (2, 1, 3, 0), mode="replicate"),
        pad_constant=F.pad(x, (2, 1, 3, 0), value=0.5),
        prelu=F.prelu(x, weight),
        softmax=F.softmax(x, 1),
        log_softmax=F.log_softmax(x, 1),
        l1=F.l1_loss(x, targets),
        mse=F.mse_loss(x, targets),
        smooth_l1=F.smooth_l1_loss(x, targets, beta=0.5),
        bce=F.binary_cross_entropy(probabilities, targets),
        bce_logits=F.binary_cross_entropy_with_logits(x, targets),
        cross_entropy=F.cross_entropy(x, labels),
    )


def rosenbrock(p):
    return ((1 - p[:-1]) ** 2 + 100 * (p[1:] - p[:-1] ** 2) ** 2).sum()


def adam(decay):
    p = torch.tensor([-1.2, 1.0, 0.5, -0.3], requires_grad=True)
    optimiser = torch.optim.Adam([p], lr=0.02, betas=(0.5, 0.99), weight_decay=decay)
    path = []
    for _ in range(30):
        optimiser.zero_grad()
        rosenbrock(p).backward()
        optimiser.step()
        path.append(p.detach().clone())
    return torch.stack(path)


def lbfgs():
    """Positions after each call of step; the calls go on from the curvature of those before."""
    p = torch.tensor([-1.2, 1.0, 0.5, -0.3], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([p], lr=1, max_iter=4, history_size=6, line_search_fn="strong_wolfe")

    def closure():
        optimiser.zero_grad()
        loss = rosenbrock(p)
        loss.backward()
        return loss

    path = []
    for _ in range(14):
        optimiser.step(closure)
        path.append(p.detach().clone())
    return torch.stack(path)


np.savez_compressed(os.path.join(here, "operations.npz"), **{k: v.numpy() for k, v in operations().items()})
np.savez_compressed(os.path.join(here, "optimisers.npz"),
                    adam=adam(0).numpy(), adam_decay=adam(0.1).numpy(), lbfgs=lbfgs().numpy())
