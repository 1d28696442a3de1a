using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Losses;

/// <summary>
/// The least-squares adversarial loss (Mao et al. 2017; L_adv and L^D of the paper): the discriminator is taught +1 for true and −1 for
/// made pictures, the generator wants its own to be judged 0. It sees a picture together with the map of the pose that the picture
/// should show.
/// </summary>
/// <param name="discriminator">From picture and map, N×6×H×W, to logits of any shape.</param>
/// <param name="precision">Type in which it computes; that of the pictures where absent. Logits are judged in single precision.</param>
public sealed class AdversarialLoss(ILayer discriminator, DType? precision = null)
{
    private const double Real = 1;
    private const double Fake = -1;
    private const double Undecided = 0;

    /// <summary>
    /// The generator's side, a single number. Gradients also reach the discriminator's parameters unless they are frozen meanwhile
    /// (<see cref="ParameterStore.Freeze"/>), which saves their computation too.
    /// </summary>
    /// <param name="picture">What the generator made: N×3×H×W in [−1, 1].</param>
    /// <param name="conditionMap">The correspondence map of the target: N×3×H×W.</param>
    public Tensor Generator(Tensor picture, Tensor conditionMap)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(Judge(picture, conditionMap).MseTo(Undecided));
    }

    /// <summary>The discriminator's side, a single number; no gradient flows into the pictures.</summary>
    /// <param name="fake">What the generator made: N×3×H×W in [−1, 1].</param>
    /// <param name="real">The true pictures, of the same shape.</param>
    /// <param name="conditionMap">The correspondence map of the target: N×3×H×W.</param>
    public Tensor Discriminator(Tensor fake, Tensor real, Tensor conditionMap)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(Judge(real.Detach(), conditionMap).MseTo(Real) + Judge(fake.Detach(), conditionMap).MseTo(Fake));
    }

    private Tensor Judge(Tensor picture, Tensor conditionMap)
    {
        var type = precision ?? picture.Type;
        return discriminator.Forward(Tensor.Cat([picture.To(type), conditionMap.Detach().To(type)], 1)).Widen();
    }
}
