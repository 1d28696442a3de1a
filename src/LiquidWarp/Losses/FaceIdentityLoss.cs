using LiquidWarp.Networks;
using LiquidWarp.Torch;

namespace LiquidWarp.Losses;

/// <summary>
/// Distance of two faces in the features of SphereFace (REFERENCE 4.4): the unweighted sum of mean |difference| over its five
/// features. Faces are cut out by the head boxes and resized to 112×96. Pictures whose box is empty do not count.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="precision">Type in which it computes; that of the pictures where absent. The differences are summed in single precision.</param>
public sealed class FaceIdentityLoss(Sphere20a network, DType? precision = null)
{
    /// <summary>A single number; no gradient flows into the target. 0 where no picture shows a head.</summary>
    /// <param name="pictures">N×3×H×W in [−1, 1].</param>
    /// <param name="target">The same shape.</param>
    /// <param name="heads">Where the head is in each of the N pictures.</param>
    /// <exception cref="ArgumentException">There are more or fewer boxes than pictures, or one reaches outside its picture.</exception>
    public Tensor Of(Tensor pictures, Tensor target, IReadOnlyList<PixelBox> heads)
    {
        if (heads.Count != pictures.Shape[0])
            throw new ArgumentException($"{pictures.Shape[0]} pictures need as many boxes, not {heads.Count}.", nameof(heads));
        using var scope = TensorScope.Enter();
        var shown = Enumerable.Range(0, heads.Count).Where(i => !heads[i].IsEmpty).ToList();
        if (shown.Count == 0)
            return scope.Keep(Tensor.Scalar(0, pictures.Widen().Type, pictures.Device));
        Tensor Faces(Tensor from) => Tensor.Cat([.. shown.Select(i => heads[i].Crop(from, i, Sphere20a.Height, Sphere20a.Width))], 0).To(precision ?? from.Type);

        var own = network.Forward(Faces(pictures));
        Tensor[] wanted;
        using (NoGrad.Enter())
            wanted = network.Forward(Faces(target));
        return scope.Keep(own.Zip(wanted).Select(level => level.First.Widen().L1Loss(level.Second.Widen())).Aggregate((a, b) => a + b));
    }
}
