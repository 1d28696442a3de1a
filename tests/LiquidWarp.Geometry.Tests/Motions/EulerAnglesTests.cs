using System.Numerics;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests.Motions;

/// <summary>Analytic: angles give back their rotation and go on from where they were.</summary>
public class EulerAnglesTests
{
    [Fact]
    public void Near_RandomRotations_GiveThemBack()
    {
        var random = new Random(1);
        var angles = new EulerAngles();
        for (var i = 0; i < 1000; i++)
        {
            var rotation = Quaternion.Normalize(new(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle() - 0.5f));
            angles = EulerAngles.Near(angles, rotation);
            AssertSame(rotation, Compose(angles));
        }
    }

    [Fact]
    public void Near_SmoothTurnAboutAnyAxis_GoesWithoutJumps()
    {
        // Three turns about each axis; the one about y passes both quarters where the other two angles cannot be told apart.
        foreach (var axis in (ReadOnlySpan<Vector3>)[Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ])
        {
            var angles = new EulerAngles();
            for (var degrees = 0; degrees <= 1080; degrees += 5)
            {
                angles = EulerAngles.Near(angles, Quaternion.CreateFromAxisAngle(axis, degrees * MathF.PI / 180));
                Assert.Equal(degrees * (double)axis.X, angles.X, 1e-3);
                Assert.Equal(degrees * (double)axis.Y, angles.Y, 1e-3);
                Assert.Equal(degrees * (double)axis.Z, angles.Z, 1e-3);
            }
        }
    }

    [Fact]
    public void Near_LockedAtAQuarter_KeepsZAndGivesTheRotationBack()
    {
        var rotation = Compose(new(40, 90, 25));

        var angles = EulerAngles.Near(new(40, 80, 20), rotation);

        Assert.Equal(40, angles.Z, 0.1);
        Assert.Equal(25, angles.X, 0.1);
        AssertSame(rotation, Compose(angles));
    }

    private static Quaternion Compose(EulerAngles angles) =>
        About(Vector3.UnitZ, angles.Z) * About(Vector3.UnitY, angles.Y) * About(Vector3.UnitX, angles.X);

    private static Quaternion About(Vector3 axis, double degrees) => Quaternion.CreateFromAxisAngle(axis, (float)double.DegreesToRadians(degrees));

    private static void AssertSame(Quaternion expected, Quaternion actual) =>
        Assert.True(MathF.Abs(Quaternion.Dot(expected, actual)) > 1 - 1e-6f, $"expected {expected}, got {actual}");
}
