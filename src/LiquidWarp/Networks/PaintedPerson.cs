using LiquidWarp.Torch;

namespace LiquidWarp.Networks;

/// <summary>A person as a network paints it.</summary>
/// <param name="Color">N×3×H×W in [−1, 1].</param>
/// <param name="Mask">N×1×H×W in [0, 1]: 1 = background, 0 = person.</param>
public readonly record struct PaintedPerson(Tensor Color, Tensor Mask)
{
    /// <summary>The picture: mask·background + (1 − mask)·colour.</summary>
    public Tensor Over(Tensor background)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(Mask * background + (1 - Mask) * Color);
    }
}
