using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Files;
using LiquidWarp.Motions;
using LiquidWarp.Motions.Estimates;

namespace LiquidWarp.Tests.Motions.Estimates;

/// <summary>The person of tests/Golden/estimates/make.py, and what of them must come out.</summary>
internal static class EstimatedPerson
{
    public static string Golden(string name) => Path.Combine(Goldens.Checkout, "tests", "Golden", "estimates", name);

    /// <summary>The tree of a golden pickle, to be broken.</summary>
    public static Dictionary<object, object?> Tree(string name) => (Dictionary<object, object?>)PickleFile.Read(Golden(name))!;

    public static FileValue Value(object? tree) => new("some.file", "", tree);

    /// <summary>Asserts pose and travel of frame n in camera view, where the turn about the vertical leads away from facing the camera.</summary>
    public static void AssertPose(BodyParameters body, float n, float tolerance = 1e-5f)
    {
        var root = Rotations.ToQuaternion(new Vector3(body.Pose));
        // Up is -y, and the front is turned from towards the camera, -z, to the right.
        Close.Assert([0, -1, 0], Numbers(Vector3.Transform(Vector3.UnitY, root)), tolerance);
        Close.Assert([MathF.Sin(0.1f * n), 0, -MathF.Cos(0.1f * n)], Numbers(Vector3.Transform(Vector3.UnitZ, root)), tolerance);
        var joints = new float[69];
        joints[3 * ((int)Joint.LeftElbow - 1) + 1] = -0.1f * n;
        Close.Assert(joints, body.Pose.AsSpan(3), tolerance);
    }

    /// <summary>Asserts that frames follow one another without gaps from the first, and that the travel is that of make.py.</summary>
    public static void AssertTravel(Motion motion, Vector3 aFrame, float tolerance = 1e-5f)
    {
        Assert.Equal(motion.Frames.Count, motion.RootTravel!.Count);
        for (var i = 0; i < motion.Frames.Count; i++)
            Close.Assert(Numbers(i * aFrame), Numbers(motion.RootTravel[i]), tolerance);
    }

    public static void AssertCamera(WeakPerspectiveCamera camera, float scale, float x, float y) =>
        Close.Assert([scale, x, y], [camera.Scale, camera.X, camera.Y], 1e-5);

    public static void AssertSaid(Motion motion, params string[] parts)
    {
        foreach (var part in parts)
            Assert.Contains(motion.Assumptions, said => said.Contains(part, StringComparison.Ordinal));
    }

    public static void AssertFails(string reason, Action read)
    {
        var error = Assert.Throws<InputException>(read);
        Assert.Contains("some.file", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static float[] Numbers(Vector3 vector) => [vector.X, vector.Y, vector.Z];
}
