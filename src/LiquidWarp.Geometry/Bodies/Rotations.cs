using System.Numerics;

namespace LiquidWarp.Bodies;

/// <summary>
/// Rotations as axis-angle vectors (radians, what θ holds), matrices and quaternions. A <see cref="Matrix4x4"/> is in
/// .NET's row-vector convention, the transpose of the textbook matrix: <c>Vector3.Transform(v, m)</c> rotates v, and
/// <c>first * then</c> applies <c>first</c> before <c>then</c>. Quaternions multiply the other way round:
/// <c>then * first</c>.
/// </summary>
public static class Rotations
{
    /// <summary>
    /// Rodrigues' formula as SMPL's regressors use it: 1e-8 is added to each component inside the norm, so that a zero
    /// vector gives the identity without a branch (REFERENCE, "SMPL forward").
    /// </summary>
    /// <param name="axisAngle">Axis times angle, radians.</param>
    /// <returns>The rotation, row-vector convention.</returns>
    public static Matrix4x4 ToMatrix(Vector3 axisAngle)
    {
        var angle = (axisAngle + new Vector3(1e-8f)).Length();
        var r = axisAngle / angle;
        var (sin, cos) = MathF.SinCos(angle);
        var t = (1 - cos) * r;
        var s = sin * r;
        return new(
            cos + t.X * r.X, t.X * r.Y + s.Z, t.X * r.Z - s.Y, 0,
            t.X * r.Y - s.Z, cos + t.Y * r.Y, t.Y * r.Z + s.X, 0,
            t.X * r.Z + s.Y, t.Y * r.Z - s.X, cos + t.Z * r.Z, 0,
            0, 0, 0, 1);
    }

    /// <summary>The unit quaternion of an axis-angle vector (radians); exact for tiny angles as well.</summary>
    public static Quaternion ToQuaternion(Vector3 axisAngle)
    {
        double x = axisAngle.X, y = axisAngle.Y, z = axisAngle.Z;
        var angle = Math.Sqrt(x * x + y * y + z * z);
        var scale = angle < 1e-6 ? 0.5 - angle * angle / 48 : Math.Sin(angle / 2) / angle;
        return new((float)(x * scale), (float)(y * scale), (float)(z * scale), (float)Math.Cos(angle / 2));
    }

    /// <summary>
    /// The unit quaternion of a rotation matrix (row-vector convention); its upper 3×3 block need only be a rotation up to
    /// rounding.
    /// </summary>
    public static Quaternion ToQuaternion(in Matrix4x4 rotation)
    {
        // The largest of the four squared components is the divisor, which keeps half turns accurate.
        double m00 = rotation.M11, m11 = rotation.M22, m22 = rotation.M33;
        ReadOnlySpan<double> squares = [1 + m00 - m11 - m22, 1 - m00 + m11 - m22, 1 - m00 - m11 + m22, 1 + m00 + m11 + m22];
        var largest = 0;
        for (var i = 1; i < 4; i++)
            if (squares[i] > squares[largest])
                largest = i;
        double xy = rotation.M12 + (double)rotation.M21, xz = rotation.M13 + (double)rotation.M31, yz = rotation.M23 + (double)rotation.M32;
        double wx = rotation.M23 - (double)rotation.M32, wy = rotation.M31 - (double)rotation.M13, wz = rotation.M12 - (double)rotation.M21;
        var d = squares[largest];
        var (x, y, z, w) = largest switch
        {
            0 => (d, xy, xz, wx),
            1 => (xy, d, yz, wy),
            2 => (xz, yz, d, wz),
            _ => (wx, wy, wz, d),
        };
        var length = Math.Sqrt(x * x + y * y + z * z + w * w);
        return new((float)(x / length), (float)(y / length), (float)(z / length), (float)(w / length));
    }

    /// <summary>The axis-angle vector (radians, length at most π) of a quaternion of any length but zero.</summary>
    public static Vector3 ToAxisAngle(Quaternion rotation)
    {
        double x = rotation.X, y = rotation.Y, z = rotation.Z, w = rotation.W;
        if (w < 0)
            (x, y, z, w) = (-x, -y, -z, -w);
        var sin = Math.Sqrt(x * x + y * y + z * z);
        var scale = sin < 1e-9 * w ? 2 / w : 2 * Math.Atan2(sin, w) / sin;
        return new((float)(x * scale), (float)(y * scale), (float)(z * scale));
    }

    /// <summary>The axis-angle vector (radians, length at most π) of a rotation matrix (row-vector convention).</summary>
    public static Vector3 ToAxisAngle(in Matrix4x4 rotation) => ToAxisAngle(ToQuaternion(rotation));

    /// <summary>The axis-angle vector of <paramref name="first"/> followed by <paramref name="then"/>, about fixed axes.</summary>
    public static Vector3 Compose(Vector3 first, Vector3 then) => ToAxisAngle(ToQuaternion(then) * ToQuaternion(first));

    /// <summary>Interpolates between two rotations along the shorter arc, at constant speed.</summary>
    /// <param name="from">Axis-angle, radians.</param>
    /// <param name="to">Axis-angle, radians.</param>
    /// <param name="amount">0 gives <paramref name="from"/>, 1 gives <paramref name="to"/>.</param>
    public static Vector3 Slerp(Vector3 from, Vector3 to, float amount) =>
        ToAxisAngle(Quaternion.Slerp(ToQuaternion(from), ToQuaternion(to), amount));

    /// <summary>The shortest rotation that turns one direction into another; neither needs unit length, both must not be zero.</summary>
    public static Quaternion Between(Vector3 from, Vector3 to)
    {
        (from, to) = (Vector3.Normalize(from), Vector3.Normalize(to));
        var cosine = Vector3.Dot(from, to);
        if (cosine > -0.999999f)
            return Quaternion.Normalize(new(Vector3.Cross(from, to), 1 + cosine));
        // A half turn: any axis across the direction will do.
        var across = MathF.Abs(from.X) < 0.6f ? Vector3.UnitX : Vector3.UnitY;
        return new(Vector3.Normalize(Vector3.Cross(from, across)), 0);
    }
}
