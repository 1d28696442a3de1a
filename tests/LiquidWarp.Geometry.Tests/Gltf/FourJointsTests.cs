using System.Numerics;
using LiquidWarp.Gltf;

namespace LiquidWarp.Tests.Gltf;

/// <summary>Exact.</summary>
public class FourJointsTests
{
    [Fact]
    public void Strongest_FiveJoints_DropsTheWeakestAndSharesItsWeightOut()
    {
        var kept = FourJoints.Strongest(Weights((2, 0.05f), (3, 0.3f), (7, 0.25f), (20, 0.2f), (23, 0.2f)));

        Assert.Equal((uint)(3 | 7 << 8 | 20 << 16 | 23 << 24), kept.Indices);
        Assert.True(Vector4.Distance(kept.Weights, new Vector4(0.3f, 0.25f, 0.2f, 0.2f) / 0.95f) < 1e-6f);
        Assert.Equal(1, kept.Weights.X + kept.Weights.Y + kept.Weights.Z + kept.Weights.W, 1e-7f);
    }

    [Fact]
    public void Strongest_OneJoint_HasTheWholeWeightAndTheOthersNone() =>
        Assert.Equal(new FourJoints(5, Vector4.UnitX), FourJoints.Strongest(Weights((5, 1))));

    [Fact]
    public void Strongest_AllEqual_KeepsTheFirstFour()
    {
        var kept = FourJoints.Strongest([.. Enumerable.Repeat(1 / 24f, 24)]);

        Assert.Equal(new FourJoints(0x03020100, new Vector4(0.25f)), kept);
    }

    private static float[] Weights(params (int Joint, float Weight)[] given)
    {
        var weights = new float[24];
        foreach (var (joint, weight) in given)
            weights[joint] = weight;
        return weights;
    }
}
