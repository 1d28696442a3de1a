#!/usr/bin/env python3
"""Writes what recovery programs write, by the libraries that they write with: python3 make.py

Run with Debian 12's python3 and its packages python3-numpy (1.24), python3-torch (1.13) and python3-joblib (1.2).

One person who is seen in frames n = 3, 4, 5, 8 and 9 (n = 0 to 4 where a format has no frame numbers): upright, turned by 0.1 n about
the vertical away from facing the camera, the left elbow (joint 18) turned by -0.1 n about y, and 0.1 n metres to the camera's
right. So frames that are missing lie exactly between their neighbours.
"""
from collections import defaultdict
from pathlib import Path

import joblib
import numpy as np
import torch

HERE = Path(__file__).parent
SEEN = [3, 4, 5, 8, 9]
PELVIS = np.array([0, -0.22, 0.03])  # where SMPL's mean body has its pelvis, about


def about(axis, angle):
    """Rotation matrix about an axis."""
    x = np.array(axis, float)
    k = np.array([[0, -x[2], x[1]], [x[2], 0, -x[0]], [-x[1], x[0], 0]])
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k


def axis_angle(r):
    """Axis-angle vector of a rotation matrix, half turns included."""
    angle = np.arccos(np.clip((np.trace(r) - 1) / 2, -1, 1))
    if angle < 1e-9:
        return np.zeros(3)
    if angle < np.pi - 1e-4:
        return angle * np.array([r[2, 1] - r[1, 2], r[0, 2] - r[2, 0], r[1, 0] - r[0, 1]]) / (2 * np.sin(angle))
    values, vectors = np.linalg.eigh((r + r.T) / 2)
    return angle * vectors[:, np.argmax(values)]


def world_root(n):
    """In a world of y up."""
    return about([0, 1, 0], 0.1 * n)


def seen_root(n):
    """In the view of a level camera."""
    return about([1, 0, 0], np.pi) @ world_root(n)


def body(n, joints):
    """Axis-angle of all joints but the root."""
    pose = np.zeros((joints, 3))
    pose[17, 1] = -0.1 * n
    return pose


def matrices(n):
    """(23,3,3)"""
    return np.array([about([0, 1, 0], p[1]) for p in body(n, 23)])


def gvhmr():
    frames = range(5)

    def part(root, place):
        return {"body_pose": torch.tensor(np.array([body(n, 21).ravel() for n in frames]), dtype=torch.float32),
                "betas": torch.tensor([[0.5 + 0.1 * n] + [0.0] * 9 for n in frames]),
                "global_orient": torch.tensor(np.array([axis_angle(root(n)) for n in frames]), dtype=torch.float32),
                "transl": torch.tensor(np.array([place(n) for n in frames]), dtype=torch.float32)}

    lens = torch.tensor([[1000.0, 0, 640], [0, 1000, 360], [0, 0, 1]]).expand(5, 3, 3)
    torch.save({"smpl_params_global": part(world_root, lambda n: [0.1 * n, 0.9, -0.02 * n]),
                "smpl_params_incam": part(seen_root, lambda n: [0.1 * n, 0.3, 4.0]),
                "K_fullimg": lens, "net_outputs": {"static_conf_logits": torch.zeros(1, 5, 6)}}, HERE / "hmr4d_results.pt")


def wham():
    def track(numbers, side):
        return {"pose": np.array([np.concatenate([axis_angle(seen_root(n)), body(n, 23).ravel()]) for n in numbers]).astype("f4"),
                "trans": np.array([[0.1 * n + side, 0.3, 4] for n in numbers], "f4"),
                "pose_world": np.array([np.concatenate([axis_angle(world_root(n)), body(n, 23).ravel()]) for n in numbers]).astype("f4"),
                "trans_world": np.array([[0.1 * n + side, 0.9, -0.02 * n] for n in numbers], "f4"),
                "betas": np.array([[1, -1] + [0] * 8] * len(numbers), "f4"),
                "verts": np.zeros((len(numbers), 2, 3), "f4"),
                "frame_ids": np.array(numbers)}

    results = defaultdict(dict)
    results[0] = track([0, 1], 2)
    results[2] = track(SEEN, 0)
    joblib.dump(results, HERE / "wham_output.pkl")
    joblib.dump(results, HERE / "wham_zlib.pkl", compress=3)


