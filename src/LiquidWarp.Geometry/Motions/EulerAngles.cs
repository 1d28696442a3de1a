using System.Numerics;

namespace LiquidWarp.Motions;

/// <summary>
/// A rotation as three turns, degrees: about x first, then y, then z, all about fixed axes. BVH calls this the channels
/// Zrotation Yrotation Xrotation.
/// </summary>
internal readonly record struct EulerAngles(double Z, double Y, double X)
{
    /// <summary>
    /// The angles of a rotation that are nearest to those of the frame before, so that curves stay whole and may be smoothed or
    /// interpolated: there are two ways within a turn, and whole turns more.
    /// </summary>
    public static EulerAngles Near(EulerAngles before, Quaternion rotation)
    {
        double x = rotation.X, y = rotation.Y, z = rotation.Z, w = rotation.W;
        var twice = 2 / (x * x + y * y + z * z + w * w);
        var (r00, r01, r02) = (1 - twice * (y * y + z * z), twice * (x * y - w * z), twice * (x * z + w * y));
        var (r10, r11, r12) = (twice * (x * y + w * z), 1 - twice * (x * x + z * z), twice * (y * z - w * x));
        var r20 = twice * (x * z - w * y);

        // With y at a quarter turn, x and z turn about one axis: z stays, and x does what is left.
        const double Locked = 1e-6;
        var cosY = Math.Sqrt(r00 * r00 + r10 * r10);
        var turnZ = cosY < Locked ? double.DegreesToRadians(before.Z) : Math.Atan2(r10, r00);
        var (sin, cos) = Math.SinCos(turnZ);
        var turnX = Math.Atan2(sin * r02 - cos * r12, cos * r11 - sin * r01);
        var one = new EulerAngles(double.RadiansToDegrees(turnZ), double.RadiansToDegrees(Math.Atan2(-r20, cosY)), double.RadiansToDegrees(turnX));
        var other = new EulerAngles(one.Z + 180, 180 - one.Y, one.X + 180);
        (one, other) = (one.WoundTo(before), other.WoundTo(before));
        return one.DistanceTo(before) <= other.DistanceTo(before) ? one : other;
    }

    private EulerAngles WoundTo(EulerAngles before) => new(Wound(Z, before.Z), Wound(Y, before.Y), Wound(X, before.X));

    private static double Wound(double angle, double before) => angle + 360 * Math.Round((before - angle) / 360);

    private double DistanceTo(EulerAngles before) => Math.Abs(Z - before.Z) + Math.Abs(Y - before.Y) + Math.Abs(X - before.X);
}
