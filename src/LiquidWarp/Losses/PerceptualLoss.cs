using LiquidWarp.Networks;
using LiquidWarp.Torch;

namespace LiquidWarp.Losses;

/// <summary>
/// Distance of two pictures in the features of VGG-19 (REFERENCE 4.5): mean |difference| of the five features, with weights
/// 1/32, 1/16, 1/8, 1/4 and 1. Pictures are in [−1, 1] and used as such, without ImageNet's mean and deviation.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="precision">Type in which it computes; that of the pictures where absent. The differences are summed in single precision.</param>
public sealed class PerceptualLoss(Vgg19 network, DType? precision = null)
{
    private static readonly double[] LevelWeights = [1.0 / 32, 1.0 / 16, 1.0 / 8, 1.0 / 4, 1];

    /// <summary>A single number; no gradient flows into the target.</summary>
    /// <param name="picture">N×3×H×W in [−1, 1].</param>
    /// <param name="target">The same shape.</param>
    public Tensor Of(Tensor picture, Tensor target)
    {
        using var scope = TensorScope.Enter();
        var own = network.Forward(picture.To(precision ?? picture.Type));
        Tensor[] wanted;
        using (NoGrad.Enter())
            wanted = network.Forward(target.To(precision ?? target.Type));
        return scope.Keep(own.Zip(wanted, LevelWeights).Select(level => level.First.Widen().L1Loss(level.Second.Widen()) * level.Third).Aggregate((a, b) => a + b));
    }
}
