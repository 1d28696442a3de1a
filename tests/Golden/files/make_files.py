#!/usr/bin/env python3
"""Writes the small files beside it, and expected.json with what each of them holds.

Run with Debian 12's python3 and its packages python3-numpy (1.24), python3-scipy (1.10), python3-torch (1.13) and
python3-joblib (1.2). Python 2, chumpy, numpy 2 and old module names are imitated, as said at each place.
Files that hold the same share one entry. The expected text is what tests/LiquidWarp.Geometry.Tests/Files/TreeText.cs makes of the tree that our readers give.
"""
import collections
import io
import json
import pathlib
import pickle
import struct
import sys
import types

import joblib
import joblib.numpy_pickle
import numpy as np
import scipy.sparse
import torch

HERE = pathlib.Path(__file__).parent
EXPECTED = {}
NAMES = {"bool": "Bool", "uint8": "UInt8", "int8": "Int8", "uint16": "UInt16", "int16": "Int16", "uint32": "UInt32", "int32": "Int32",
         "uint64": "UInt64", "int64": "Int64", "float16": "Float16", "float32": "Float32", "float64": "Float64"}


# chumpy is not packaged: what its pickles hold is a class of this name with the value in x.
class Ch:
    def __init__(self, x):
        self.x = x
        self.dterms = ("x",)


class Select:
    def __init__(self, a, idxs, preferred_shape):
        self.a, self.idxs, self.preferred_shape = a, idxs, preferred_shape


for module, cls in (("chumpy.ch", Ch), ("chumpy.reordering", Select)):
    sys.modules.setdefault("chumpy", types.ModuleType("chumpy"))
    sys.modules[module] = types.ModuleType(module)
    cls.__module__ = module
    setattr(sys.modules[module], cls.__name__, cls)


def describe(value):
    """The canonical text of a tree."""
    if isinstance(value, (Ch,)):
        return describe(value.x)
    if isinstance(value, Select):
        return describe(np.asarray(value.a.x).ravel()[value.idxs].reshape(value.preferred_shape))
    if value is None or isinstance(value, (bool, np.bool_)):
        return str(value)
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        return "f" + struct.pack(">d", float(value)).hex()
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=True)
    if isinstance(value, (bytes, bytearray)):
        return "b" + bytes(value).hex()
    if isinstance(value, torch.storage._StorageBase) or type(value).__name__.endswith("Storage"):
        return describe(torch.tensor(value.tolist(), dtype=value.dtype))
    if isinstance(value, torch.Size):
        return "(" + " ".join(str(v) for v in value) + ")"
    if isinstance(value, torch.Tensor):
        value = value.detach().cpu()
        if value.dtype == torch.bfloat16:
            bits = (value.contiguous().view(torch.int16)).numpy().tobytes() if value.dim() else value.reshape(1).view(torch.int16).numpy().tobytes()
            return f"BFloat16({' '.join(map(str, value.shape))}):{bits.hex()}"
        return describe(value.numpy())
    if scipy.sparse.issparse(value):
        return f"{value.format}({value.shape[0]} {value.shape[1]}):" + np.ascontiguousarray(value.toarray().astype("<f8")).tobytes().hex()
    if isinstance(value, np.ndarray):
        shape = " ".join(map(str, value.shape))
        if value.dtype.kind == "O":
            return f"Object({shape})[{' '.join(describe(v) for v in value.ravel())}]"
        if value.dtype.kind in "SU":
            kind = "Bytes" if value.dtype.kind == "S" else "Text"
            return f"{kind}({shape})[{' '.join(json.dumps(v if isinstance(v, str) else v.decode('latin1')) for v in value.ravel())}]"
        little = np.ascontiguousarray(value.astype(value.dtype.newbyteorder("<")))
        return f"{NAMES[value.dtype.name]}({shape}):{little.tobytes().hex()}"
    if isinstance(value, list):
        return f"[{' '.join(map(describe, value))}]"
    if isinstance(value, tuple):
        return f"({' '.join(map(describe, value))})"
    if isinstance(value, (set, frozenset)):
        return f"<{' '.join(sorted(map(describe, value)))}>"
    if isinstance(value, dict):
        return "{" + " ".join(f"{describe(k)}={describe(v)}" for k, v in value.items()) + "}"
    raise TypeError(type(value))


def put(name, content, value):
    (HERE / name).write_bytes(content)
    EXPECTED[name] = describe(value)


