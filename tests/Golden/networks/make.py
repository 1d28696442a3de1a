"""Writes small golden files of every network: our own definitions of them, after REFERENCE sections 2.2, 2.3 and 4, in PyTorch.

Weights follow a rule (see formula) so that only the inputs and outputs need files; the generator's are written as a
checkpoint as well, so that reading one is proven too. Module names are those of the published checkpoints.

Run with a Python that has torch (made with 1.13.1):  python3 make.py
A golden is never regenerated to make a test pass.
"""
import math
import os
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from formula import formula

here = os.path.dirname(os.path.abspath(__file__))
torch.manual_seed(20251122)
torch.set_num_threads(1)


def conv_norm(cin, cout, k, stride=1):
    return [nn.Conv2d(cin, cout, k, stride, k // 2, bias=False), nn.InstanceNorm2d(cout, affine=True)]


def up_norm(cin, cout):
    return [nn.ConvTranspose2d(cin, cout, 3, 2, 1, 1, bias=False), nn.InstanceNorm2d(cout, affine=True)]


class Residual(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.main = nn.Sequential(*conv_norm(c, c, 3), nn.ReLU(), *conv_norm(c, c, 3))

    def forward(self, x):
        return x + self.main(x)


class Background(nn.Module):
    def __init__(self, cin, width, depth, halvings):
        super().__init__()
        layers, c = [*conv_norm(cin, width, 7), nn.ReLU()], width
        for _ in range(halvings):
            layers += [*conv_norm(c, 2 * c, 3, 2), nn.ReLU()]
            c *= 2
        layers += [Residual(c) for _ in range(depth)]
        for _ in range(halvings):
            layers += [*up_norm(c, c // 2), nn.ReLU()]
            c //= 2
        self.model = nn.Sequential(*layers, nn.Conv2d(c, 3, 7, 1, 3, bias=False), nn.Tanh())

    def forward(self, x):
        return self.model(x)


class Person(nn.Module):
    def __init__(self, cin, width, depth, halvings):
        super().__init__()
        c = [width << i for i in range(halvings + 1)]
        block = lambda layers: nn.Sequential(*layers, nn.ReLU())
        self.encoders = nn.ModuleList([block(conv_norm(cin, c[0], 7))] + [block(conv_norm(c[i], c[i + 1], 3, 2)) for i in range(halvings)])
        self.resnets = nn.ModuleList([Residual(c[-1]) for _ in range(depth)])
        self.decoders = nn.ModuleList([block(up_norm(c[i + 1], c[i])) for i in reversed(range(halvings))])
        self.skippers = nn.ModuleList([block(conv_norm(c[i + 1], c[i], 3)) for i in reversed(range(halvings))])
        self.img_reg = nn.Sequential(nn.Conv2d(c[0], 3, 7, 1, 3, bias=False), nn.Tanh())
        self.attetion_reg = nn.Sequential(nn.Conv2d(c[0], 1, 7, 1, 3, bias=False), nn.Sigmoid())

    def encode(self, x, warp=lambda features, level: features):
        encoded = [self.encoders[0](x)]
        for level, encoder in enumerate(list(self.encoders)[1:], 1):
            encoded.append(warp(encoder(encoded[-1]), ("encoded", level)))
        x, residual = encoded[-1], []
        for i, block in enumerate(self.resnets):
            x = warp(block(x), ("residual", i))
            residual.append(x)
        return encoded, residual

    def decode(self, encoded, residual):
        x = residual[-1]
        for decoder, skipper, skip in zip(self.decoders, self.skippers, reversed(encoded[:-1])):
            x = skipper(torch.cat([skip, decoder(x)], 1))
        return self.img_reg(x), self.attetion_reg(x)

    def forward(self, x):
        return self.decode(*self.encode(x))


class Generator(nn.Module):
    def __init__(self, width, depth, halvings, align):
        super().__init__()
        self.bg_model = Background(4, width, depth, halvings)
        self.src_model = Person(6, width, depth, halvings)
        self.tsf_model = Person(6, width, depth, halvings)
        self.align = align

    def paint(self, target, sources):
        """sources: pairs of ((encoded, residual), flow)"""
        def warp(features, where):
            kind, i = where
            for (encoded, residual), flow in sources:
                s = encoded[i] if kind == "encoded" else residual[i]
                t = F.interpolate(flow.permute(0, 3, 1, 2), size=s.shape[2:], mode="bilinear", align_corners=True).permute(0, 2, 3, 1)
                features = features + F.grid_sample(s, t, align_corners=self.align)
            return features
        return self.tsf_model.decode(*self.tsf_model.encode(target, warp))


class Concat(nn.Module):
    def __init__(self, cin, width, depth, halvings):
        super().__init__()
        self.bg_model = Background(4, width, depth, halvings)
        self.tsf_model = Person(cin, width, depth, halvings)


class Patch(nn.Module):
    def __init__(self, cin, width, halvings, batch):
        super().__init__()
        norm = nn.BatchNorm2d if batch else nn.InstanceNorm2d
        layers, c = [nn.Conv2d(cin, width, 4, 2, 1), nn.LeakyReLU(0.2)], width
        for i in range(1, halvings + 1):
            out = width * min(2 ** i, 8)
            layers += [nn.Conv2d(c, out, 4, 2 if i < halvings else 1, 1, bias=not batch), norm(out), nn.LeakyReLU(0.2)]
            c = out
        self.model = nn.Sequential(*layers, nn.Conv2d(c, 1, 4, 1, 1))

    def forward(self, x):
        return self.model(x)


class GlobalLocal(nn.Module):
    def __init__(self, width, halvings):
        super().__init__()
        self.global_model = Patch(4, width, halvings, False)
        self.local_model = Patch(6, width, halvings, False)

    def forward(self, g, l, boxes):
        crops = [F.interpolate(l[i:i + 1, :, y0:y1, x0:x1], size=l.shape[2:], mode="bilinear", align_corners=True)
                 for i, (x0, x1, y0, y1) in enumerate(boxes.tolist())]
        return torch.cat([self.global_model(g), self.local_model(torch.cat(crops))])


def vgg(width):
    layers, c = [], 3
    for stage, (convs, factor) in enumerate([(2, 1), (2, 2), (4, 4), (4, 8), (1, 8)]):
        if stage:
            layers.append(nn.MaxPool2d(2))
        for _ in range(convs):
            layers += [nn.Conv2d(c, width * factor, 3, 1, 1), nn.ReLU()]
            c = width * factor
    return nn.Sequential(*layers)


def vgg_features(net, x):
    found = []
    for i, layer in enumerate(net):
        x = layer(x)
        if i in (1, 6, 11, 20, 29):
            found.append(x)
    return found


class Sphere(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.pairs, c = [1, 2, 4, 1], 3
        for s, pairs in enumerate(self.pairs, 1):
            out = width << (s - 1)
            for i in range(1, 2 * pairs + 2):
                setattr(self, f"conv{s}_{i}", nn.Conv2d(c, out, 3, 2 if i == 1 else 1, 1))
                setattr(self, f"relu{s}_{i}", nn.PReLU(out))
                c = out
        self.fc5 = nn.Linear(c * 42, 512)

    def unit(self, s, i, x):
        return getattr(self, f"relu{s}_{i}")(getattr(self, f"conv{s}_{i}")(x))

    def forward(self, x):
        found = []
        for s, pairs in enumerate(self.pairs, 1):
            x = self.unit(s, 1, x)
            for p in range(pairs):
                x = x + self.unit(s, 3 + 2 * p, self.unit(s, 2 + 2 * p, x))
            found.append(x)
        return found + [self.fc5(x.flatten(1))]


class Bottleneck(nn.Module):
    def __init__(self, cin, inner, stride):
        super().__init__()
        self.stride = stride
        self.bn1, self.conv1 = nn.BatchNorm2d(cin), nn.Conv2d(cin, inner, 1, bias=False)
        self.bn2, self.conv2 = nn.BatchNorm2d(inner), nn.Conv2d(inner, inner, 3, stride, 1, bias=False)
        self.bn3, self.conv3 = nn.BatchNorm2d(inner), nn.Conv2d(inner, inner * 4, 1)
        if cin != inner * 4:
            self.shortcut = nn.Sequential(nn.Conv2d(cin, inner * 4, 1, stride))

    def forward(self, x):
        p = F.relu(self.bn1(x))
        shortcut = self.shortcut(p) if hasattr(self, "shortcut") else x[:, :, ::self.stride, ::self.stride]
        h = F.relu(self.bn2(self.conv1(p)))
        h = F.relu(self.bn3(self.conv2(h)))
        return self.conv3(h) + shortcut


class Recovery(nn.Module):
    def __init__(self, width, depths, hidden):
        super().__init__()
        self.resnet, c = nn.Module(), width
        self.resnet.conv1 = nn.Conv2d(3, width, 7, 2, 3)
        for s, depth in enumerate(depths):
            blocks = []
            for i in range(depth):
                blocks.append(Bottleneck(c, width << s, 2 if i == depth - 1 and s < len(depths) - 1 else 1))
                c = (width << s) * 4
            setattr(self.resnet, f"layer{s + 1}", nn.Sequential(*blocks))
        self.resnet.post_bn = nn.BatchNorm2d(c)
        self.stages = len(depths)
        self.regressor = nn.Module()
        self.regressor.register_buffer("mean_theta", torch.zeros(85))
        self.regressor.fc_blocks = nn.Module()
        self.regressor.fc_blocks.fc1 = nn.Linear(c + 85, hidden)
        self.regressor.fc_blocks.fc2 = nn.Linear(hidden, hidden)
        self.regressor.fc_blocks.fc3 = nn.Linear(hidden, 85)

    def forward(self, x):
        x = F.max_pool2d(self.resnet.conv1(x), 3, 2, ceil_mode=True)
        for s in range(self.stages):
            x = getattr(self.resnet, f"layer{s + 1}")(x)
        feature = F.relu(self.resnet.post_bn(x)).mean((2, 3))
        theta = self.regressor.mean_theta.expand(len(x), 85)
        fc = self.regressor.fc_blocks
        for _ in range(3):
            theta = theta + fc.fc3(F.relu(fc.fc2(F.relu(fc.fc1(torch.cat([feature, theta], 1))))))
        return theta


def flow(n, size):
    t = torch.rand(n, size, size, 2) * 2 - 1
    t = F.avg_pool2d(t.permute(0, 3, 1, 2), 5, 1, 2).permute(0, 2, 3, 1) * 3
    t[:, : size // 4] = -2
    t[:, :, size - size // 8:] = -2
    return t.contiguous()


def save(name, **arrays):
    np.savez_compressed(os.path.join(here, name), **{k: v.detach().numpy() for k, v in arrays.items()})


with torch.no_grad():
    # The generator, width 4, one residual block; in either convention, with one and two sources.
    g = formula(Generator(4, 1, 3, True))
    torch.save(g.state_dict(), os.path.join(here, "generator.pth"))
    bg, src, tsf = torch.rand(1, 4, 32, 32) * 2 - 1, torch.rand(1, 6, 32, 32) * 2 - 1, torch.rand(1, 6, 32, 32) * 2 - 1
    t1, t2 = flow(1, 32), flow(1, 32)
    s1, s2 = g.src_model.encode(src), g.src_model.encode(tsf)
    source_color, source_mask = g.src_model.decode(*s1)
    color, mask = g.paint(tsf, [(s1, t1)])
    swap_color, swap_mask = g.paint(tsf, [(s1, t1), (s2, t2)])
    g.align = False
    halves_color, halves_mask = g.paint(tsf, [(s1, t1)])
    save("generator.npz", bg=bg, src=src, tsf=tsf, t1=t1, t2=t2, background=g.bg_model(bg), source_color=source_color, source_mask=source_mask,
         color=color, mask=mask, swap_color=swap_color, swap_mask=swap_mask, halves_color=halves_color, halves_mask=halves_mask)

    # Another depth and another number of halvings.
    c = formula(Concat(9, 3, 2, 2))
    x = torch.rand(1, 9, 16, 16) * 2 - 1
    color, mask = c.tsf_model(x)
    save("concat.npz", bg=bg[:, :, :16, :16], x=x, background=c.bg_model(bg[:, :, :16, :16]), color=color, mask=mask)

    x = torch.rand(2, 6, 64, 64) * 2 - 1
    boxes = torch.tensor([[3, 50, 10, 64], [0, 20, 5, 33]])
    save("discriminators.npz", x=x, boxes=boxes,
         instance=formula(Patch(6, 4, 4, False))(x), batch=formula(Patch(6, 4, 4, True))(x),
         global_local=formula(GlobalLocal(4, 3))(x[:, :4], x, boxes))

    a, b = torch.rand(1, 3, 32, 32) * 2 - 1, torch.rand(1, 3, 32, 32) * 2 - 1
    net = formula(vgg(4))
    fa, fb = vgg_features(net, a), vgg_features(net, b)
    loss = sum(w * (p - q).abs().mean() for w, p, q in zip([1 / 32, 1 / 16, 1 / 8, 1 / 4, 1], fa, fb))
    save("vgg.npz", a=a, b=b, loss=loss, **{f"f{i}": f for i, f in enumerate(fa)})

    net = formula(Sphere(2))
    pictures, head = torch.rand(2, 3, 40, 40) * 2 - 1, torch.tensor([[5, 30, 2, 33], [0, 12, 20, 40]])
    crop = lambda p: torch.cat([F.interpolate(p[i:i + 1, :, y0:y1, x0:x1], size=(112, 96), mode="bilinear", align_corners=True)
                                for i, (x0, x1, y0, y1) in enumerate(head.tolist())])
    fa, fb = net(crop(pictures)), net(crop(0.5 * pictures - 0.2))
    save("sphere.npz", pictures=pictures, head=head, loss=sum((p - q).abs().mean() for p, q in zip(fa, fb)), embedding=fa[4], stage4=fa[3])

    x = torch.rand(2, 8, 9, 9) * 2 - 1
    save("bottleneck.npz", x=x, identity=formula(Bottleneck(8, 2, 2))(x), projected=formula(Bottleneck(8, 3, 1))(x))

    net = formula(Recovery(4, [2, 1, 2], 16))
    x = torch.rand(2, 3, 64, 64) * 2 - 1
    save("recovery.npz", x=x, theta=net(x))
