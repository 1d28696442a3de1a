using System.Numerics;

namespace LiquidWarp.Bodies;

/// <summary>
/// Weak-perspective (scaled orthographic) camera of SMPL and HMR: <c>p = Scale · (X.xy + (X, Y))</c>, in image
/// coordinates of a square picture, x right and y down, both in [-1, 1]. The translation is inside the scale.
/// </summary>
/// <param name="Scale">Image half-widths per metre; about 0.7 to 1.1 for a person who fills the picture.</param>
/// <param name="X">Translation to the right, metres.</param>
/// <param name="Y">Translation downwards, metres.</param>
public readonly record struct WeakPerspectiveCamera(float Scale, float X, float Y)
{
    /// <summary>Projects a point (camera view: x right, y down, z away) and leaves its depth untouched.</summary>
    public Vector3 Project(Vector3 point) => new(Scale * (point.X + X), Scale * (point.Y + Y), point.Z);
}
