using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>Shape of a <see cref="FactorizedDiscriminator"/>; the defaults are the paper's.</summary>
public sealed record FactorizedDiscriminatorOptions
{
    /// <summary>Width of the two layers that embed a joint's rotation; 32 by default.</summary>
    public int JointWidth { get; init; } = 32;

    /// <summary>Width of the two layers that see all joints; 1024 by default.</summary>
    public int PoseWidth { get; init; } = 1024;
}

/// <summary>
/// The factorised adversarial prior of HMR (Kanazawa et al. 2018; REFERENCE 2.4): each joint's rotation, the whole pose and the shape are judged by
/// discriminators of their own, so that each learns the limits of its own small space from unpaired examples and none collapses. The rotations are
/// embedded by layers that all joints share.
/// </summary>
public sealed class FactorizedDiscriminator
{
    /// <summary>Joints that are judged: all but the pelvis, for people turn as they like.</summary>
    public const int Joints = 23;

    /// <summary>Logits of a body: one for each joint, one for the whole pose, one for the shape.</summary>
    public const int Logits = Joints + 2;

    private readonly Sequential _embed;
    private readonly Conv2d _joints;
    private readonly Sequential _pose;
    private readonly Sequential _shape;

    /// <summary>Makes embed, joints, pose and shape under a path.</summary>
    public FactorizedDiscriminator(ParameterPath path, FactorizedDiscriminatorOptions options)
    {
        Linear Hidden(ParameterPath at, int input, int output) => new(at, input, output, initializer: Initialize.KaimingNormal());

        var (joint, pose) = (options.JointWidth, options.PoseWidth);
        _embed = new Sequential(Hidden(path / "embed" / 0, 9, joint), Activation.Relu, Hidden(path / "embed" / 1, joint, joint), Activation.Relu);
        _joints = new Conv2d(path / "joints", Joints * joint, Joints, kernel: 1, groups: Joints);
        _pose = new Sequential(
            Hidden(path / "pose" / 0, Joints * joint, pose), Activation.Relu, Hidden(path / "pose" / 1, pose, pose), Activation.Relu, new Linear(path / "pose" / 2, pose, 1));
        _shape = new Sequential(
            Hidden(path / "shape" / 0, 10, 10), Activation.Relu, Hidden(path / "shape" / 1, 10, 5), Activation.Relu, new Linear(path / "shape" / 2, 5, 1));
    }

    /// <summary>Judges bodies: N×25 logits, joints first, then the whole pose, then the shape. They are taught 1 for real and 0 for made.</summary>
    /// <param name="theta">N×85; camera and global orientation play no part.</param>
    public Tensor Forward(Tensor theta)
    {
        using var scope = TensorScope.Enter();
        var rotations = BodyLayer.Rotations(BodyLayer.Pose(theta).Slice(1, 3)).Reshape([theta.Shape[0], Joints, 9]);
        var embedded = _embed.Forward(rotations).Flatten();
        // The joints' last layers: a convolution in as many groups sees each joint alone.
        var joints = _joints.Forward(embedded.Reshape([embedded.Shape[0], -1, 1, 1])).Flatten();
        return scope.Keep(Tensor.Cat([joints, _pose.Forward(embedded), _shape.Forward(BodyLayer.Shape(theta))], 1));
    }
}
