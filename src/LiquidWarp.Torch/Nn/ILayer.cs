namespace LiquidWarp.Torch.Nn;

/// <summary>A function with parameters, from one tensor to one tensor.</summary>
public interface ILayer
{
    /// <summary>Applies the layer; the input stays as it is.</summary>
    Tensor Forward(Tensor x);
}
