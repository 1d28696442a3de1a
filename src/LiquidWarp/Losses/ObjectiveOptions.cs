namespace LiquidWarp.Losses;

/// <summary>How the reconstructed source is compared with the source.</summary>
public enum SourceForm
{
    /// <summary>In the features of the perceptual network, as the target is: the paper's.</summary>
    Perceptual,

    /// <summary>Mean |difference| of pixels: the published trainer's.</summary>
    Absolute,
}

/// <summary>
/// Weights λ of the terms of <see cref="GeneratorObjective"/>. The defaults are the paper's. Its norms are written as sums; they are read
/// as means, all of them alike, for that keeps the proportions between features, logits and masks at every picture size, and the
/// published trainer does the same. A weight of 0 leaves the term out, with what it would cost.
/// </summary>
public sealed record ObjectiveOptions
{
    /// <summary>The paper's: perceptual loss on source and target, squared masks, squared total variation.</summary>
    public static ObjectiveOptions Paper { get; } = new();

    /// <summary>The published training scripts' (REFERENCE 5.3): L1 on the source, cross entropy on masks, absolute total variation.</summary>
    public static ObjectiveOptions Published { get; } = new()
    {
        SourceForm = SourceForm.Absolute,
        MaskForm = MaskForm.CrossEntropy,
        SmoothnessForm = SmoothnessForm.AbsoluteMean,
    };

    /// <summary>
    /// For small generators and drawn people: the paper's terms, and pixels compared where the truth is known. A small network that only
    /// a perceptual loss judges keeps the colours of cloth and walls loosely; these terms hold them. Outlines count more, and faces, which are twenty pixels tall, less.
    /// </summary>
    public static ObjectiveOptions Compact { get; } = new() { Person = 20, Background = 10, Mask = 5, Face = 2 };

    /// <summary>λ_p of the source; 10 by default.</summary>
    public double Source { get; init; } = 10;

    /// <summary>How the source is compared; perceptually by default.</summary>
    public SourceForm SourceForm { get; init; } = SourceForm.Perceptual;

    /// <summary>λ_p of the target, which is always compared perceptually; 10 by default.</summary>
    public double Target { get; init; } = 10;

    /// <summary>λ_f, face identity of the target; 5 by default.</summary>
    public double Face { get; init; } = 5;

    /// <summary>λ of the adversarial term; 1 by default.</summary>
    public double Adversarial { get; init; } = 1;

    /// <summary>λ_a of masks against silhouettes; 1 by default.</summary>
    public double Mask { get; init; } = 1;

    /// <summary>How masks are compared; squared, mean, by default.</summary>
    public MaskForm MaskForm { get; init; } = MaskForm.SquaredMean;

    /// <summary>λ_a of the masks' total variation; 1 by default.</summary>
    public double Smoothness { get; init; } = 1;

    /// <summary>How total variation is counted; squared, mean, by default.</summary>
    public SmoothnessForm SmoothnessForm { get; init; } = SmoothnessForm.SquaredMean;

    /// <summary>λ of mean |difference| of the pixels inside the silhouette, source plus target; 0 by default, not in the paper.</summary>
    public double Person { get; init; }

    /// <summary>λ of mean |difference| of the painted background from the true one, where that is known; 0 by default, not in the paper.</summary>
    public double Background { get; init; }
}
