using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>
/// Poses drawn at random within what joints allow: each arm, the legs and the trunk take one of the attitudes that people are
/// photographed in, and stray from it.
/// </summary>
internal sealed class RandomPose
{
    private const float Degree = MathF.PI / 180;

    private readonly Random _random;
    private readonly float[] _pose = new float[BodyParameters.PoseLength];

    private RandomPose(Random random) => _random = random;

    /// <summary>Standing in A-pose or with loose arms, as recordings begin.</summary>
    public static float[] Standing(Random random, float yaw)
    {
        var pose = new RandomPose(random);
        var drop = random.Happens(0.5f) ? random.Between(30, 60) : random.Between(60, 80);
        foreach (var side in (ReadOnlySpan<int>)[1, -1])
            pose.Arm(side, drop + random.Gaussian(4), random.Gaussian(5), random.Gaussian(10), random.Between(3, 25));
        pose.Stand();
        pose.Trunk(0.4f);
        return pose.Facing(yaw);
    }

    /// <summary>Anything that people do.</summary>
    public static float[] Any(Random random, float yaw)
    {
        var pose = new RandomPose(random);
        var (left, right) = (pose.AnyArm(), pose.AnyArm());
        if (random.Happens(0.35f))
            right = left;
        left(1);
        right(-1);
        pose.AnyLegs();
        pose.Trunk(1);
        return pose.Facing(yaw);
    }

    private float[] Facing(float yaw)
    {
        // Upright towards the camera is half a turn about x; a turn about the body's own vertical comes first.
        var turned = Rotations.Compose(new(0, yaw, 0), new(MathF.PI, 0, 0));
        turned.CopyTo(_pose);
        return _pose;
    }

    private Action<int> AnyArm()
    {
        // Degrees: drop below horizontal, swing to the front, twist inwards, bend of the elbow.
        (float Drop, float Swing, float Twist, float Bend, float Stray) arm = _random.NextSingle() switch
        {
            < 0.24f => (70, 5, 10, 15, 8),      // hangs
            < 0.34f => (45, 0, 0, 10, 12),      // A-pose
            < 0.42f => (5, 0, 0, 10, 18),       // to the side
            < 0.52f => (50, 0, 65, 95, 8),      // hand on the hip
            < 0.58f => (68, -8, 45, 50, 6),     // hand in the pocket
            < 0.69f => (72, 15, 75, 95, 12),    // forearm across the trunk
            < 0.77f => (-25, 5, -75, 125, 12),  // hand at the head
            < 0.83f => (-65, 10, 0, 25, 15),    // raised
            < 0.90f => (60, 55, 20, 25, 18),    // reaches forward
            < 0.95f => (65, 20, 10, 110, 15),   // forearm up in front
            _ => (40, 20, 10, 40, 35),          // anything
        };
        return side => Arm(
            side,
            Math.Clamp(arm.Drop + _random.Gaussian(arm.Stray), -80, 82),
            arm.Swing + _random.Gaussian(arm.Stray),
            arm.Twist + _random.Gaussian(arm.Stray),
            Math.Clamp(arm.Bend + _random.Gaussian(arm.Stray), 0, 140));
    }

    /// <summary>Turns one arm; degrees.</summary>
    private void Arm(int side, float drop, float swing, float twist, float bend)
    {
        var left = side > 0;
        var collar = 0.18f * Math.Max(0, -drop);
        Set(left ? Joint.LeftCollar : Joint.RightCollar, About(Vector3.UnitZ, side * (collar - 4)));
        var shoulder = About(Vector3.UnitX, -swing) * About(Vector3.UnitZ, -side * (drop + 0.6f * collar)) * About(Vector3.UnitX, twist);
        Set(left ? Joint.LeftShoulder : Joint.RightShoulder, shoulder);
        Set(left ? Joint.LeftElbow : Joint.RightElbow, About(Vector3.UnitY, -side * bend) * About(Vector3.UnitX, _random.Gaussian(15)));
        Set(left ? Joint.LeftWrist : Joint.RightWrist, About(Vector3.UnitZ, _random.Gaussian(12)) * About(Vector3.UnitY, _random.Gaussian(10)));
    }

