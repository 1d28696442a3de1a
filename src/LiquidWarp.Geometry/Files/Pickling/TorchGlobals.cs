namespace LiquidWarp.Files.Pickling;

/// <summary>What torch writes round its tensors: storages, rebuilding calls, element types.</summary>
internal static class TorchGlobals
{
    private static readonly (string Name, DType Type)[] Storages =
    [
        ("Float", DType.Float32), ("Double", DType.Float64), ("Half", DType.Float16), ("BFloat16", DType.BFloat16), ("Bool", DType.Bool),
        ("Byte", DType.UInt8), ("Char", DType.Int8), ("Short", DType.Int16), ("Int", DType.Int32), ("Long", DType.Int64),
    ];

    private static readonly (string Name, DType Type)[] ElementTypes =
    [
        ("float32", DType.Float32), ("float64", DType.Float64), ("float16", DType.Float16), ("bfloat16", DType.BFloat16), ("bool", DType.Bool),
        ("uint8", DType.UInt8), ("int8", DType.Int8), ("int16", DType.Int16), ("int32", DType.Int32), ("int64", DType.Int64),
        ("uint16", DType.UInt16), ("uint32", DType.UInt32), ("uint64", DType.UInt64),
    ];

    public static PickleGlobal[] All { get; } =
    [
        .. Storages.Select(pair => new PickleGlobal($"torch.{pair.Name}Storage", token: pair.Type)),
        .. Storages.Select(pair => new PickleGlobal($"torch.cuda.{pair.Name}Storage", token: pair.Type)),
        // Bytes whose meaning comes with the tensor.
        new("torch.storage.UntypedStorage", token: DType.UInt8),
        .. ElementTypes.Select(pair => new PickleGlobal($"torch.{pair.Name}", token: pair.Type)),
        new("torch._utils._rebuild_tensor", RebuildTensor),
        new("torch._utils._rebuild_tensor_v2", RebuildTensor),
        new("torch._utils._rebuild_tensor_v3", RebuildTensor),
        new("torch._utils._rebuild_parameter", call => call[0]),
        new("torch._utils._rebuild_parameter_with_state", call => call[0]),
        new("torch._tensor._rebuild_from_type", RebuildFromType),
        new("torch._tensor._rebuild_from_type_v2", RebuildFromType),
        new("torch.storage._load_from_bytes", LoadFromBytes),
        new("torch.Size", call => call.Count == 0 ? Array.Empty<object?>() : call.Context.Tuple(call[0], "a torch size")),
        new("torch.device", call => call.Text(0)),
        new("torch.Tensor"),
        new("torch.nn.parameter.Parameter"),
        new("torch.nn.parameter.Buffer"),
    ];

    /// <summary>Storage, offset, shape, strides; then whether gradients were wanted and hooks; in version 3 the element type.</summary>
    private static TorchTensor RebuildTensor(PickleCall call)
    {
        var context = call.Context;
        var storage = call[0] as TorchStorage ?? throw context.Fail("a tensor is made of what is no storage");
        var shape = context.Shape(call[2], "a tensor");
        var strides = context.Integers(call[3], "a tensor");
        context.Budget.Charge(512);
        var type = call.Count > 6 && call[6] is PickleGlobal { Token: DType known } ? known : storage.Type;
        return new TorchTensor(storage, type, call.Integer(1), shape, strides);
    }

    /// <summary>Subclasses of tensors: the function, the class, the function's arguments, the state.</summary>
    private static object? RebuildFromType(PickleCall call) =>
        call[0] is PickleGlobal rebuild
            ? call.Context.Call(rebuild, call.Context.Tuple(call[2], "a tensor"))
            : throw call.Context.Fail("a tensor is made in an unknown way");

    /// <summary>A storage pickled outside a checkpoint carries a small checkpoint in itself.</summary>
    private static object? LoadFromBytes(PickleCall call)
    {
        var bytes = call.Context.Bytes(call[0], "a torch storage");
        return new TorchReader(call.Context.Nested()).Load(new MemoryStream(bytes, writable: false));
    }
}
