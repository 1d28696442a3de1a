using System.Numerics;

namespace LiquidWarp.Warping;

/// <summary>
/// Another view of a body: M_t = M_s R + t with vertices as rows, about the body's origin near the pelvis (REFERENCE 1.5). The camera
/// stays where it is, so it is the body that turns.
/// </summary>
/// <param name="Rotation">R, entry by entry as in the row-vector product.</param>
/// <param name="Translation">t, metres in camera view.</param>
public readonly record struct Viewpoint(Matrix4x4 Rotation, Vector3 Translation)
{
    /// <summary>R = Rz · Ry · Rx of Euler angles in degrees, the published viewer's parameters.</summary>
    public static Viewpoint FromDegrees(float x, float y, float z, Vector3 translation = default)
    {
        var (sx, cx) = MathF.SinCos(x * MathF.PI / 180);
        var (sy, cy) = MathF.SinCos(y * MathF.PI / 180);
        var (sz, cz) = MathF.SinCos(z * MathF.PI / 180);
        var aboutX = new Matrix4x4(1, 0, 0, 0, 0, cx, -sx, 0, 0, sx, cx, 0, 0, 0, 0, 1);
        var aboutY = new Matrix4x4(cy, 0, sy, 0, 0, 1, 0, 0, -sy, 0, cy, 0, 0, 0, 0, 1);
        var aboutZ = new Matrix4x4(cz, -sz, 0, 0, sz, cz, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
        return new(aboutZ * aboutY * aboutX, translation);
    }

    /// <summary>Where a vertex goes.</summary>
    public Vector3 Apply(Vector3 vertex) => Vector3.Transform(vertex, Rotation) + Translation;
}
