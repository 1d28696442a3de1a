"""Networks of the metrics by torchvision, filled by the rule of shared/goldens: apt-get install python3-torchvision; python3 networks.py"""
import numpy as np
import torch
import torchvision


def fill(module, prefix=""):
    for name, tensor in module.state_dict(keep_vars=True).items():
        if name.endswith("num_batches_tracked"):
            continue
        name = prefix + name
        i = torch.arange(tensor.numel(), dtype=torch.float64)
        s = torch.sin(0.7 * i + sum(name.encode()) % 97)
        if tensor.dim() >= 2:
            value = 2 / (tensor.numel() / tensor.shape[0]) ** 0.5 * s
        elif name.endswith("running_var"):
            value = 1 + 0.5 * s * s
        elif name.endswith("running_mean"):
            value = 0.1 * s
        elif name.endswith("weight"):
            value = 1 + 0.1 * s
        else:
            value = 0.1 * s
        tensor.data.copy_(value.reshape(tensor.shape).float())
    return module.eval()


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
            weigh = fill(torch.nn.Conv2d(x.shape[1], 1, 1, bias=False), f"lin{level}.model.1.")
            distance = distance + weigh((unit_x - unit_y) ** 2).mean((1, 2, 3))
            level += 1
    return distance.numpy()


with torch.no_grad():
    a, b = pictures(1, 96), pictures(2, 96)
    inception = fill(torchvision.models.inception_v3(weights=None, init_weights=False))
    inception.transform_input = False
    pooled = {}
    inception.avgpool.register_forward_hook(lambda module, given, output: pooled.update(x=output.flatten(1)))
    inception(colours(a))
    alex = fill(torchvision.models.alexnet(weights=None))
    vgg = fill(torchvision.models.vgg16(weights=None))
    np.savez_compressed(
        "networks.npz", a=a, b=b, inception=pooled["x"].numpy(),
        alex=lpips(alex.features, (1, 4, 7, 9, 11), colours(a), colours(b)),
        vgg=lpips(vgg.features, (3, 8, 15, 22, 29), colours(a), colours(b)))
    print(pooled["x"].abs().mean(), lpips(alex.features, (1, 4, 7, 9, 11), colours(a), colours(b)))
