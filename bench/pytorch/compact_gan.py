"""The default generator, its discriminator and its objective in PyTorch: what TrainingStepBenchmark is measured beside.

Written from the descriptions in src/LiquidWarp, as one would write it for PyTorch 1.13 or later; parameters have the same names.
"""
import torch
import torch.nn.functional as F
from torch import nn


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x):
        return self.conv2(F.relu(self.conv1(x))) + x


class Stream(nn.Module):
    def __init__(self, inputs, outputs, widths, blocks):
        super().__init__()
        before = [4 * inputs, *widths]
        self.enter = nn.ModuleList(nn.Conv2d(before[i], width, 3, stride=1 if i == 0 else 2, padding=1) for i, width in enumerate(widths))
        self.level = nn.ModuleList(Residual(width) for width in widths[:-1])
        self.deepest = nn.ModuleList(Residual(widths[-1]) for _ in range(blocks))
        self.narrow = nn.ModuleList(nn.Conv2d(widths[i + 1], widths[i], 1) for i in range(len(widths) - 1))
        self.refine = nn.ModuleList(Residual(width) for width in widths[:-1])
        self.head = nn.Conv2d(widths[0], 4 * outputs, 3, padding=1)

    def encode(self, i, x):
        x = F.relu(self.enter[i](F.pixel_unshuffle(x, 2) if i == 0 else x))
        return self.level[i](x) if i < len(self.level) else x

    def decode(self, x, encoded):
        for i in reversed(range(len(self.narrow))):
            up = F.interpolate(self.narrow[i](x), size=encoded[i].shape[-2:], mode="nearest")
            x = self.refine[i](up + encoded[i])
        return F.pixel_shuffle(self.head(F.relu(x)), 2)

    def features(self, x):
        encoded = []
        for i in range(len(self.enter)):
            encoded.append(self.encode(i, encoded[-1] if encoded else x))
        residual = []
        for block in self.deepest:
            residual.append(block(residual[-1] if residual else encoded[-1]))
        return encoded, residual


class Finish(nn.Module):
    def __init__(self, painted, inputs, width):
        super().__init__()
        self.conv1 = nn.Conv2d(painted + inputs, width, 3, padding=1)
        self.conv2 = nn.Conv2d(width, painted, 3, padding=1)

    def forward(self, painted, inputs):
        return painted + self.conv2(F.relu(self.conv1(torch.cat([painted, inputs], 1))))


def thin(flow, height):
    step = flow.shape[1] // height
    return flow[:, step // 2::step, step // 2::step]


def add_warped(target, features, flow):
    return target + F.grid_sample(features, thin(flow, features.shape[2]), align_corners=False)


def even(painted):
    """1 2 1 both ways, borders repeated."""
    return F.avg_pool2d(F.avg_pool2d(painted, 2, 1, padding=1, count_include_pad=False), 2, 1)


class Generator(nn.Module):
    def __init__(self, widths=(32, 64, 96, 128), background_widths=(16, 32, 48, 64), blocks=4, finish=16):
        super().__init__()
        self.background = Stream(4, 3, background_widths, blocks)
        self.source = Stream(11, 4, widths, blocks)
        self.target = Stream(12, 5, widths, blocks)
        self.target.finish = Finish(5, 12, finish)

    def forward(self, background, source, target, flow):
        encoded, residual = self.background.features(background)
        painted, known = torch.tanh(self.background.decode(residual[-1], encoded).float()), background[:, 3:]
        painted = background[:, :3] * known + painted * (1 - known)

        source_encoded, source_residual = self.source.features(source)
        person = self.source.decode(source_residual[-1], source_encoded).float()

        encoded = []
        for i, features in enumerate(source_encoded):
            encoded.append(add_warped(self.target.encode(i, encoded[-1] if encoded else target), features, flow))
        x = encoded[-1]
        for block, features in zip(self.target.deepest, source_residual):
            x = add_warped(block(x), features, flow)
        other = self.target.finish(even(self.target.decode(x, encoded)), target).float()
        trust = torch.sigmoid(other[:, 4:])
        color = trust * target[:, :3] + (1 - trust) * torch.tanh(other[:, :3])
        return painted, (torch.tanh(person[:, :3]), torch.sigmoid(person[:, 3:])), (color, torch.sigmoid(other[:, 3:4]))


def discriminator(width, inputs=6, layers=4):
    modules = [nn.Conv2d(inputs, width, 4, stride=2, padding=1), nn.LeakyReLU(0.2)]
    for layer in range(1, layers + 1):
        wide, wider = width * min(1 << (layer - 1), 8), width * min(1 << layer, 8)
        modules += [nn.Conv2d(wide, wider, 4, stride=2 if layer < layers else 1, padding=1), nn.InstanceNorm2d(wider), nn.LeakyReLU(0.2)]
    modules.append(nn.Conv2d(width * min(1 << layers, 8), 1, 4, padding=1))
    return nn.Sequential(*modules)


def over(person, background):
    color, mask = person
    return mask * background + (1 - mask) * color


def inside(silhouette, picture, truth):
    difference = (picture - truth).abs().mean(1, keepdim=True) * silhouette
    return (difference.sum((1, 2, 3)) / silhouette.sum((1, 2, 3)).clamp(min=1)).mean()


def boxes(heads, picture, truth):
    losses = [F.l1_loss(picture[i, :, top:bottom, left:right], truth[i, :, top:bottom, left:right])
              for i, (left, right, top, bottom) in enumerate(heads) if right > left and bottom > top]
    return torch.stack(losses).mean() if losses else picture.new_zeros(())


def objective(painted, truth, judge):
    """The generator's loss with the compact weights, no perceptual and no face network; and the target picture."""
    background, source_person, target_person = painted
    source, target = over(source_person, background), over(target_person, background)
    masks = torch.cat([source_person[1], target_person[1]])
    silhouettes = torch.cat([truth["source_silhouette"], truth["target_silhouette"]])
    across, down = masks[..., 1:] - masks[..., :-1], masks[..., 1:, :] - masks[..., :-1, :]
    loss = 10 * F.l1_loss(source, truth["source_picture"]) + 10 * F.l1_loss(target, truth["target_picture"])
    loss = loss + 2 * boxes(truth["heads"], target, truth["target_picture"])
    loss = loss + judge(torch.cat([target, truth["condition_map"]], 1)).pow(2).mean()
    loss = loss + 5 * F.mse_loss(masks, 1 - silhouettes)
    loss = loss + ((across ** 2).sum() + (down ** 2).sum()) / masks.numel()
    loss = loss + 20 * (inside(truth["source_silhouette"], source, truth["source_picture"]) + inside(truth["target_silhouette"], target, truth["target_picture"]))
    loss = loss + 10 * F.l1_loss(background, truth["background_picture"])
    return loss, target


def discriminator_loss(judge, made, truth):
    real = judge(torch.cat([truth["target_picture"], truth["condition_map"]], 1))
    fake = judge(torch.cat([made.detach(), truth["condition_map"]], 1))
    return (real - 1).pow(2).mean() + (fake + 1).pow(2).mean()
