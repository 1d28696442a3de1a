"""Distribution metrics by public tools (numpy, scipy): apt-get install python3-scipy; python3 make.py"""
import numpy as np
from scipy.linalg import sqrtm
from scipy.special import log_softmax

random = np.random.RandomState(5)
mix = random.randn(12, 12)
a = (random.randn(40, 12) @ mix + 0.3).astype(np.float32)
b = (random.randn(25, 12) @ (mix + 0.5 * random.randn(12, 12)) - 0.2).astype(np.float32)


def frechet(x, y):
    x, y = x.astype(np.float64), y.astype(np.float64)
    covariances = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    root = sqrtm(covariances[0] @ covariances[1]).real
    return ((x.mean(0) - y.mean(0)) ** 2).sum() + np.trace(covariances[0] + covariances[1] - 2 * root)


log_chances = log_softmax(a.astype(np.float64), axis=1)
chances = np.exp(log_chances)
inception = np.exp((chances * (log_chances - np.log(chances.mean(0)))).sum(1).mean())
np.savez("distributions.npz", a=a, b=b, frechet=frechet(a, b), inception=inception)
print(frechet(a, b), inception)
