namespace LiquidWarp.Files.Pickling;

/// <summary>A block of elements that tensors are views of. In the legacy format its bytes come after the pickle.</summary>
internal sealed class TorchStorage(DType type, long count, TorchStorage? owner = null, long offset = 0) : Reconstruction
{
    private byte[]? _bytes;

    public DType Type => type;

    public long Count => count;

    /// <summary>The block that holds the bytes: the storage itself, or the one that it is a part of.</summary>
    public TorchStorage Owner => owner ?? this;

    /// <summary>Where the storage starts in its owner, in elements.</summary>
    public long Offset => offset;

    /// <summary>The owner's bytes.</summary>
    public byte[] Bytes(PickleContext context) => Owner._bytes ?? throw context.Fail("the data of a tensor is missing");

    /// <summary>Takes the bytes read for an owner.</summary>
    public void Fill(byte[] bytes) => _bytes = bytes;

    public override object Value(PickleContext context) => new TorchTensor(this, type, 0, [(int)Math.Min(count, int.MaxValue)], [1]).Value(context);
}

/// <summary>A strided view of a storage; its elements are gathered when the tree is finished.</summary>
internal sealed class TorchTensor(TorchStorage storage, DType type, long offset, int[] shape, long[] strides) : Reconstruction
{
    private NdArray? _value;

    public override object Value(PickleContext context) => _value ??= Gather(context);

    /// <summary>Attributes that somebody has set on the tensor are not kept.</summary>
    public override void Build(object? state, PickleContext context)
    {
    }

    private NdArray Gather(PickleContext context)
    {
        var size = type.Size();
        var format = new ElementFormat(type, size, false);
        var length = format.ByteCount(shape, context.Budget);
        var bytes = storage.Bytes(context);
        var available = Math.Min(storage.Count * storage.Type.Size(), bytes.Length - storage.Offset * storage.Type.Size()) / size;
        if (strides.Length != shape.Length || offset < 0 || Array.Exists(strides, stride => stride < 0)
            || (length > 0 && StridedCopy.LastElement(offset, shape, strides) >= available))
            throw context.Fail($"a tensor of shape ({string.Join(", ", shape)}) reaches outside its storage of {available:N0} elements");

        context.Budget.Charge(128);
        if (length == 0)
            return new NdArray(type, shape, []);
        var start = offset + storage.Offset * storage.Type.Size() / size;
        if (!StridedCopy.IsRowMajor(shape, strides))
        {
            context.Budget.Charge(length);
            return new NdArray(type, shape, StridedCopy.ToRowMajor(bytes, size, start, shape, strides));
        }

        if (length == bytes.Length)
            return new NdArray(type, shape, bytes);
        context.Budget.Charge(length);
        return new NdArray(type, shape, bytes.AsSpan((int)(start * size), (int)length).ToArray());
    }
}
