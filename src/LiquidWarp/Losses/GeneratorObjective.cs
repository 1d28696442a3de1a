using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Losses;

/// <summary>The loss of one batch, and the pictures that it judged.</summary>
/// <param name="Terms">Terms and total.</param>
/// <param name="Source">The reconstructed source over the painted background: N×3×H×W in [−1, 1], single precision; null of a target alone.</param>
/// <param name="Target">The synthesised target over it, which <see cref="GeneratorObjective.DiscriminatorLoss"/> wants.</param>
public sealed record ObjectiveResult(ObjectiveTerms Terms, Tensor? Source, Tensor Target);

/// <summary>
/// The training objective of the Liquid Warping GAN: L^G = λ_p L_p + λ_f L_f + λ_a L_a + L_adv and L^D of the paper (REFERENCE 5.3, 9),
/// with the published trainer's variations by <see cref="ObjectiveOptions"/>. Every term is a mean over the pictures, so the mean of
/// the losses of equal parts of a batch is the loss of the batch (but for faces where some pictures show no head). It is computed in
/// single precision, whatever the networks compute in. Networks that judge must be frozen by their owner while the generator learns.
/// </summary>
public sealed class GeneratorObjective
{
    private readonly ObjectiveOptions _options;
    private readonly AdversarialLoss? _adversarial;
    private readonly PerceptualLoss? _perceptual;
    private readonly FaceIdentityLoss? _face;

    /// <summary>Puts the objective together.</summary>
    /// <param name="options">Weights and forms of the terms.</param>
    /// <param name="discriminator">From picture and map, N×6×H×W, to logits; null only where the adversarial weight is 0.</param>
    /// <param name="perceptual">Null: mean |difference| of pixels takes the place of the perceptual terms.</param>
    /// <param name="face">Null: mean |difference| of the pixels of the head boxes takes the place of the face term.</param>
    /// <param name="precision">Type in which the discriminator computes; single precision where absent. The other two know their own.</param>
    /// <exception cref="ArgumentException">There is an adversarial weight and no discriminator.</exception>
    public GeneratorObjective(
        ObjectiveOptions options, ILayer? discriminator, PerceptualLoss? perceptual = null, FaceIdentityLoss? face = null, DType? precision = null)
    {
        if (discriminator is null && options.Adversarial != 0)
            throw new ArgumentException($"The adversarial term of weight {options.Adversarial} needs a discriminator.", nameof(discriminator));
        (_options, _perceptual, _face) = (options, perceptual, face);
        _adversarial = discriminator is null ? null : new AdversarialLoss(discriminator, precision);
    }

    /// <summary>What a report must say of terms that are not what they are called, for want of networks; empty where all are there.</summary>
    public IReadOnlyList<string> Substitutions =>
    [
        .. _perceptual is null ? ["perceptual terms: no network, mean |difference| of pixels instead"] : (string[])[],
        .. _face is null && _options.Face != 0 ? ["face term: no network, mean |difference| of the head's pixels instead"] : (string[])[],
    ];

    /// <summary>The generator's loss of a batch.</summary>
    /// <param name="painted">What the generator painted.</param>
    /// <param name="truth">What it should have painted; no gradient flows into it.</param>
    /// <exception cref="ArgumentException">The truth has other shapes than what was painted.</exception>
    public ObjectiveResult Of(GeneratorOutput painted, TrainingTruth truth) => Judge(painted.Background, painted.Source, painted.Target, truth);

    /// <summary>The loss of the target alone, over a background that is given: the source's terms and the background's are 0.</summary>
    /// <param name="target">The person in the target's pose.</param>
    /// <param name="background">N×3×H×W in [−1, 1]; no gradient flows into it.</param>
    /// <param name="truth">What should have been painted.</param>
    /// <exception cref="ArgumentException">The truth has other shapes than what was painted.</exception>
    public ObjectiveResult OfTarget(PaintedPerson target, Tensor background, TrainingTruth truth) =>
        Judge(background.Detach(), null, target, truth with { Background = null });

