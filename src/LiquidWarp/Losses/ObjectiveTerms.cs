using LiquidWarp.Torch;

namespace LiquidWarp.Losses;

/// <summary>The terms of the generator's loss, each a single number, already times its λ: they add up to <see cref="Total"/>.</summary>
/// <param name="Source">The reconstructed source.</param>
/// <param name="Target">The synthesised target.</param>
/// <param name="Face">Identity of the target's face.</param>
/// <param name="Adversarial">What the discriminator makes of the target.</param>
/// <param name="Mask">Masks against silhouettes.</param>
/// <param name="Smoothness">Total variation of the masks.</param>
/// <param name="Person">Pixels inside the silhouettes.</param>
/// <param name="Background">Pixels of the background.</param>
public sealed record ObjectiveTerms(
    Tensor Source,
    Tensor Target,
    Tensor Face,
    Tensor Adversarial,
    Tensor Mask,
    Tensor Smoothness,
    Tensor Person,
    Tensor Background)
{
    /// <summary>Names of <see cref="Values"/>: columns of a table.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["total", "source", "target", "face", "adversarial", "mask", "smoothness", "person", "background"];

    /// <summary>The loss: what <see cref="Tensor.Backward"/> is called on.</summary>
    public Tensor Total { get; } = Source + Target + Face + Adversarial + Mask + Smoothness + Person + Background;

    /// <summary>The numbers in the order of <see cref="Names"/>, fetched from the device in one go.</summary>
    public float[] Values()
    {
        using var scope = TensorScope.Enter();
        return Tensor.Stack([Total, .. All]).ToArray<float>();
    }

    internal IReadOnlyList<Tensor> All => [Source, Target, Face, Adversarial, Mask, Smoothness, Person, Background];
}
