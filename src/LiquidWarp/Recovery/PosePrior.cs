using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Recovery;

/// <summary>
/// What is known of human joints before a picture is seen, from general anatomy: for every joint a mean rotation, how far it
/// commonly strays about its three axes, and hinges (knees, elbows) that bend one way only. Axes are those of the rest pose:
/// x to the person's left, y up, z to the front; the arms stretch along x.
/// </summary>
internal static class PosePrior
{
    private const float Degree = MathF.PI / 180;

    /// <summary>A joint that bends about one axis in one direction.</summary>
    public readonly record struct Hinge(int Joint, Vector3 Axis);

    /// <summary>(24) mean rotation of each joint; the first is unused.</summary>
    public static Quaternion[] Means { get; } = CreateMeans();

    /// <summary>(24) standard deviation about each axis in radians; the first is unused.</summary>
    public static Vector3[] Deviations { get; } = CreateDeviations();

    /// <summary>The hinges: rotation about the axis must not be negative.</summary>
    public static Hinge[] Hinges { get; } =
    [
        new((int)Joint.LeftKnee, Vector3.UnitX), new((int)Joint.RightKnee, Vector3.UnitX),
        new((int)Joint.LeftElbow, -Vector3.UnitY), new((int)Joint.RightElbow, Vector3.UnitY),
    ];

    /// <summary>Deviation of the body's own upright from the picture's, in radians: cameras are mostly held level.</summary>
    public const float TiltDeviation = 8 * Degree;

    /// <summary>
    /// Depth between hip and knee, or knee and ankle, that costs as much as one standard deviation, metres. People who are photographed mostly stand:
    /// without this, legs that perspective shortens are explained as leaning far towards or away from the camera.
    /// </summary>
    public const float LegLeanDeviation = 0.05f;

    /// <summary>Over-extension of a hinge that costs as much as one standard deviation, radians.</summary>
    public const float HingeDeviation = 3 * Degree;

    private static Quaternion[] CreateMeans()
    {
        var means = new Quaternion[JointTree.Count];
        Array.Fill(means, Quaternion.Identity);
        means[(int)Joint.LeftShoulder] = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -55 * Degree);
        means[(int)Joint.RightShoulder] = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 55 * Degree);
        means[(int)Joint.LeftElbow] = Quaternion.CreateFromAxisAngle(Vector3.UnitY, -15 * Degree);
        means[(int)Joint.RightElbow] = Quaternion.CreateFromAxisAngle(Vector3.UnitY, 15 * Degree);
        means[(int)Joint.LeftKnee] = Quaternion.CreateFromAxisAngle(Vector3.UnitX, 5 * Degree);
        means[(int)Joint.RightKnee] = Quaternion.CreateFromAxisAngle(Vector3.UnitX, 5 * Degree);
        return means;
    }

    private static Vector3[] CreateDeviations()
    {
        var deviations = new Vector3[JointTree.Count];
        Set(Joint.Pelvis, 90, 90, 90);
        SetPair(Joint.LeftHip, 18, 10, 14);
        Set(Joint.Spine1, 5, 6, 5);
        Set(Joint.Spine2, 5, 6, 4);
        Set(Joint.Spine3, 5, 6, 4);
        SetPair(Joint.LeftKnee, 18, 3, 3);
        SetPair(Joint.LeftAnkle, 12, 8, 6);
        SetPair(Joint.LeftFoot, 3, 2, 2);
        Set(Joint.Neck, 10, 14, 8);
        Set(Joint.Head, 10, 14, 8);
        SetPair(Joint.LeftCollar, 3, 6, 7);
        SetPair(Joint.LeftShoulder, 20, 30, 35);
        SetPair(Joint.LeftElbow, 8, 45, 4);
        SetPair(Joint.LeftWrist, 8, 10, 10);
        SetPair(Joint.LeftHand, 3, 3, 3);
        return deviations;

        void Set(Joint joint, float x, float y, float z) => deviations[(int)joint] = new Vector3(x, y, z) * Degree;

        void SetPair(Joint left, float x, float y, float z)
        {
            Set(left, x, y, z);
            Set(left + 1, x, y, z);
        }
    }
}
