using LiquidWarp.Networks;
using LiquidWarp.Torch;

namespace LiquidWarp.Losses;

/// <summary>What the generator should have painted, for N pairs of pictures.</summary>
/// <param name="SourcePicture">N×3×H×W in [−1, 1].</param>
/// <param name="TargetPicture">The same person in the target's pose, same shape.</param>
/// <param name="SourceSilhouette">N×1×H×W in [0, 1]: 1 = person. Soft edges are welcome.</param>
/// <param name="TargetSilhouette">The same of the target.</param>
/// <param name="ConditionMap">The target's correspondence map, which the discriminator is shown: N×3×H×W.</param>
/// <param name="Heads">Where the head is in each target picture (<see cref="PersonBoxes.Head"/>); empty where it is not seen.</param>
/// <param name="Background">The source's picture without the person, N×3×H×W in [−1, 1]; null where nobody knows it.</param>
public sealed record TrainingTruth(
    Tensor SourcePicture,
    Tensor TargetPicture,
    Tensor SourceSilhouette,
    Tensor TargetSilhouette,
    Tensor ConditionMap,
    IReadOnlyList<PixelBox> Heads,
    Tensor? Background = null);
