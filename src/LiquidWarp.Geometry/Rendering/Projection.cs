using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Rendering;

/// <summary>
/// From a posed body to what the rasteriser takes: x right and y down in [-1, 1] across the square picture, and z the
/// depth away from the eye (REFERENCE 3.1). The camera is orthographic; depth only orders surfaces.
/// </summary>
public static class Projection
{
    /// <summary>How far the eye stands before the body's origin: 1 / tan 30° + 1, added to every depth.</summary>
    public const float EyeDistance = 2.7320508f;

    /// <summary>Projects camera-view vertices (x right, y down, z away, metres).</summary>
    /// <param name="vertices">Camera-view vertices.</param>
    /// <param name="camera">Weak-perspective camera.</param>
    /// <param name="projected">Filled; as long as <paramref name="vertices"/>.</param>
    public static void Project(ReadOnlySpan<Vector3> vertices, WeakPerspectiveCamera camera, Span<Vector3> projected)
    {
        if (vertices.Length != projected.Length)
            throw new ArgumentException($"{vertices.Length} vertices, but room for {projected.Length}.", nameof(projected));
        for (var i = 0; i < vertices.Length; i++)
        {
            var point = camera.Project(vertices[i]);
            projected[i] = point with { Z = point.Z + EyeDistance };
        }
    }

    /// <summary>Projects a posed body into a new array.</summary>
    public static Vector3[] Project(PosedBody posed, WeakPerspectiveCamera camera)
    {
        var projected = new Vector3[posed.Vertices.Length];
        Project(posed.Vertices, camera, projected);
        return projected;
    }
}
