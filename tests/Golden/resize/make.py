"""Makes resize.npz: what OpenCV (4.6.0 when it was made) gives for INTER_LINEAR on 8-bit pictures.

The source is made by a formula that the test repeats, so only results are stored. Run: python3 make.py
"""
import os

import cv2
import numpy as np

W, H = 23, 17
y, x, c = np.mgrid[0:H, 0:W, 0:3]
source = ((x * x * 7 + y * 31 + x * y * 5 + c * 85 + (x ^ y) * 11) % 256).astype(np.uint8)
sizes = [(46, 34), (23, 40), (10, 9), (64, 64), (7, 30), (1, 1), (22, 16), (24, 18), (5, 3)]
results = {f"{w}x{h}": cv2.resize(source, (w, h), interpolation=cv2.INTER_LINEAR) for w, h in sizes}
results["halved"] = cv2.resize(source[:16, :22], (11, 8), interpolation=cv2.INTER_LINEAR)
results["area_10x9"] = cv2.resize(source, (10, 9), interpolation=cv2.INTER_AREA)
np.savez(os.path.join(os.path.dirname(os.path.abspath(__file__)), "resize.npz"), **results)
