using LiquidWarp.Torch;

namespace LiquidWarp.Losses;

/// <summary>How much masks N×1×H×W change from pixel to pixel: keeps attention smooth.</summary>
public static class TotalVariation
{
    /// <summary>Mean |∂x| + mean |∂y|: the form of the published trainer.</summary>
    public static Tensor Absolute(Tensor mask)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(Across(mask).Abs().Mean() + Down(mask).Abs().Mean());
    }

    /// <summary>Sum of squared differences to the left and upper neighbour: the form of the paper.</summary>
    public static Tensor Squared(Tensor mask)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(Across(mask).Square().Sum() + Down(mask).Square().Sum());
    }

    private static Tensor Across(Tensor mask) => mask.Slice(3, 1) - mask.Slice(3, 0, -1);

    private static Tensor Down(Tensor mask) => mask.Slice(2, 1) - mask.Slice(2, 0, -1);
}
