using LiquidWarp.Torch;

namespace LiquidWarp.Networks;

/// <summary>What the generator knows of a source picture: computed once, used for every frame.</summary>
/// <param name="Encoded">Outputs of the encoders, from full size to the smallest.</param>
/// <param name="Residual">Outputs of the residual blocks, all of the smallest size.</param>
public sealed record SourceFeatures(IReadOnlyList<Tensor> Encoded, IReadOnlyList<Tensor> Residual) : IDisposable
{
    /// <summary>All tensors.</summary>
    public IEnumerable<Tensor> Tensors => Encoded.Concat(Residual);

    /// <summary>Takes the features out of every scope, so that <see cref="Dispose"/> alone frees them.</summary>
    public SourceFeatures Outlive()
    {
        foreach (var tensor in Tensors)
            tensor.Outlive();
        return this;
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in Tensors)
            tensor.Dispose();
    }
}
