"""Networks of the metrics by torchvision, filled by the rule of shared/goldens: apt-get install python3-torchvision; python3 networks.py"""
import os
import sys

import numpy as np
import torch
import torchvision

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from formula import formula


def pictures(seed, size):
    return np.random.RandomState(seed).randint(0, 256, (2, 3, size, size)).astype(np.uint8)


def colours(levels):
    return torch.from_numpy(levels).float() / 255 * 2 - 1


def lpips(features, taps, a, b):
    """LPIPS v0.1 after its paper: unit features, squared differences, a weight a channel, the mean over the picture, the sum over the levels."""
    shift = torch.tensor([-0.030, -0.088, -0.188]).reshape(1, 3, 1, 1)
    scale = torch.tensor([0.458, 0.448, 0.450]).reshape(1, 3, 1, 1)
    x, y, distance, level = (a - shift) / scale, (b - shift) / scale, 0, 0
    for number, layer in enumerate(features):
        x, y = layer(x), layer(y)
        if number in taps:
            unit_x, unit_y = (z / (z.pow(2).sum(1, keepdim=True).sqrt() + 1e-10) for z in (x, y))
            weigh = formula(torch.nn.Conv2d(x.shape[1], 1, 1, bias=False), f"lin{level}.model.1.")
            distance = distance + weigh((unit_x - unit_y) ** 2).mean((1, 2, 3))
            level += 1
    return distance.numpy()


with torch.no_grad():
    a, b = pictures(1, 96), pictures(2, 96)
    inception = formula(torchvision.models.inception_v3(weights=None, init_weights=False))
    inception.transform_input = False
    pooled = {}
    inception.avgpool.register_forward_hook(lambda module, given, output: pooled.update(x=output.flatten(1)))
    inception(colours(a))
    alex = formula(torchvision.models.alexnet(weights=None))
    vgg = formula(torchvision.models.vgg16(weights=None))
    np.savez_compressed(
        "networks.npz", a=a, b=b, inception=pooled["x"].numpy(),
        alex=lpips(alex.features, (1, 4, 7, 9, 11), colours(a), colours(b)),
        vgg=lpips(vgg.features, (3, 8, 15, 22, 29), colours(a), colours(b)))
    print(pooled["x"].abs().mean(), lpips(alex.features, (1, 4, 7, 9, 11), colours(a), colours(b)))
