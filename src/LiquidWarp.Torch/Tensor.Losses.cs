using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <content>Losses against a target of the same shape, unless said.</content>
public sealed partial class Tensor
{
    /// <summary>|x − target|.</summary>
    public Tensor L1Loss(Tensor target, Reduction reduction = Reduction.Mean) => new(Native.lw_l1_loss(Handle, target.Handle, (int)reduction));

    /// <summary>(x − target)².</summary>
    public Tensor MseLoss(Tensor target, Reduction reduction = Reduction.Mean) => new(Native.lw_mse_loss(Handle, target.Handle, (int)reduction));

    /// <summary>Mean of (x − target)² for one number: the least-squares GAN loss, with 1 for real and 0 or −1 for fake.</summary>
    public Tensor MseTo(double target) => (this - target).Square().Mean();

    /// <summary>Quadratic nearer than <paramref name="beta"/>, linear beyond (Huber over beta).</summary>
    public Tensor SmoothL1Loss(Tensor target, double beta = 1, Reduction reduction = Reduction.Mean) =>
        new(Native.lw_smooth_l1_loss(Handle, target.Handle, beta, (int)reduction));

    /// <summary>Binary cross entropy of probabilities in [0, 1] against targets in [0, 1].</summary>
    public Tensor BceLoss(Tensor target, Reduction reduction = Reduction.Mean) => new(Native.lw_bce_loss(Handle, target.Handle, (int)reduction));

    /// <summary>Binary cross entropy of the sigmoid of this.</summary>
    public Tensor BceWithLogitsLoss(Tensor target, Reduction reduction = Reduction.Mean) =>
        new(Native.lw_bce_logits_loss(Handle, target.Handle, (int)reduction));

    /// <summary>Cross entropy of the softmax over axis 1 against class numbers (Int64, without that axis).</summary>
    public Tensor CrossEntropyLoss(Tensor labels, Reduction reduction = Reduction.Mean) =>
        new(Native.lw_cross_entropy_loss(Handle, labels.Handle, (int)reduction));
}
