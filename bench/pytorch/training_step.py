"""Takes one training step for each line on standard input and answers with its two losses; TrainingStepBenchmark starts it.

training_step.py FOLDER PRECISION THREADS: weights.npz and samples.npz in the folder; float32 or bfloat16.
"""
import sys

import numpy as np
import torch

import compact_gan


def main(folder, precision, threads):
    torch.set_num_threads(int(threads))
    weights = {name: torch.from_numpy(array) for name, array in np.load(f"{folder}/weights.npz").items()}
    samples = dict(np.load(f"{folder}/samples.npz").items())  # each N×H×W×C, as pictures lie in memory

    def below(prefix):
        return {name[len(prefix):]: value for name, value in weights.items() if name.startswith(prefix)}

    generator = compact_gan.Generator()
    generator.load_state_dict(below("generator."))
    judge = torch.nn.Sequential()
    judge.add_module("model", compact_gan.discriminator(weights["discriminator.model.0.weight"].shape[0]))
    judge.load_state_dict(below("discriminator."))
    generator, judge = generator.to(memory_format=torch.channels_last), judge.to(memory_format=torch.channels_last)
    adams = [torch.optim.Adam(network.parameters(), lr=4e-4, betas=(0.5, 0.999), foreach=True) for network in (generator, judge)]
    averages, steps = [parameter.detach().clone() for parameter in generator.parameters()], 0

    for _ in sys.stdin:
        # Joining the samples of a batch is part of the step, on both sides.
        batch = {name: torch.from_numpy(np.stack(list(array))) for name, array in samples.items()}
        batch = {name: t.permute(0, 3, 1, 2) if t.dim() == 4 and name != "flow" else t for name, t in batch.items()}
        batch["heads"] = batch["heads"].tolist()

        judge.requires_grad_(False)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bfloat16"):
            painted = generator(batch["background"], batch["source"], batch["target"], batch["flow"])
        loss, made = compact_gan.objective(painted, batch, judge)
        loss.backward()
        judge.requires_grad_(True)
        judged = compact_gan.discriminator_loss(judge, made, batch)
        judged.backward()
        for adam in adams:
            adam.step()
            adam.zero_grad(set_to_none=True)
        decay = min(0.999, (1 + steps) / (10 + steps))
        with torch.no_grad():
            for average, parameter in zip(averages, generator.parameters()):
                average.lerp_(parameter, 1 - decay)
        steps += 1
        print(loss.item(), judged.item(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
