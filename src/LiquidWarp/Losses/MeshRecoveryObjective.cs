using LiquidWarp.Networks;
using LiquidWarp.Torch;

namespace LiquidWarp.Losses;

/// <summary>How much each term of <see cref="MeshRecoveryObjective"/> counts; the defaults are the paper's.</summary>
public sealed record MeshRecoveryWeights
{
    /// <summary>Keypoints in the picture; 60 by default.</summary>
    public double Reprojection { get; init; } = 60;

    /// <summary>Keypoints in space; 60 by default.</summary>
    public double Keypoints { get; init; } = 60;

    /// <summary>Rotations and shape; 60 by default.</summary>
    public double Parameters { get; init; } = 60;

    /// <summary>The factorised prior; 1 by default.</summary>
    public double Adversarial { get; init; } = 1;
}

/// <summary>Terms of the encoder's loss, each a single number that is not weighted yet.</summary>
/// <param name="Reprojection">Keypoints in the picture.</param>
/// <param name="Keypoints">Keypoints in space.</param>
/// <param name="Parameters">Rotations and shape.</param>
/// <param name="Adversarial">The factorised prior.</param>
public readonly record struct MeshRecoveryTerms(Tensor Reprojection, Tensor Keypoints, Tensor Parameters, Tensor Adversarial)
{
    /// <summary>Their weighted sum.</summary>
    public Tensor Total(MeshRecoveryWeights weights)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(weights.Reprojection * Reprojection + weights.Keypoints * Keypoints + weights.Parameters * Parameters + weights.Adversarial * Adversarial);
    }
}

/// <summary>
/// What a human mesh recovery network is taught by (Kanazawa et al. 2018; REFERENCE 2.4): the body of its last estimate shall lie on the person in
/// picture and space and have their parameters, and those of all its estimates shall look to the discriminators like bodies that there are.
/// </summary>
/// <param name="body">The body that θ is of.</param>
/// <param name="discriminator">The factorised prior.</param>
public sealed class MeshRecoveryObjective(BodyLayer body, FactorizedDiscriminator discriminator)
{
    private const double Real = 1, Made = 0;

    /// <summary>
    /// The encoder's side. Gradients also reach the discriminator's parameters unless they are frozen while this is called, which then holds for the
    /// backward pass too.
    /// </summary>
    /// <param name="estimates">θ after each iteration, N×85 each.</param>
    /// <param name="truth">The true θ, N×85.</param>
    /// <param name="visible">N×19, 1 where a keypoint can be seen, else 0.</param>
    public MeshRecoveryTerms Encoder(IReadOnlyList<Tensor> estimates, Tensor truth, Tensor visible)
    {
        using var scope = TensorScope.Enter();
        var last = estimates[^1];
        var (posed, wanted) = (body.Forward(last), body.Forward(truth));
        var terms = new MeshRecoveryTerms(
            Reprojection(BodyLayer.Project(posed.Keypoints, last), BodyLayer.Project(wanted.Keypoints, truth), visible),
            Keypoints(posed.Keypoints, wanted.Keypoints),
            Parameters(posed.Rotations, BodyLayer.Shape(last), wanted.Rotations, BodyLayer.Shape(truth)),
            Distance(Judge(estimates), Real));
        scope.Keep([terms.Reprojection, terms.Keypoints, terms.Parameters, terms.Adversarial]);
        return terms;
    }

    /// <summary>The discriminators' side, a single number; no gradient flows into the estimates.</summary>
    /// <param name="estimates">θ after each iteration, N×85 each.</param>
    /// <param name="real">θ of bodies that there are, M×85; they need not be those in the pictures. Pose and shape may be of different people.</param>
    public Tensor Discriminator(IReadOnlyList<Tensor> estimates, Tensor real)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(Distance(discriminator.Forward(real.Detach()), Real) + Distance(Judge([.. estimates.Select(estimate => estimate.Detach())]), Made));
    }

    /// <summary>Mean distance in the picture, |x| + |y|, over the keypoints that can be seen.</summary>
    /// <param name="places">N×K×2.</param>
    /// <param name="truth">N×K×2.</param>
    /// <param name="visible">N×K.</param>
    public static Tensor Reprojection(Tensor places, Tensor truth, Tensor visible)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(((places - truth).Abs().Sum([2]) * visible).Sum() / visible.Sum().Clamp(1, visible.ElementCount));
    }

    /// <summary>Mean squared distance in space, m², of keypoints seen from the middle of the hips: where a person stands in depth no picture tells.</summary>
    /// <param name="keypoints">N×19×3.</param>
    /// <param name="truth">N×19×3.</param>
    public static Tensor Keypoints(Tensor keypoints, Tensor truth)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep((BodyLayer.FromHips(keypoints) - BodyLayer.FromHips(truth)).Square().Sum([2]).Mean());
    }

    /// <summary>Mean squared difference of the 216 entries of the rotations, which unlike axis-angle triples are the same for the same pose, and of the shape.</summary>
    /// <param name="rotations">N×24×3×3.</param>
    /// <param name="shape">N×10.</param>
    /// <param name="trueRotations">N×24×3×3.</param>
    /// <param name="trueShape">N×10.</param>
    public static Tensor Parameters(Tensor rotations, Tensor shape, Tensor trueRotations, Tensor trueShape)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(Tensor.Cat([(rotations - trueRotations).Flatten(), shape - trueShape], 1).Square().Mean());
    }

    // Each estimate of each picture is judged as a body of its own.
    private Tensor Judge(IReadOnlyList<Tensor> estimates) => discriminator.Forward(Tensor.Cat(estimates, 0));

    /// <summary>Least squares (Mao et al. 2017), summed over the discriminators, in the mean over the bodies.</summary>
    private static Tensor Distance(Tensor logits, double wanted) => (logits - wanted).Square().Sum([1]).Mean();
}
