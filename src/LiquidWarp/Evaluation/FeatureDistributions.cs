using LiquidWarp.Torch;

namespace LiquidWarp.Evaluation;

/// <summary>
/// What sets of pictures are compared by, without pairs: the features that a network gives each picture. Both numbers depend on how many pictures there
/// are; compare only sets of the same size.
/// </summary>
public static class FeatureDistributions
{
    /// <summary>
    /// The Fréchet distance of two sets (FID of Heusel et al. 2017, and FReID): ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2·√(Σ₁Σ₂)), sample covariances.
    /// </summary>
    /// <param name="a">N×D.</param>
    /// <param name="b">M×D.</param>
    /// <exception cref="InputException">A set has fewer than two pictures, or features that are no numbers, or the features differ in length.</exception>
    public static double FrechetDistance(Tensor a, Tensor b)
    {
        using var scope = TensorScope.Enter();
        using var unrecorded = NoGrad.Enter();
        if (a.Shape[1] != b.Shape[1])
            throw new InputException($"Features of {a.Shape[1]} and of {b.Shape[1]} numbers cannot be compared: they are of different networks.");
        var (meanA, spreadA) = Centred(a);
        var (meanB, spreadB) = Centred(b);
        // The square roots of the eigenvalues of Σ₁Σ₂ are the singular values of what the centred sets have in common: no root of a matrix is needed,
        // and one that has no inverse, as with fewer pictures than numbers, is no special case.
        var shared = spreadA.MatMul(spreadB.Transpose(0, 1)).SingularValues().Sum().ToDouble();
        return (meanA - meanB).Square().Sum().ToDouble() + spreadA.Square().Sum().ToDouble() + spreadB.Square().Sum().ToDouble() - 2 * shared;
    }

    /// <summary>
    /// exp(mean KL(p ‖ mean p)) over the pictures, all at once (Salimans et al. 2016): high where each picture is like one thing and all together are like many.
    /// </summary>
    /// <param name="logits">N×D; a softmax makes chances of them. The published evaluation takes pooled features, not classes (REFERENCE 7.3).</param>
    /// <exception cref="InputException">There are fewer than two pictures, or features that are no numbers.</exception>
    public static double InceptionScore(Tensor logits)
    {
        using var scope = TensorScope.Enter();
        using var unrecorded = NoGrad.Enter();
        var chances = Checked(logits).LogSoftmax(1);
        var all = chances.Exp().Mean([0], keep: true).Log();
        return Math.Exp((chances.Exp() * (chances - all)).Sum([1]).Mean().ToDouble());
    }

    /// <summary>The mean, and the differences from it over √(N − 1): their product with themselves is the covariance.</summary>
    private static (Tensor Mean, Tensor Spread) Centred(Tensor features)
    {
        var exact = Checked(features);
        var mean = exact.Mean([0], keep: true);
        return (mean, (exact - mean) / Math.Sqrt(exact.Shape[0] - 1));
    }

    private static Tensor Checked(Tensor features)
    {
        if (features.Shape is not [>= 2, _])
            throw new InputException($"A distribution needs features of two pictures at least, and there are {features.Shape[0]}. Give more pictures.");
        var exact = features.To(DType.Float64);
        return double.IsFinite(exact.Sum().ToDouble()) ? exact : throw new InputException("Features of some picture are no numbers; the network that gave them is broken.");
    }
}
