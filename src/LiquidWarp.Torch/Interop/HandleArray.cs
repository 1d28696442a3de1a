namespace LiquidWarp.Torch.Interop;

/// <summary>Several tensors for one native call, each kept alive until this is disposed.</summary>
internal readonly ref struct HandleArray
{
    private readonly TensorHandle[] _handles;
    private readonly nint[] _pointers;

    public HandleArray(IReadOnlyList<Tensor> tensors)
    {
        _handles = new TensorHandle[tensors.Count];
        _pointers = new nint[tensors.Count];
        for (var i = 0; i < tensors.Count; i++)
        {
            var handle = tensors[i].Handle;
            var added = false;
            try
            {
                handle.DangerousAddRef(ref added);
            }
            catch (ObjectDisposedException)
            {
                Dispose();
                throw;
            }

            _handles[i] = handle;
            _pointers[i] = handle.DangerousGetHandle();
        }
    }

    public ReadOnlySpan<nint> Pointers => _pointers;

    public long Count => _pointers.Length;

    public void Dispose()
    {
        foreach (var handle in _handles)
            handle?.DangerousRelease();
    }
}
