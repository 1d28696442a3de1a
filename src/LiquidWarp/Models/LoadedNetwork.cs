using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Models;

/// <summary>A network with its weights, ready to run; frees them when disposed.</summary>
/// <param name="Network">The network: of the class that the entry's architecture makes.</param>
/// <param name="Parameters">Its weights.</param>
/// <param name="Entry">What model.json says of it.</param>
public sealed record LoadedNetwork(object Network, ParameterStore Parameters, NetworkEntry Entry) : IDisposable
{
    /// <summary>Frees the weights.</summary>
    public void Dispose() => Parameters.Dispose();
}
