using System.Numerics;
using LiquidWarp.Datasets.Drawing;

namespace LiquidWarp.Tests.Datasets.Drawing;

/// <summary>Analytic: a cylinder unrolls to its arc lengths.</summary>
public class ChartTests
{
    private static readonly Chart Round = new([Vector3.Zero], Vector3.UnitY, Vector3.UnitZ, 0.5f, 0.5f);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(90, 0.25 * Math.PI)]
    [InlineData(-45, -0.125 * Math.PI)]
    public void At_PointOfTheCylinder_IsArcLengthAndHeight(float degrees, double expected)
    {
        var (sin, cos) = MathF.SinCos(degrees * MathF.PI / 180);
        var at = Round.At(new(0.5f * sin, 0.3f, 0.5f * cos));
        Assert.Equal(expected, at.X, 1e-5);
        Assert.Equal(0.3, at.Y, 1e-6);
    }

    [Fact]
    public void At_BentPath_FollowsIt()
    {
        var bent = new Chart([new(0, 0, 0), new(1, 1, 0)], Vector3.UnitY, Vector3.UnitX, 0.1f, 0.1f);
        Assert.Equal(0, bent.At(new(0.5f + 0.1f, 0.5f, 0)).X, 1e-5);
        Assert.Equal(bent.Circumference / 2, Math.Abs(bent.At(new(1 - 0.1f, 1, 0)).X), 1e-4);
    }
}
