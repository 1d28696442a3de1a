namespace LiquidWarp.Torch.Nn;

/// <summary>One tensor of a checkpoint as plain memory, between the files and the parameters.</summary>
/// <param name="Name">Dotted name.</param>
/// <param name="Type">Type of the elements.</param>
/// <param name="Shape">Size along each axis.</param>
/// <param name="Data">Little-endian elements in row-major order.</param>
public sealed record StateEntry(string Name, DType Type, long[] Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>Copies a tensor.</summary>
    public static StateEntry From(string name, Tensor tensor)
    {
        var data = new byte[tensor.ElementCount * tensor.Type.Size()];
        tensor.CopyToBytes(data, tensor.Type);
        return new StateEntry(name, tensor.Type, tensor.Shape, data);
    }
}
