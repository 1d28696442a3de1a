using LiquidWarp.Bodies;
using LiquidWarp.Losses;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Tests.Networks;

namespace LiquidWarp.Tests.Losses;

// Analytic: closed forms of each term. Golden: PyTorch's numbers of the adversarial ones.
public sealed class MeshRecoveryObjectiveTests : TensorTestBase, IDisposable
{
    private readonly BodyLayer _body;
    private readonly ParameterStore _store;
    private readonly MeshRecoveryObjective _objective;

    public MeshRecoveryObjectiveTests()
    {
        // Here and not with the fields, which are made before the base class counts.
        (_body, _store) = (new(TinyBody.Create()), new());
        _objective = new(_body, new FactorizedDiscriminator(_store.Root, new() { JointWidth = 4, PoseWidth = 12 }));
        FormulaWeights.Fill(_store);
    }

    [Fact]
    public void Reprojection_OfKnownPlaces_IsTheMeanOverTheVisible()
    {
        using var scope = Scope();
        var places = Tensor.From([0.1f, 0.2f, 0.5f, 0.5f, 9f, 9f], [1, 3, 2]);
        var truth = Tensor.From([0f, 0f, 0.5f, 0.25f, 0f, 0f], [1, 3, 2]);
        Assert.Equal((0.3 + 0.25) / 2, Value(MeshRecoveryObjective.Reprojection(places, truth, Tensor.From([1f, 1f, 0f], [1, 3]))), 1e-6);
        Assert.Equal(0, Value(MeshRecoveryObjective.Reprojection(places, truth, Tensor.Zeros([1, 3]))));
    }

    [Fact]
    public void Keypoints_MovedAsAWhole_CostNothing()
    {
        using var scope = Scope();
        var truth = Tensor.RandN([2, 19, 3]);
        Assert.Equal(0, Value(MeshRecoveryObjective.Keypoints(truth + 5, truth)), 1e-9);
        // One keypoint of 38 three decimetres aside; not a hip.
        var moved = new float[2 * 19 * 3];
        moved[(int)Keypoint.Nose * 3 + 1] = 0.3f;
        Assert.Equal(0.09 / 38, Value(MeshRecoveryObjective.Keypoints(truth + Tensor.From(moved, [2, 19, 3]), truth)), 1e-6);
    }

    [Fact]
    public void Parameters_OfKnownTurns_AreTheClosedForm()
    {
        using var scope = Scope();
        const float angle = 0.7f;
        var (pose, shape) = (new float[72], new float[10]);
        pose[3 * (int)Joint.LeftKnee] = angle;
        shape[4] = 2;
        var turned = BodyLayer.Rotations(Tensor.From(pose, [1, 72]));
        var rest = BodyLayer.Rotations(Tensor.Zeros([1, 72]));
        // About one axis ‖R − I‖² = 4 (1 − cos).
        Assert.Equal((4 * (1 - Math.Cos(angle)) + 4) / (9 * 24 + 10), Value(MeshRecoveryObjective.Parameters(turned, Tensor.From(shape, [1, 10]), rest, Tensor.Zeros([1, 10]))), 1e-6);
        // The same rotation said in another way is the same.
        pose[3 * (int)Joint.LeftKnee] = angle - 2 * MathF.PI;
        Assert.Equal(0, Value(MeshRecoveryObjective.Parameters(BodyLayer.Rotations(Tensor.From(pose, [1, 72])), Tensor.Zeros([1, 10]), turned, Tensor.Zeros([1, 10]))), 1e-6);
    }

    [Fact]
    public void Adversarial_OfPyTorchsDefinition_EqualsItsGolden()
    {
        var golden = GoldenTensors.Own("networks", "factorized.npz");
        using var scope = Scope();
        var theta = golden["theta"];
        theta.RequiresGrad = true;
        var terms = _objective.Encoder([theta], theta.Detach(), Tensor.Ones([3, 19]));
        golden.Assert("encoder", terms.Adversarial, 0, relative: 1e-5);
        terms.Adversarial.Backward();
        golden.Assert("encoder_grad", theta.Grad, 1e-4, relative: 1e-4);
        golden.Assert("discriminator", _objective.Discriminator([theta], golden["real"]), 0, relative: 1e-5);
    }

    [Fact]
    public void Encoder_OfTheTruth_CostsOnlyWhatTheDiscriminatorsSay()
    {
        using var scope = Scope();
        var truth = Tensor.From(Numbers(2 * HumanMeshRecovery.ThetaSize), [2, HumanMeshRecovery.ThetaSize]);
        // Earlier estimates are judged by the discriminators alone.
        var terms = _objective.Encoder([truth + 0.3, truth], truth, Tensor.Ones([2, 19]));
        Assert.Equal([0, 0, 0], [Value(terms.Reprojection), Value(terms.Keypoints), Value(terms.Parameters)]);
        Assert.True(Value(terms.Adversarial) > 0);
        Assert.Equal(2 * Value(terms.Adversarial), Value(terms.Total(new() { Adversarial = 2 })), 1e-4);

        var off = _objective.Encoder([truth + 0.1], truth, Tensor.Ones([2, 19]));
        var total = 60 * Value(off.Reprojection) + 60 * Value(off.Keypoints) + 60 * Value(off.Parameters) + Value(off.Adversarial);
        Assert.Equal(total, Value(off.Total(new())), 1e-3);
    }

    // One backward pass serves both sides: frozen while the encoder's side is recorded, the discriminators get their own side's gradients and no others.
    [Fact]
    public void Gradients_OfBothSidesTogether_AreThoseOfEachAlone()
    {
        using var scope = Scope();
        long[] shape = [2, HumanMeshRecovery.ThetaSize];
        var (estimate, truth, real) = (Tensor.From(Numbers(170, 1), shape), Tensor.From(Numbers(170, 2), shape), Tensor.From(Numbers(170, 3), shape));
        estimate.RequiresGrad = true;
        Tensor Encoder() => _objective.Encoder([estimate], truth, Tensor.Ones([2, 19])).Total(new());
        Tensor Discriminator() => _objective.Discriminator([estimate], real);

        Discriminator().Backward();
        Assert.False(estimate.HasGrad);
        var judges = _store.Parameters.Select(parameter => parameter.Tensor.Grad.ToArray<float>()).ToList();
        _store.ClearGrads();
        Encoder().Backward();
        var own = estimate.Grad.ToArray<float>();
        estimate.ClearGrad();
        _store.ClearGrads();

        _store.Freeze();
        var encoder = Encoder();
        _store.Unfreeze();
        (encoder + Discriminator()).Backward();
        Assert.Equal(own, estimate.Grad.ToArray<float>());
        Assert.Equal(judges, _store.Parameters.Select(parameter => parameter.Tensor.Grad.ToArray<float>()));
    }

    public new void Dispose()
    {
        _body.Dispose();
        _store.Dispose();
        base.Dispose();
    }

    private static double Value(Tensor number) => number.ToDouble();
}