    private void AnyLegs()
    {
        switch (_random.NextSingle())
        {
            case < 0.5f:
                Stand();
                break;
            case < 0.72f: // a step
                var (stride, leading) = (_random.Between(8, 32), _random.Pick(1, -1));
                Leg(leading, stride, _random.Between(0, 5), _random.Between(0, 20), 0);
                Leg(-leading, -0.7f * stride, _random.Between(0, 5), _random.Between(10, 55), 15);
                break;
            case < 0.82f: // crouching, or nearly sitting
                var depth = _random.Between(25, 100);
                foreach (var side in (ReadOnlySpan<int>)[1, -1])
                    Leg(side, depth + _random.Gaussian(6), _random.Between(4, 22), 1.35f * depth + _random.Gaussian(6), -0.35f * depth);
                Add(Joint.Spine1, About(Vector3.UnitX, 0.3f * depth));
                break;
            case < 0.91f: // one leg up: a kick or a raised knee
                var up = _random.Pick(1, -1);
                Leg(-up, _random.Gaussian(4), _random.Between(0, 5), _random.Between(0, 12), 0);
                if (_random.Happens(0.4f))
                    Leg(up, _random.Gaussian(15), _random.Between(30, 75), _random.Between(0, 30), 10);
                else
                    Leg(up, _random.Between(40, 95), _random.Between(0, 20), _random.Between(0, 110), 10);
                break;
            default: // legs apart
                var spread = _random.Between(8, 28);
                foreach (var side in (ReadOnlySpan<int>)[1, -1])
                    Leg(side, _random.Gaussian(10), spread, _random.Between(0, 30), 0);
                break;
        }
    }

    private void Stand()
    {
        var spread = _random.Between(-3, 7);
        var weight = _random.Happens(0.3f) ? _random.Pick(1, -1) : 0;
        foreach (var side in (ReadOnlySpan<int>)[1, -1])
        {
            var free = side == weight ? _random.Between(4, 14) : 0;
            Leg(side, 0.7f * free + _random.Gaussian(2), spread + 0.3f * free, free * 1.5f + _random.Between(0, 4), 0);
        }
    }

    private void Leg(int side, float forward, float outward, float knee, float toes)
    {
        var left = side > 0;
        Set(left ? Joint.LeftHip : Joint.RightHip, About(Vector3.UnitZ, side * outward) * About(Vector3.UnitX, -forward) * About(Vector3.UnitY, side * (8 + _random.Gaussian(6))));
        Set(left ? Joint.LeftKnee : Joint.RightKnee, About(Vector3.UnitX, Math.Clamp(knee, 0, 140)));
        Set(left ? Joint.LeftAnkle : Joint.RightAnkle, About(Vector3.UnitX, toes + _random.Gaussian(3)) * About(Vector3.UnitZ, -side * 0.8f * outward));
    }

    private void Trunk(float amount)
    {
        foreach (var joint in (ReadOnlySpan<Joint>)[Joint.Spine1, Joint.Spine2, Joint.Spine3])
            Add(joint, About(Vector3.UnitX, amount * (2 + _random.Gaussian(4))) * About(Vector3.UnitY, amount * _random.Gaussian(5)) * About(Vector3.UnitZ, amount * _random.Gaussian(3)));
        Set(Joint.Neck, About(Vector3.UnitX, amount * _random.Gaussian(7)) * About(Vector3.UnitY, amount * _random.Gaussian(12)));
        Set(Joint.Head, About(Vector3.UnitX, amount * (2 + _random.Gaussian(7))) * About(Vector3.UnitY, amount * _random.Gaussian(12)) * About(Vector3.UnitZ, amount * _random.Gaussian(5)));
    }

    private static Quaternion About(Vector3 axis, float degrees) => Quaternion.CreateFromAxisAngle(axis, degrees * Degree);

    private void Set(Joint joint, Quaternion turn) => Rotations.ToAxisAngle(turn).CopyTo(_pose.AsSpan(3 * (int)joint));

    private void Add(Joint joint, Quaternion turn) =>
        Set(joint, Rotations.ToQuaternion(new Vector3(_pose.AsSpan(3 * (int)joint))) * turn);
}
