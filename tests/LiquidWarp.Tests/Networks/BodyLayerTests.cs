using LiquidWarp.Bodies;
using LiquidWarp.Networks;
using LiquidWarp.Tests.Bodies;
using LiquidWarp.Torch;

namespace LiquidWarp.Tests.Networks;

// Parity: with BodyModel, which skins every vertex. Analytic: gradients against finite differences in double precision.
public sealed class BodyLayerTests : TensorTestBase
{
    public enum Kind { Doll, Default, Hash }

    [Theory]
    [InlineData(Kind.Doll)]
    [InlineData(Kind.Default)]
    [InlineData(Kind.Hash)]
    public void Forward_RandomBodies_EqualsTheBodyModel(Kind kind)
    {
        var model = Model(kind);
        using var layer = new BodyLayer(model);
        using var scope = Scope();
        const int count = 5;
        var thetas = Enumerable.Range(0, count).Select(Theta).ToArray();
        var posed = Array.ConvertAll(thetas, theta =>
        {
            var body = model.CreatePosed();
            model.Pose(BodyParameters.FromVector(theta), body);
            return body;
        });

        var theta = Tensor.From<float>([.. thetas.SelectMany(numbers => numbers)], [count, BodyParameters.Length]);
        var output = layer.Forward(theta);
        Close.Assert([.. posed.SelectMany(body => body.Joints).SelectMany(Numbers)], output.Joints.ToArray<float>(), 1e-5);
        Close.Assert([.. posed.SelectMany(body => body.Keypoints).SelectMany(Numbers)], output.Keypoints.ToArray<float>(), 1e-5);
        // Matrix4x4 holds the transpose of the textbook's.
        Close.Assert([.. posed.SelectMany(body => body.Rotations).SelectMany(r => (float[])[r.M11, r.M21, r.M31, r.M12, r.M22, r.M32, r.M13, r.M23, r.M33])], output.Rotations.ToArray<float>(), 1e-6);

        var projected = posed.Zip(thetas).SelectMany(pair => pair.First.Keypoints.Select(point => BodyParameters.FromVector(pair.Second).Camera.Project(point)));
        Close.Assert([.. projected.SelectMany(point => (float[])[point.X, point.Y])], BodyLayer.Project(output.Keypoints, theta).ToArray<float>(), 1e-5);
    }

    [Fact]
    public void Forward_RestPose_HasFiniteGradients()
    {
        using var layer = new BodyLayer(Model(Kind.Doll));
        using var scope = Scope();
        var theta = Tensor.Zeros([1, BodyParameters.Length]);
        theta.RequiresGrad = true;
        layer.Forward(theta).Keypoints.Square().Sum().Backward();
        Assert.All(theta.Grad.ToArray<float>(), gradient => Assert.True(float.IsFinite(gradient)));
        Assert.Contains(theta.Grad.ToArray<float>(), gradient => gradient != 0);
    }

    [Fact]
    public void Backward_OfProjectionAndDepth_EqualsFiniteDifferences()
    {
        using var layer = new BodyLayer(Model(Kind.Hash), type: DType.Float64);
        using var scope = Scope();
        double[] numbers = [.. Theta(7).Select(number => (double)number)];
        double[] weights = [.. Numbers(19 * 3, seed: 9).Select(number => (double)number)];

        // A sum in which every number of the result has a weight of its own.
        Tensor Value(Tensor theta)
        {
            var keypoints = layer.Forward(theta).Keypoints;
            var seen = Tensor.Cat([BodyLayer.Project(keypoints, theta), keypoints.Slice(2, 2)], 2);
            return (seen.Reshape([-1]) * Tensor.From(weights, [19 * 3])).Sum();
        }

        var theta = Tensor.From(numbers, [1, BodyParameters.Length]);
        theta.RequiresGrad = true;
        Value(theta).Backward();
        var gradient = theta.Grad.ToArray<double>();
        const double step = 1e-5;
        for (var i = 0; i < numbers.Length; i++)
        {
            using var inner = TensorScope.Enter();
            double At(double moved) => Value(Tensor.From<double>([.. numbers[..i], moved, .. numbers[(i + 1)..]], [1, BodyParameters.Length])).ToDouble();
            var expected = (At(numbers[i] + step) - At(numbers[i] - step)) / (2 * step);
            Assert.Equal(expected, gradient[i], 1e-7 * (1 + Math.Abs(expected)));
        }
    }

    [Fact]
    public void FromHips_OfAnyBody_HasTheHipsOppositeEachOther()
    {
        using var scope = Scope();
        var seen = BodyLayer.FromHips(Tensor.RandN([2, 19, 3]));
        Close.Assert(new float[6], (seen.Select(1, (int)Keypoint.LeftHip) + seen.Select(1, (int)Keypoint.RightHip)).ToArray<float>(), 1e-6);
    }

    private static BodyModel Model(Kind kind) => kind switch
    {
        Kind.Doll => TinyBody.Create(),
        Kind.Default => BodyModel.LoadDefault(),
        _ => HashBody.Create(),
    };

    private static float[] Theta(int seed) => [.. Numbers(BodyParameters.Length, seed)];

    private static float[] Numbers(System.Numerics.Vector3 v) => [v.X, v.Y, v.Z];
}
