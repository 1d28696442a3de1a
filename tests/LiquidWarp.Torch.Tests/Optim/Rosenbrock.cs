using LiquidWarp.Torch;

namespace LiquidWarp.Tests.Optim;

/// <summary>The curved valley that optimisers are tried on: Σ (1 − pᵢ)² + 100 (pᵢ₊₁ − pᵢ²)², least at (1, 1, …).</summary>
internal static class Rosenbrock
{
    public static float[] Start { get; } = [-1.2f, 1, 0.5f, -0.3f];

    public static Tensor Of(Tensor p)
    {
        var (a, b) = (p.Slice(0, 0, -1), p.Slice(0, 1));
        return ((1 - a).Square() + (b - a.Square()).Square() * 100).Sum();
    }
}