    private ObjectiveResult Judge(Tensor painted, PaintedPerson? paintedSource, PaintedPerson paintedTarget, TrainingTruth truth)
    {
        RequireFit(painted, truth);
        using var scope = TensorScope.Enter();
        var background = painted.Widen();
        var targetPerson = Widen(paintedTarget);
        var sourcePerson = paintedSource is { } person ? Widen(person) : targetPerson;
        var target = targetPerson.Over(background);
        var source = paintedSource is null ? null : sourcePerson.Over(background);

        Tensor Term(double weight, Func<Tensor> compute) =>
            weight == 0 ? Tensor.Scalar(0, target.Type, target.Device) : weight * compute();

        var terms = new ObjectiveTerms(
            Source: Term(source is null ? 0 : _options.Source, () => SourceDistance(source!, truth.SourcePicture)),
            Target: Term(_options.Target, () => PerceptualDistance(target, truth.TargetPicture)),
            Face: Term(_options.Face, () => FaceDistance(target, truth)),
            Adversarial: Term(_options.Adversarial, () => _adversarial!.Generator(target, truth.ConditionMap)),
            Mask: Term(_options.Mask, () => AttentionLoss.Mask(
                sourcePerson.Mask, targetPerson.Mask, source is null ? truth.TargetSilhouette : truth.SourceSilhouette, truth.TargetSilhouette, _options.MaskForm)),
            Smoothness: Term(_options.Smoothness, () => AttentionLoss.Smoothness(sourcePerson.Mask, targetPerson.Mask, _options.SmoothnessForm)),
            Person: Term(_options.Person, () => source is null
                ? PixelLoss.Inside(truth.TargetSilhouette, target, truth.TargetPicture)
                : PixelLoss.Inside(truth.SourceSilhouette, source, truth.SourcePicture) + PixelLoss.Inside(truth.TargetSilhouette, target, truth.TargetPicture)),
            Background: Term(truth.Background is null ? 0 : _options.Background, () => PixelLoss.All(background, truth.Background!)));

        scope.Keep([.. terms.All, terms.Total, target, .. source is null ? [] : new[] { source }]);
        return new ObjectiveResult(terms, source, target);
    }

    /// <summary>The discriminator's loss of the same batch: a single number. No gradient flows into the generator.</summary>
    /// <param name="target">The synthesised target, from <see cref="Of"/>.</param>
    /// <param name="truth">The truth of the batch.</param>
    /// <exception cref="InvalidOperationException">There is no discriminator.</exception>
    public Tensor DiscriminatorLoss(Tensor target, TrainingTruth truth) => _adversarial is null
        ? throw new InvalidOperationException("This objective has no discriminator.")
        : _adversarial.Discriminator(target.Widen(), truth.TargetPicture.Widen(), truth.ConditionMap);

    private Tensor SourceDistance(Tensor source, Tensor wanted) =>
        _options.SourceForm == SourceForm.Perceptual ? PerceptualDistance(source, wanted) : PixelLoss.All(source, wanted);

    private Tensor PerceptualDistance(Tensor picture, Tensor wanted) => _perceptual?.Of(picture, wanted) ?? PixelLoss.All(picture, wanted);

    private Tensor FaceDistance(Tensor target, TrainingTruth truth) =>
        _face?.Of(target, truth.TargetPicture, truth.Heads) ?? PixelLoss.Boxes(truth.Heads, target, truth.TargetPicture);

    private static PaintedPerson Widen(PaintedPerson person) => new(person.Color.Widen(), person.Mask.Widen());

    // Broadcasting would hide a wrong shape.
    private static void RequireFit(Tensor painted, TrainingTruth truth)
    {
        var shape = painted.Shape;
        long[] mask = [shape[0], 1, shape[2], shape[3]];
        void Require(string name, Tensor? tensor, long[] wanted)
        {
            if (tensor is not null && !tensor.Shape.AsSpan().SequenceEqual(wanted))
                throw new ArgumentException($"{name} is {tensor}; what was painted asks for [{string.Join(", ", wanted)}].", nameof(truth));
        }

        Require(nameof(truth.SourcePicture), truth.SourcePicture, shape);
        Require(nameof(truth.TargetPicture), truth.TargetPicture, shape);
        Require(nameof(truth.Background), truth.Background, shape);
        Require(nameof(truth.SourceSilhouette), truth.SourceSilhouette, mask);
        Require(nameof(truth.TargetSilhouette), truth.TargetSilhouette, mask);
        if (truth.Heads.Count != shape[0])
            throw new ArgumentException($"{shape[0]} pictures need as many head boxes, not {truth.Heads.Count}.", nameof(truth));
    }
}
