using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// Signed distances (metres, negative inside) of the few solids that the default body is sculpted from, and the ways of
/// joining them. Distances are exact on the surface and good to first order around it, which is all that meshing needs.
/// </summary>
internal static class Solid
{
    /// <summary>Union whose seam is filled within <paramref name="radius"/>; a plain union where the solids are further apart.</summary>
    public static float Union(float a, float b, float radius)
    {
        var overlap = MathF.Max(radius - MathF.Abs(a - b), 0) / radius;
        return MathF.Min(a, b) - overlap * overlap * radius * 0.25f;
    }

    /// <summary>Intersection whose edge is rounded within <paramref name="radius"/>.</summary>
    public static float Intersection(float a, float b, float radius) => -Union(-a, -b, radius);

    /// <summary>What is left of <paramref name="a"/> when <paramref name="b"/> is carved out, edges rounded.</summary>
    public static float Difference(float a, float b, float radius) => -Union(-a, b, radius);

    /// <summary>Ellipsoid with semi-axes along x, y, z.</summary>
    public static float Ellipsoid(Vector3 point, Vector3 centre, Vector3 radii)
    {
        var scaled = (point - centre) / radii;
        var level = scaled.Length();
        var slope = (scaled / radii).Length();
        return slope < 1e-9f ? -MathF.Min(radii.X, MathF.Min(radii.Y, radii.Z)) : level * (level - 1) / slope;
    }

    /// <summary>Ellipsoid whose semi-axes are turned by <paramref name="turn"/>.</summary>
    public static float Ellipsoid(Vector3 point, Vector3 centre, Vector3 radii, Quaternion turn) =>
        Ellipsoid(Vector3.Transform(point - centre, Quaternion.Conjugate(turn)), Vector3.Zero, radii);

    /// <summary>Convex hull of two spheres: a capsule that tapers.</summary>
    public static float RoundCone(Vector3 point, Vector3 start, Vector3 end, float startRadius, float endRadius)
    {
        var axis = end - start;
        var length = axis.Length();
        axis /= length;
        var offset = point - start;
        var along = Vector3.Dot(offset, axis);
        var across = MathF.Sqrt(MathF.Max(offset.LengthSquared() - along * along, 0));
        var sine = (startRadius - endRadius) / length;
        var cosine = MathF.Sqrt(MathF.Max(1 - sine * sine, 0));
        // The nearest point of the axis lies uphill of the foot of the perpendicular because the wall is inclined.
        var foot = Math.Clamp(along + across * sine / MathF.Max(cosine, 1e-4f), 0, length);
        var radius = startRadius + (endRadius - startRadius) * foot / length;
        return MathF.Sqrt((along - foot) * (along - foot) + across * across) - radius;
    }

    /// <summary>A smooth bump of height 1 around <paramref name="centre"/>, used to raise or sink a surface locally.</summary>
    public static float Bell(float x, float centre, float width) => MathF.Exp(-(x - centre) * (x - centre) / (width * width));

    /// <summary>The half space below a plane through <paramref name="origin"/>; the unit normal points out of the solid.</summary>
    public static float HalfSpace(Vector3 point, Vector3 origin, Vector3 normal) => Vector3.Dot(point - origin, normal);
}
