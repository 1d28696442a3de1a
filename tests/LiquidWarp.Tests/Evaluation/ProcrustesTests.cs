using System.Numerics;
using LiquidWarp.Evaluation;

namespace LiquidWarp.Tests.Evaluation;

// Analytic.
public sealed class ProcrustesTests
{
    [Fact]
    public void Align_TurnedScaledAndShifted_IsTheTarget()
    {
        var random = new Random(5);
        for (var round = 0; round < 20; round++)
        {
            var target = Enumerable.Range(0, 9).Select(_ => new Vector3(random.NextSingle(), random.NextSingle(), random.NextSingle())).ToArray();
            var turn = Quaternion.Normalize(new(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle() - 0.5f));
            var points = Array.ConvertAll(target, point => 3 * Vector3.Transform(point, turn) + new Vector3(1, -2, 5));
            var aligned = Procrustes.Align(points, target);
            for (var i = 0; i < target.Length; i++)
                Assert.InRange(Vector3.Distance(aligned[i], target[i]), 0, 1e-4f);
        }
    }

    // A mirror image is no rotation: a swap of left and right must cost.
    [Fact]
    public void Align_AMirrorImage_StaysWrong()
    {
        Vector3[] target = [new(0, 0, 0), new(1, 0, 0), new(0, 2, 0), new(0, 0, 3)];
        var aligned = Procrustes.Align(Array.ConvertAll(target, point => point with { X = -point.X }), target);
        Assert.True(aligned.Zip(target, Vector3.Distance).Sum() > 0.5f);
    }

    [Fact]
    public void Align_DifferentNumbers_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Procrustes.Align(new Vector3[3], new Vector3[4]));
}