ARRAYS = {
    "bool": np.array([True, False, True]),
    "u1": np.arange(5, dtype="u1"), "i1": np.arange(-2, 3, dtype="i1"),
    "u2": np.array([0, 65535], "u2"), "i2": np.array([-32768, 32767], "i2"),
    "u4": np.array([0, 2**32 - 1], "u4"), "i4": np.array([-2**31, 2**31 - 1], "i4"),
    "u8": np.array([0, 2**64 - 1], "u8"), "i8": np.array([-2**63, 2**63 - 1], "i8"),
    "f2": np.array([0.5, -65504, np.inf], "f2"), "f4": np.array([0.1, -1e38, np.nan], "f4"), "f8": np.array([[1e-300], [np.pi]]),
    "big_f4": np.linspace(0, 1, 6).reshape(2, 3).astype(">f4"), "big_i8": np.array([1, -2], ">i8"), "big_u2": np.array([1, 258], ">u2"),
    "fortran": np.asfortranarray(np.arange(24, dtype="f4").reshape(2, 3, 4)), "big_fortran": np.asfortranarray(np.arange(6).reshape(3, 2).astype(">f8")),
    "scalar": np.array(30.0), "empty": np.zeros((0, 3), "f4"), "one": np.zeros((1, 1, 1)),
    "gender": np.array("neutral"), "bytes": np.array([b"male", b"f"]), "text": np.array([["é", "日本"], ["", "x"]]), "big_text": np.array(["ab", "c"], ">U3"),
    "fortran_i1": np.asfortranarray(np.arange(6, dtype="i1").reshape(2, 3)),
}
SPARSE = scipy.sparse.random(4, 6, 0.3, "csc", random_state=1)
SHARED = [1, 2]
OBJECTS = np.array([[None, "x"], [b"y", {"k": np.arange(2.0)}]], dtype=object)
TREE = {
    "integers": [0, -1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -2**31, 2**62, -2**63, 2**63, 2**100, -2**70],
    "floats": [0.0, -0.0, 1.5, 1e300, float("inf"), float("-inf")],
    "constants": [None, True, False],
    "text": ["", "plain", "é", "日本", "😀", "line\nbreak \\ and \\u0041 'quote'", "x" * 300],
    "bytes": [b"", bytes(range(256)), b"z" * 300], "bytearray": bytearray(b"\0\xff"),
    "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, (2, (3, [4]))), tuple(range(5))],
    "sets": [set(), {1, 2, 3}, frozenset({"a"}), frozenset()],
    "shared": [SHARED, SHARED], "ordered": collections.OrderedDict([("b", 1), ("a", [2])]), "default": collections.defaultdict(list, {"k": [3]}),
    "keys": {1: "int", 2.5: "float", (1, "t"): "tuple", b"b": "bytes", True + 1: "two", "frame/0001.jpg": []},
    "many": list(range(1100)), "many_keys": {i: -i for i in range(1100)},
    "arrays": ARRAYS, "objects": OBJECTS, "csc": SPARSE, "csr": SPARSE.tocsr(),
    "scalars": [np.float32(0.1), np.float64(0.1), np.int64(-5), np.uint8(200), np.bool_(True), np.uint64(2**63), np.float16(1.5), np.str_("né"), np.bytes_(b"raw")],
    "matrix": np.matrix([[1.0, 2.0]]),
}


# Python 2 wrote its byte strings as such, and most text is of that kind.
class Python2Pickler(pickle._Pickler):
    dispatch = dict(pickle._Pickler.dispatch)

    def save_python2(self, value):
        raw = value if isinstance(value, bytes) else value.encode("latin1")
        if self.proto == 0:
            self.write(b"S" + repr(raw)[1:].encode() + b"\n")
        elif len(raw) < 256:
            self.write(b"U" + bytes([len(raw)]) + raw)
        else:
            self.write(b"T" + struct.pack("<i", len(raw)) + raw)
        self.memoize(value)

    dispatch[bytes] = save_python2
    dispatch[str] = save_python2


def python2(value, protocol):
    out = io.BytesIO()
    Python2Pickler(out, protocol, fix_imports=True).dump(value)
    return out.getvalue()