def tram():
    def camera_to_world(n):
        """A camera that turns, tilted, in a world whose y points down."""
        return about([0, 1, 0], 0.04 * n) @ about([1, 0, 0], -0.3)

    def place(n):
        return np.array([0.1 * n, -1.5, 0])

    (HERE / "tram" / "hps").mkdir(parents=True, exist_ok=True)
    turns = [camera_to_world(n) for n in range(10)]
    camera = {"pred_cam_R": torch.tensor(np.array(turns)).float().numpy(), "pred_cam_T": np.zeros((10, 3), "f4"),
              "world_cam_R": np.array(turns).astype("f4"), "world_cam_T": np.array([place(n) for n in range(10)], "f4"),
              "img_focal": np.float64(1000), "img_center": np.array([640.0, 360.0]), "spec_focal": 900.0}
    np.save(HERE / "tram" / "camera.npy", camera)
    rotations, trans = [], []
    for n in SEEN:
        back = camera_to_world(n).T
        rotations.append(np.concatenate([(back @ seen_root(n))[None], matrices(n)]))
        trans.append(back @ (np.array([0.1 * n, -0.9, 4 + 0.02 * n]) - place(n)) - PELVIS)
    rotations = torch.tensor(np.array(rotations)).float()
    track = {"pred_cam": torch.ones(5, 3), "pred_pose": rotations[:, :, :, :2].reshape(5, 144), "pred_shape": torch.full((5, 10), 0.25),
             "pred_rotmat": rotations, "pred_trans": torch.tensor(np.array(trans)).float()[:, None], "frame": torch.tensor(SEEN)}
    np.save(HERE / "tram" / "hps" / "hps_track_0.npy", track)
    # Columns of other lengths and not at right angles, as the network gives them.
    raw = rotations[:, :, :, :2].clone()
    raw[..., 1] = 0.5 * raw[..., 1] + 0.25 * raw[..., 0]
    raw[..., 0] *= 2
    del track["pred_rotmat"]
    np.save(HERE / "tram_six.npy", {**track, "pred_pose": raw.reshape(5, 144)})


def phalp():
    def smpl(n):
        return {"betas": np.full(10, 0.5, "f4"), "body_pose": matrices(n).astype("f4"), "global_orient": seen_root(n)[None].astype("f4")}

    # Numbers without leading zeros, as text sorts them; person 1 is lost in frames 6 and 7, where a frame repeats the last estimate.
    results = {}
    for n in sorted(range(2, 12), key=str):
        there = n in SEEN
        results[f"outputs/_DEMO/clip/img/frame_{n}.jpg"] = {
            "time": n - 2, "shot": 0, "frame_path": f"outputs/_DEMO/clip/img/frame_{n}.jpg",
            "tid": ([1] if 3 <= n <= 9 else []) + ([7] if n < 5 else []),
            "tracked_ids": ([1] if there else []) + ([7] if n < 5 else []),
            "tracked_time": ([0 if there else n - 5] if 3 <= n <= 9 else []) + ([0] if n < 5 else []),
            "smpl": ([smpl(n if there else 5)] if 3 <= n <= 9 else []) + ([smpl(0)] if n < 5 else []),
            "camera": ([np.array([0.1 * n, 0.2, 20], "f4")] if 3 <= n <= 9 else []) + ([np.array([1, 0, 30], "f4")] if n < 5 else []),
            "size": ([[720, 1280]] if 3 <= n <= 9 else []) + ([[720, 1280]] if n < 5 else []),
            "bbox": ([np.array([1.0, 2, 3, 4])] if 3 <= n <= 9 else []) + ([np.array([5.0, 6, 7, 8])] if n < 5 else []),
            "mask": [{"size": [720, 1280], "counts": b"abc"}], "conf": [np.float32(0.9)], "annotations": []}
    joblib.dump(results, HERE / "demo_clip.pkl", compress=3)


def romp():
    def person(n, side=0.0):
        joints = np.zeros((3, 3), "f4")
        joints[1] = [0.1, 0.5, 0.2]
        joints[2] = [-0.3, -0.4, 0]
        scale, x, y = 0.8, 0.1 * n * 0.8 + side, 0.16
        return {"smpl_thetas": np.concatenate([axis_angle(seen_root(n)), body(n, 23).ravel()]).astype("f4"), "smpl_betas": np.arange(11, dtype="f4") / 10,
                "cam": np.array([scale, x, y], "f4"), "cam_trans": np.array([x / scale, y / scale, 2.5], "f4"),
                "joints": joints, "pj2d": (scale * joints[:, :2] + [x, y]).astype("f4"), "center_confs": np.float32(0.9)}

    def together(people):
        return {key: np.stack([p[key] for p in people]) for key in people[0]}

    # The order of people in a frame is by confidence, so that it changes.
    video = {f"{n:08d}.jpg": together([person(n)] if n > 5 else [person(0, -0.9), person(n)] if n % 2 else [person(n), person(0, -0.9)]) for n in reversed(SEEN)}
    np.savez(HERE / "romp_video.npz", results=video)
    np.savez(HERE / "romp_picture.npz", results={k: v for k, v in together([person(4)]).items() if k not in ("joints", "pj2d")})


def champ():
    smpl = [{"global_orient": seen_root(n)[None, None].astype("f4"), "body_pose": matrices(n)[None].astype("f4"), "betas": np.full((1, 10), 0.5, "f4")} for n in range(5)]
    np.savez(HERE / "smpls_group.npz", smpl=smpl, camera=np.array([[0.1 * n, 0.2, 50] for n in range(5)], "f4"), scaled_focal_length=np.array(10000.0))


for make in (gvhmr, wham, tram, phalp, romp, champ):
    make()
print(sum(path.stat().st_size for path in HERE.rglob("*") if path.is_file()), "bytes in all")
