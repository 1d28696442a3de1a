using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Imaging;

namespace LiquidWarp.Training;

/// <summary>
/// How wrong a recovered body and a matte are: drawn people come with the truth, photographs do not, and a generator that has only seen the
/// truth paints the errors of recovery into its pictures.
/// </summary>
public sealed record RecoveryNoise
{
    /// <summary>Standard deviation of each joint's rotation about each axis, radians; 0.05 by default.</summary>
    public float Pose { get; init; } = 0.05f;

    /// <summary>Standard deviation of each shape coefficient; 0.25 by default.</summary>
    public float Shape { get; init; } = 0.25f;

    /// <summary>How far the cut of a matte strays from half coverage, in [0, 0.5); 0.3 by default, about a pixel inwards or outwards.</summary>
    public float Matte { get; init; } = 0.3f;

    /// <summary>No noise at all.</summary>
    public static RecoveryNoise None { get; } = new() { Pose = 0, Shape = 0, Matte = 0 };

    /// <summary>Turns each joint but the pelvis a little, more for some people than for others.</summary>
    internal float[] DisturbPose(float[] pose, Random random)
    {
        var (disturbed, strength) = ((float[])pose.Clone(), Pose * random.NextSingle() * 1.7f);
        for (var joint = 1; strength > 0 && joint < JointTree.Count; joint++)
        {
            var turn = Rotations.ToQuaternion(new Vector3(random.Gaussian(strength), random.Gaussian(strength), random.Gaussian(strength)));
            Rotations.ToAxisAngle(Rotations.ToQuaternion(new Vector3(pose.AsSpan(3 * joint, 3))) * turn).CopyTo(disturbed.AsSpan(3 * joint));
        }

        return disturbed;
    }

    /// <summary>Moves each coefficient a little.</summary>
    internal float[] DisturbShape(float[] shape, Random random) => Array.ConvertAll(shape, value => value + random.Gaussian(Shape));

    /// <summary>Cuts a coverage (S, S, 1) again, wider or tighter.</summary>
    internal FloatImage DisturbMatte(FloatImage coverage, Random random)
    {
        if (Matte == 0)
            return coverage;
        var (width, cut) = (coverage.Width, 0.5f + Matte * (2 * random.NextSingle() - 1));
        var disturbed = new FloatImage(width, coverage.Height, 1);
        for (var y = 0; y < coverage.Height; y++)
            for (var x = 0; x < width; x++)
            {
                var sum = 0f;
                for (var v = Math.Max(0, y - 1); v <= Math.Min(coverage.Height - 1, y + 1); v++)
                    for (var u = Math.Max(0, x - 1); u <= Math.Min(width - 1, x + 1); u++)
                        sum += coverage.Data[v * width + u];
                disturbed.Data[y * width + x] = Math.Clamp(2 * (sum / 9 - cut) + 0.5f, 0, 1);
            }

        return disturbed;
    }
}