def pickles():
    for protocol in range(6):
        put(f"tree_p{protocol}.pkl", pickle.dumps(TREE, protocol), TREE)
    old = scipy.sparse.csc_matrix(SPARSE)
    body = {"v_template": Ch(np.arange(6.0).reshape(2, 3)), "J_regressor": old, "weights": np.eye(2), "bs_type": "lrotmin",
            "shapedirs": Select(Ch(np.arange(12.0)), np.array([3, 1, 0, 11]), (2, 2)), "f": np.asfortranarray(np.arange(6, dtype="u4").reshape(2, 3)),
            "raw": bytes(range(256)).decode("latin1"), "big": np.arange(3).astype(">i4"), "alpha": Ch(0.5)}
    module = scipy.sparse.csc_matrix.__module__
    scipy.sparse.csc_matrix.__module__ = "scipy.sparse.csc"
    for protocol in range(3):
        put(f"python2_smpl_p{protocol}.pkl", python2(body, protocol), body)
    scipy.sparse.csc_matrix.__module__ = module

    # numpy 2 renamed numpy.core; protocol 2 keeps names as lines, so that they can be exchanged.
    numpy2 = {"a": np.arange(3.0), "s": np.float32(2)}
    put("numpy2.pkl", pickle.dumps(numpy2, 2).replace(b"cnumpy.core.", b"cnumpy._core."), numpy2)

    # numpy 2 passes a permutation of the axes for arrays that are neither in C nor in Fortran order.
    class Permuted:
        def __reduce__(self):
            return np.core.numeric._frombuffer, (np.arange(24, dtype="i4").tobytes(), np.dtype("i4"), (2, 3, 4), "K", (1, 2, 0))

    put("numpy2_permuted_p5.pkl", pickle.dumps([Permuted()], 5), [np.arange(24, dtype="i4").reshape(2, 3, 4).transpose(1, 2, 0)])


def joblibs():
    wham = collections.defaultdict(dict)
    wham[3] = {"pose": np.linspace(0, 1, 12).reshape(2, 6), "fortran": np.asfortranarray(np.arange(6, dtype="f4").reshape(2, 3)),
               "objects": np.array([1, "x", None], dtype=object), "frame_ids": np.arange(2), "note": "x" * 50, "empty": np.zeros((0, 2))}
    phalp = {"outputs/frame_000001.jpg": {"tid": [1], "smpl": [{"betas": np.zeros(10, "f4"), "body_pose": np.eye(3, dtype="f4")[None]}], "shot": 0, "size": [(720, 1280)]}}
    for name, value in (("wham", wham), ("phalp", phalp)):
        for suffix, compress in (("plain", 0), ("zlib", ("zlib", 3)), ("gzip", ("gzip", 3))):
            out = HERE / f"joblib_{name}_{suffix}.pkl"
            joblib.dump(value, out, compress=compress)
            EXPECTED[out.name] = describe(value)

    # Versions before 1.1 did not align the elements.
    wrapper = joblib.numpy_pickle.NumpyArrayWrapper
    init = wrapper.__init__
    wrapper.__init__ = lambda self, *args, **kw: init(self, *args, **{**kw, "numpy_array_alignment_bytes": None})
    write = wrapper.write_array
    wrapper.safe_get_numpy_array_alignment_bytes = lambda self: None
    out = io.BytesIO()
    joblib.dump(phalp, out, protocol=2)
    wrapper.__init__, wrapper.write_array = init, write
    put("joblib_phalp_unaligned.pkl", out.getvalue(), phalp)


def npys():
    for name, array in ARRAYS.items():
        out = io.BytesIO()
        np.save(out, array)
        if name in ("bool", "f4", "big_f4", "big_fortran", "fortran_i1", "gender", "text", "big_text", "scalar", "empty"):
            put(f"array_{name}.npy", out.getvalue(), array)
    for version in ((2, 0), (3, 0)):
        out = io.BytesIO()
        np.lib.format.write_array(out, ARRAYS["fortran"], version)
        put(f"array_version{version[0]}.npy", out.getvalue(), ARRAYS["fortran"])
    python2_header = b"{'descr': '<f4', 'fortran_order': False, 'shape': (3L,), }          \n"
    put("array_python2.npy", b"\x93NUMPY\x01\0" + struct.pack("<H", len(python2_header)) + python2_header + np.arange(3, dtype="<f4").tobytes(), np.arange(3, dtype="f4"))
    tram = {"pred_cam": torch.arange(6.0).reshape(2, 3), "pred_rotmat": torch.eye(3).expand(2, 3, 3), "frame": np.arange(2), "half": torch.tensor([1.5]).half()}
    out = io.BytesIO()
    np.save(out, tram, allow_pickle=True)
    put("tram_track.npy", out.getvalue(), np.array(tram, dtype=object))


def npzs():
    amass = {"poses": np.linspace(-1, 1, 2 * 156).reshape(2, 156), "trans": np.zeros((2, 3)), "betas": np.zeros(16), "gender": np.array("female"),
             "mocap_framerate": np.array(120.0), "marker_labels": np.array(["ARIEL", "C7"])}
    champ = {"smpl": np.array([{"betas": np.zeros(10, "f4")}, {"betas": np.ones(10, "f4")}], dtype=object), "scaled_focal_length": np.array(5000.0)}
    for name, save, value in (("amass", np.savez, amass), ("amass_deflated", np.savez_compressed, amass), ("dtypes", np.savez_compressed, ARRAYS),
                              ("champ", np.savez, champ)):
        out = io.BytesIO()
        save(out, **value)
        put(f"{name}.npz", out.getvalue(), value)


