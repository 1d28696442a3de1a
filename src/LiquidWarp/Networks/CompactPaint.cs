using LiquidWarp.Torch;

namespace LiquidWarp.Networks;

/// <summary>What a <see cref="CompactGenerator"/> paints, before the warped picture is mixed in.</summary>
/// <param name="Color">N×3×H×W in [−1, 1]; means nothing where the trust is 1.</param>
/// <param name="Mask">N×1×H×W in [0, 1]: 1 = background, 0 = person.</param>
/// <param name="Trust">N×1×H×W in [0, 1]: how much of the warped picture is shown instead of the colour.</param>
public readonly record struct CompactPaint(Tensor Color, Tensor Mask, Tensor Trust)
{
    /// <summary>The person: trust·warped + (1 − trust)·colour.</summary>
    /// <param name="warped">N×3×H×W, the source warped into the target.</param>
    public PaintedPerson Over(Tensor warped)
    {
        using var scope = TensorScope.Enter();
        return new(scope.Keep(Trust * warped + (1 - Trust) * Color), Mask);
    }
}
