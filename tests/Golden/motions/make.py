"""Writes the pickled motions of this folder, as AIST++ and impersonator's Mixamo demo pickle them: python3 make.py

Three frames of a person who faces a camera in a y-up world (AIST++: root orientation 0) or in the camera's view
(Mixamo: (pi, 0, 0)); the left elbow (joint 18) bends by 0.1 a frame, and AIST++'s travel is in units of its scaling.
"""
import pickle
from pathlib import Path

import numpy as np

here = Path(__file__).parent
poses = np.zeros((3, 72), np.float32)
poses[:, 18 * 3 + 1] = [-0.1, -0.2, -0.3]
travel = np.array([[10, 90, 0], [10, 100, 0], [30, 90, 50]], np.float32)
aist = {"smpl_loss": 0.1, "smpl_poses": poses, "smpl_scaling": np.array([100.0], np.float32), "smpl_trans": travel}
(here / "aist.pkl").write_bytes(pickle.dumps(aist, protocol=2))

seen = poses.copy()
seen[:, 0] = np.pi
cameras = np.array([[0.9, 0, 0.1], [0.9, 0.1, 0.1], [0.8, 0.2, 0.1]], np.float32)
mixamo = {"anim_len": 3, "smpl_array": seen, "cam_array": cameras}
(here / "mixamo.pkl").write_bytes(pickle.dumps(mixamo, protocol=2))
