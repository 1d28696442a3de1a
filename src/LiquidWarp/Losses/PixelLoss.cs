using LiquidWarp.Networks;
using LiquidWarp.Torch;

namespace LiquidWarp.Losses;

/// <summary>Mean |difference| of pixels, of pictures N×3×H×W. No gradient flows into the target.</summary>
public static class PixelLoss
{
    /// <summary>Of all pixels: a single number.</summary>
    public static Tensor All(Tensor picture, Tensor target)
    {
        using var scope = TensorScope.Enter();
        var own = picture.Widen();
        return scope.Keep(own.L1Loss(target.Detach().To(own.Type)));
    }

    /// <summary>Of the pixels inside a silhouette N×1×H×W (1 = inside): the mean of each picture's mean, so that small people count as much.</summary>
    public static Tensor Inside(Tensor silhouette, Tensor picture, Tensor target)
    {
        using var scope = TensorScope.Enter();
        var own = picture.Widen();
        var inside = silhouette.Detach().To(own.Type);
        var difference = (own - target.Detach().To(own.Type)).Abs().Mean([1], keep: true) * inside;
        var area = Tensor.Maximum(inside.Sum([1, 2, 3]), Tensor.Scalar(1, own.Type, own.Device)); // a picture with nothing inside counts 0
        return scope.Keep((difference.Sum([1, 2, 3]) / area).Mean());
    }

    /// <summary>Of one box in each picture: the mean of the means of those that are not empty; 0 where all are.</summary>
    public static Tensor Boxes(IReadOnlyList<PixelBox> boxes, Tensor picture, Tensor target)
    {
        using var scope = TensorScope.Enter();
        var own = picture.Widen();
        var shown = Enumerable.Range(0, boxes.Count).Where(i => !boxes[i].IsEmpty);
        List<Tensor> losses = [.. shown.Select(i => All(Cut(own, i, boxes[i]), Cut(target, i, boxes[i])))];
        return scope.Keep(losses.Count == 0 ? Tensor.Scalar(0, own.Type, own.Device) : Tensor.Stack(losses).Mean());
    }

    private static Tensor Cut(Tensor pictures, int index, PixelBox box) =>
        pictures.Slice(0, index, index + 1).Slice(2, box.MinY, box.MaxY).Slice(3, box.MinX, box.MaxX);
}
