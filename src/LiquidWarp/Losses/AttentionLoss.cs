using LiquidWarp.Torch;

namespace LiquidWarp.Losses;

/// <summary>How a mask is compared with a silhouette.</summary>
public enum MaskForm
{
    /// <summary>‖A − S‖² to the letter of the paper: summed over the pixels of source and target, mean over the pairs of the batch.</summary>
    SquaredSum,

    /// <summary>Mean of (A − S)² over all pixels of source and target.</summary>
    SquaredMean,

    /// <summary>Binary cross entropy, mean over all pixels of source and target: the published trainer's.</summary>
    CrossEntropy,
}

/// <summary>How the roughness of a mask is counted.</summary>
public enum SmoothnessForm
{
    /// <summary>TV = Σ(∂x)² + (∂y)² to the letter of the paper: summed over the pixels of source and target, mean over the pairs.</summary>
    SquaredSum,

    /// <summary>The same, divided by the number of pixels of source and target.</summary>
    SquaredMean,

    /// <summary>Mean |∂x| + mean |∂y| over all pixels of source and target: the published trainer's.</summary>
    AbsoluteMean,
}

/// <summary>
/// Attention regularisation (L_a of the paper; REFERENCE 5.3): the masks of source and target shall be their silhouettes, and smooth.
/// Masks are N×1×H×W in [0, 1], 1 = background; silhouettes are the same shape, 1 = person: they meet where mask = 1 − silhouette.
/// </summary>
public static class AttentionLoss
{
    /// <summary>How far the masks are from the silhouettes: a single number; no gradient flows into the silhouettes.</summary>
    public static Tensor Mask(Tensor sourceMask, Tensor targetMask, Tensor sourceSilhouette, Tensor targetSilhouette, MaskForm form)
    {
        using var scope = TensorScope.Enter();
        var masks = Tensor.Cat([sourceMask, targetMask], 0).Widen();
        var wanted = 1 - Tensor.Cat([sourceSilhouette, targetSilhouette], 0).Detach().To(masks.Type);
        return scope.Keep(form switch
        {
            MaskForm.SquaredSum => masks.MseLoss(wanted, Reduction.Sum) / sourceMask.Shape[0],
            MaskForm.SquaredMean => masks.MseLoss(wanted),
            MaskForm.CrossEntropy => masks.BceLoss(wanted),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "There is no such form."),
        });
    }

    /// <summary>How rough the masks are: a single number.</summary>
    public static Tensor Smoothness(Tensor sourceMask, Tensor targetMask, SmoothnessForm form)
    {
        using var scope = TensorScope.Enter();
        var masks = Tensor.Cat([sourceMask, targetMask], 0).Widen();
        return scope.Keep(form switch
        {
            SmoothnessForm.SquaredSum => TotalVariation.Squared(masks) / sourceMask.Shape[0],
            SmoothnessForm.SquaredMean => TotalVariation.Squared(masks) / masks.ElementCount,
            SmoothnessForm.AbsoluteMean => TotalVariation.Absolute(masks),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "There is no such form."),
        });
    }
}
