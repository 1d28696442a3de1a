using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>
/// Two patch discriminators (REFERENCE 4.3): one on the whole background (picture and mask), one on the body, cut out and
/// enlarged to full size (picture and correspondence map).
/// </summary>
public sealed class GlobalLocalDiscriminator
{
    private readonly PatchDiscriminator _global;
    private readonly PatchDiscriminator _local;

    /// <summary>Makes global_model and local_model under a path; they differ in their input only.</summary>
    /// <param name="path">Where they go.</param>
    /// <param name="local">Shape of the local one; 6 channels by default.</param>
    /// <param name="globalChannels">Channels of the global one's input; 4 by default.</param>
    public GlobalLocalDiscriminator(ParameterPath path, PatchDiscriminatorOptions local, int globalChannels = 4)
    {
        _global = new PatchDiscriminator(path / "global_model", local with { InputChannels = globalChannels });
        _local = new PatchDiscriminator(path / "local_model", local);
    }

    /// <summary>Logits of the N global pictures, then of the N local ones: 2N×1×h×w.</summary>
    /// <param name="global">N×4×H×W.</param>
    /// <param name="local">N×6×H×W.</param>
    /// <param name="bodies">Where the body is in each local picture; none may be empty.</param>
    /// <exception cref="ArgumentException">There are more or fewer boxes than pictures, or one is empty or reaches outside its picture.</exception>
    public Tensor Forward(Tensor global, Tensor local, IReadOnlyList<PixelBox> bodies)
    {
        if (bodies.Count != local.Shape[0])
            throw new ArgumentException($"{local.Shape[0]} pictures need as many boxes, not {bodies.Count}.", nameof(bodies));
        using var scope = TensorScope.Enter();
        var (height, width) = ((int)local.Shape[2], (int)local.Shape[3]);
        var enlarged = Tensor.Cat([.. bodies.Select((body, i) => body.Crop(local, i, height, width))], 0);
        return scope.Keep(Tensor.Cat([_global.Forward(global), _local.Forward(enlarged)], 0));
    }
}
