using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Motions.Estimates;

/// <summary>
/// Rotations as recovery programs write them: axis-angle vectors, 3 × 3 matrices, or the six numbers of a matrix's first two columns, told
/// apart by how many numbers a joint takes.
/// </summary>
internal static class JointRotations
{
    /// <summary>How far products of columns may be from those of a rotation: files hold float16 as well.</summary>
    private const float Tolerance = 0.02f;

    /// <summary>(frames)(3 · joints) axis-angle, radians.</summary>
    /// <param name="value">(frames, 3, 6 or 9 numbers a joint), whatever axes of length 1 lie between.</param>
    /// <param name="frames">How many frames there must be; null for any number.</param>
    /// <param name="joints">Numbers of joints that a frame may have.</param>
    public static float[][] Read(FileValue value, int? frames, params int[] joints)
    {
        var rows = value.Rows(frames, [.. joints.SelectMany(count => (int[])[3 * count, 9 * count, 6 * count])]);
        var (count, perJoint) = Layout(rows[0].Length, joints);
        return [.. rows.Select((row, frame) => ToAxisAngle(value, row, count, perJoint, frame))];
    }

    /// <summary>The rotation of a textbook matrix, rows first.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static Quaternion FromMatrix(FileValue value, ReadOnlySpan<float> m, int frame)
    {
        // Textbook columns are rows of .NET's matrices.
        var (x, y, z) = (new Vector3(m[0], m[3], m[6]), new Vector3(m[1], m[4], m[7]), new Vector3(m[2], m[5], m[8]));
        if (!(MathF.Abs(x.Length() - 1) < Tolerance && MathF.Abs(y.Length() - 1) < Tolerance && MathF.Abs(Vector3.Dot(x, y)) < Tolerance
            && (Vector3.Cross(x, y) - z).Length() < 3 * Tolerance))
            throw value.Fail($"holds a 3 × 3 matrix that is no rotation, in row {frame}");
        return FromColumns(x, y, z);
    }

    private static (int Joints, int PerJoint) Layout(int width, int[] joints)
    {
        foreach (var count in joints)
            if (width % count == 0 && width / count is 3 or 6 or 9)
                return (count, width / count);
        throw new ArgumentException($"{width} numbers are no rotations of {string.Join(" or ", joints)} joints.", nameof(width));
    }

    private static float[] ToAxisAngle(FileValue value, float[] row, int joints, int perJoint, int frame)
    {
        if (perJoint == 3)
            return row;
        var pose = new float[3 * joints];
        for (var j = 0; j < joints; j++)
        {
            var numbers = row.AsSpan(j * perJoint, perJoint);
            Rotations.ToAxisAngle(perJoint == 9 ? FromMatrix(value, numbers, frame) : FromSix(value, numbers, frame)).CopyTo(pose, 3 * j);
        }

        return pose;
    }

    /// <summary>Three rows of the first two columns, of any length and not quite at right angles, as networks give them.</summary>
    private static Quaternion FromSix(FileValue value, ReadOnlySpan<float> m, int frame)
    {
        var (first, second) = (new Vector3(m[0], m[2], m[4]), new Vector3(m[1], m[3], m[5]));
        var x = Vector3.Normalize(first);
        var across = second - Vector3.Dot(x, second) * x;
        if (!(first.Length() > 1e-6f && across.Length() > 1e-6f))
            throw value.Fail($"holds six numbers that are no rotation, in row {frame}");
        var y = Vector3.Normalize(across);
        return FromColumns(x, y, Vector3.Cross(x, y));
    }

    private static Quaternion FromColumns(Vector3 x, Vector3 y, Vector3 z) =>
        Rotations.ToQuaternion(new Matrix4x4(x.X, x.Y, x.Z, 0, y.X, y.Y, y.Z, 0, z.X, z.Y, z.Z, 0, 0, 0, 0, 1));
}
