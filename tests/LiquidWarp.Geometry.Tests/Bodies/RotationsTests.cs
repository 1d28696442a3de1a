using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Tests.Bodies;

/// <summary>Golden numbers of REFERENCE section 11, and analytic round trips.</summary>
public class RotationsTests
{
    [Fact]
    public void ToMatrix_ReferenceVector_GivesReferenceRows()
    {
        var m = Rotations.ToMatrix(new(0.1f, -0.2f, 0.3f));
        // Columns here are the rows of the textbook matrix.
        Close.Assert(
            [0.9357548f, -0.30293271f, -0.18054008f, 0.28316496f, 0.95058062f, -0.12733457f, 0.21019171f, 0.06803132f, 0.97529031f],
            [m.M11, m.M21, m.M31, m.M12, m.M22, m.M32, m.M13, m.M23, m.M33], 2e-7);
    }

    [Fact]
    public void ToMatrix_Zero_IsExactlyIdentity() => Assert.Equal(Matrix4x4.Identity, Rotations.ToMatrix(Vector3.Zero));

    [Fact]
    public void ToMatrix_HalfTurnAboutX_IsFrontalView()
    {
        var m = Rotations.ToMatrix(new(MathF.PI, 0, 0));
        Close.Assert([1, 0, 0, 0, -1, 0, 0, 0, -1], [m.M11, m.M12, m.M13, m.M21, m.M22, m.M23, m.M31, m.M32, m.M33], 1e-6);
    }

    [Theory]
    [InlineData(180, 0, 3.14159265f, 0, 0)]
    [InlineData(180, 2, 3.14111417f, 0, -0.05482835f)]
    [InlineData(180, 90, 2.22144147f, 0, -2.22144147f)]
    public void Compose_TurnAboutXThenY_GivesReferenceVector(float x, float y, float rx, float ry, float rz)
    {
        var composed = Rotations.Compose(new(x * MathF.PI / 180, 0, 0), new(0, y * MathF.PI / 180, 0));
        // A half turn has two axis-angle vectors; only the rotation is unique.
        AssertSameRotation(new(rx, ry, rz), composed);
    }

    [Fact]
    public void AllForms_RandomRotations_AgreeAndRoundTrip()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var axis = Vector3.Normalize(new(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle() - 0.5f));
            var angle = i switch { < 50 => 1e-5f * i, < 100 => MathF.PI - 1e-6f * (i - 50), _ => MathF.PI * random.NextSingle() };
            var vector = angle * axis;
            AssertSameRotation(vector, Rotations.ToAxisAngle(Rotations.ToMatrix(vector)));
            AssertSameRotation(vector, Rotations.ToAxisAngle(Rotations.ToQuaternion(vector)));
            var point = new Vector3(random.NextSingle(), random.NextSingle(), random.NextSingle());
            AssertClose(Vector3.Transform(point, Rotations.ToMatrix(vector)), Vector3.Transform(point, Rotations.ToQuaternion(vector)));
            if (angle < 3)
                Assert.True(Vector3.Distance(vector, Rotations.ToAxisAngle(Rotations.ToMatrix(vector))) < 2e-6f * (1 + 1 / (MathF.PI - angle)));
        }
    }

    [Fact]
    public void ToAxisAngle_QuaternionWithNegativeW_TakesShorterTurn() =>
        AssertClose(new(0.5f, 0, 0), Rotations.ToAxisAngle(-Rotations.ToQuaternion(new(0.5f, 0, 0))));

    [Fact]
    public void Slerp_OneAxis_IsLinearInAngle() =>
        AssertClose(new(0, 0.8f, 0), Rotations.Slerp(new(0, 0.2f, 0), new(0, 1, 0), 0.75f));

    [Fact]
    public void Slerp_AcrossHalfTurn_TakesShorterArc() =>
        AssertSameRotation(new(0, MathF.PI, 0), Rotations.Slerp(new(0, 3, 0), new(0, -3, 0), 0.5f));

    [Fact]
    public void Between_AnyDirections_TurnsOneIntoTheOther()
    {
        AssertClose(Vector3.UnitY, Vector3.Transform(Vector3.UnitX, Rotations.Between(2 * Vector3.UnitX, 3 * Vector3.UnitY)));
        AssertClose(-Vector3.UnitX, Vector3.Transform(Vector3.UnitX, Rotations.Between(Vector3.UnitX, -Vector3.UnitX)));
        AssertClose(-Vector3.UnitY, Vector3.Transform(Vector3.UnitY, Rotations.Between(Vector3.UnitY, -Vector3.UnitY)));
        Assert.Equal(Quaternion.Identity, Rotations.Between(Vector3.UnitZ, Vector3.UnitZ));
    }

    private static void AssertSameRotation(Vector3 expected, Vector3 actual)
    {
        var (a, b) = (Rotations.ToMatrix(expected), Rotations.ToMatrix(actual));
        AssertClose(Vector3.Transform(Vector3.UnitX, a), Vector3.Transform(Vector3.UnitX, b));
        AssertClose(Vector3.Transform(Vector3.UnitY, a), Vector3.Transform(Vector3.UnitY, b));
    }

    private static void AssertClose(Vector3 expected, Vector3 actual) =>
        Close.Assert([expected.X, expected.Y, expected.Z], [actual.X, actual.Y, actual.Z], 2e-6);
}