def torches():
    base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    state = collections.OrderedDict([
        ("conv.weight", base.reshape(2, 3, 2, 2).clone()), ("conv.bias", torch.tensor([0.25, -0.5])), ("bn.num_batches_tracked", torch.tensor(7)),
        ("view.row", base[1]), ("view.transposed", base.t()), ("view.strided", base[::2, 1::2]), ("view.expanded", torch.tensor([3.0]).expand(2, 3)),
        ("half", torch.tensor([0.5, 2]).half()), ("bfloat16", torch.tensor([0.5, 3.14]).bfloat16()), ("double", torch.tensor([1e300], dtype=torch.float64)),
        ("byte", torch.tensor([1, 255], dtype=torch.uint8)), ("char", torch.tensor([-1], dtype=torch.int8)), ("short", torch.tensor([-300], dtype=torch.int16)),
        ("int", torch.tensor([70000], dtype=torch.int32)), ("bool", torch.tensor([True, False])), ("empty", torch.zeros(0, 3)),
        ("parameter", torch.nn.Parameter(torch.ones(2)))])
    state._metadata = collections.OrderedDict([("", {"version": 1})])
    parallel = collections.OrderedDict(("module." + k, v) for k, v in state.items())
    nested = {"state_dict": parallel, "epoch": 3, "optimizer": {"state": {0: {"exp_avg": torch.ones(2)}}, "param_groups": [{"lr": 1e-3, "params": [0]}]},
              "size": torch.Size([1, 2]), "numpy": np.arange(2), "scalar": np.float64(0.5)}
    gvhmr = {"smpl_params_global": {"body_pose": torch.zeros(2, 63), "transl": torch.ones(2, 3)}, "K_fullimg": torch.eye(3)[None]}
    for name, value in (("state", state), ("parallel", parallel), ("nested", nested), ("gvhmr", gvhmr)):
        for layout, zipped in (("zip", True), ("legacy", False)):
            out = io.BytesIO()
            torch.save(value, out, _use_new_zipfile_serialization=zipped)
            put(f"torch_{name}_{layout}.pth", out.getvalue(), value)

    # torch 0.x let parts of a storage stand for themselves, and knew an older call; old CUDA files name another module.
    class Old(pickle._Pickler):
        dispatch = dict(pickle._Pickler.dispatch)

        def persistent_id(self, value):
            return value.id if isinstance(value, OldStorage) else None

    class OldStorage:
        def __init__(self, view):
            self.id = ("storage", CudaFloat, "42", "cuda:0", 6, view)

    class CudaFloat:
        pass

    CudaFloat.__module__, CudaFloat.__qualname__, CudaFloat.__name__ = "torch.cuda", "FloatStorage", "FloatStorage"
    torch.cuda.FloatStorage = CudaFloat

    class OldTensor:
        def __init__(self, storage, shape, strides):
            self.parts = (storage, 0, shape, strides)

        def __reduce__(self):
            return torch._utils._rebuild_tensor, self.parts

    out = io.BytesIO()
    pickle.dump(0x1950A86A20F9469CFC6C, out, 2)
    pickle.dump(1001, out, 2)
    pickle.dump({"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}, out, 2)
    Old(out, 2).dump({"whole": OldTensor(OldStorage(None), (2, 3), (3, 1)), "part": OldTensor(OldStorage(("43", 2, 3)), (3,), (1,))})
    pickle.dump(["42"], out, 2)
    out.write(struct.pack("<q", 6) + np.arange(6, dtype="<f4").tobytes())
    put("torch_old_views.pth", out.getvalue(), {"whole": np.arange(6, dtype="f4").reshape(2, 3), "part": np.arange(2, 5, dtype="f4")})


def safetensors():
    tensors = {"a": ("F32", np.arange(6, dtype="f4").reshape(2, 3)), "b": ("I64", np.array(-1)), "c": ("BOOL", np.array([True, False, True])), "d": ("F16", np.zeros((0, 2), "f2"))}
    header, data = {"__metadata__": {"format": "pt", "note": "é"}}, b""
    for name, (spelling, array) in tensors.items():
        header[name] = {"dtype": spelling, "shape": list(array.shape), "data_offsets": [len(data), len(data) + array.nbytes]}
        data += array.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    put("small.safetensors", struct.pack("<Q", len(text)) + text + data, {name: array for name, (_, array) in tensors.items()})


for make in (pickles, joblibs, npys, npzs, torches, safetensors):
    make()
same = {}
for name, text in EXPECTED.items():
    same.setdefault(text, []).append(name)
(HERE / "expected.json").write_text(json.dumps({" ".join(names): text for text, names in same.items()}, indent=0) + "\n")
print(sum(path.stat().st_size for path in HERE.iterdir()), "bytes in all")
