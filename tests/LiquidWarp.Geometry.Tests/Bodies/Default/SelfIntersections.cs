using System.Numerics;

namespace LiquidWarp.Tests.Bodies.Default;

/// <summary>Pairs of triangles that cross without sharing a corner, found through a grid.</summary>
internal static class SelfIntersections
{
    public static List<(int First, int Second)> Find(Vector3[] vertices, int[] faces)
    {
        const float cell = 0.02f;
        var grid = new Dictionary<(int, int, int), List<int>>();
        for (var face = 0; face < faces.Length / 3; face++)
        {
            var (a, b, c) = Corners(vertices, faces, face);
            var low = Vector3.Min(a, Vector3.Min(b, c)) / cell;
            var high = Vector3.Max(a, Vector3.Max(b, c)) / cell;
            for (var x = (int)MathF.Floor(low.X); x <= (int)MathF.Floor(high.X); x++)
                for (var y = (int)MathF.Floor(low.Y); y <= (int)MathF.Floor(high.Y); y++)
                    for (var z = (int)MathF.Floor(low.Z); z <= (int)MathF.Floor(high.Z); z++)
                    {
                        if (!grid.TryGetValue((x, y, z), out var list)) grid[(x, y, z)] = list = [];
                        list.Add(face);
                    }
        }
        var found = new HashSet<(int, int)>();
        foreach (var list in grid.Values)
            for (var i = 0; i < list.Count; i++)
                for (var j = i + 1; j < list.Count; j++)
                    if (!ShareCorner(faces, list[i], list[j]) && Cross(Corners(vertices, faces, list[i]), Corners(vertices, faces, list[j])))
                        found.Add((list[i], list[j]));
        return [.. found];
    }

    private static bool Cross((Vector3 A, Vector3 B, Vector3 C) s, (Vector3 A, Vector3 B, Vector3 C) t)
    {
        if (Vector3.Min(s.A, Vector3.Min(s.B, s.C)) is var sl && Vector3.Max(t.A, Vector3.Max(t.B, t.C)) is var th && (sl.X > th.X || sl.Y > th.Y || sl.Z > th.Z)) return false;
        if (Vector3.Min(t.A, Vector3.Min(t.B, t.C)) is var tl && Vector3.Max(s.A, Vector3.Max(s.B, s.C)) is var sh && (tl.X > sh.X || tl.Y > sh.Y || tl.Z > sh.Z)) return false;
        return Pierces(s.A, s.B, t) || Pierces(s.B, s.C, t) || Pierces(s.C, s.A, t) || Pierces(t.A, t.B, s) || Pierces(t.B, t.C, s) || Pierces(t.C, t.A, s);
    }

    /// <summary>Whether the segment crosses the triangle: signs of the volumes it spans with the sides.</summary>
    private static bool Pierces(Vector3 from, Vector3 to, (Vector3 A, Vector3 B, Vector3 C) t)
    {
        double start = Volume(from, t.A, t.B, t.C), end = Volume(to, t.A, t.B, t.C);
        if (start * end >= 0) return false;
        double ab = Volume(from, to, t.A, t.B), bc = Volume(from, to, t.B, t.C), ca = Volume(from, to, t.C, t.A);
        return (ab > 0 && bc > 0 && ca > 0) || (ab < 0 && bc < 0 && ca < 0);
    }

    private static double Volume(Vector3 p, Vector3 q, Vector3 r, Vector3 s)
    {
        double ax = (double)q.X - p.X, ay = (double)q.Y - p.Y, az = (double)q.Z - p.Z;
        double bx = (double)r.X - p.X, by = (double)r.Y - p.Y, bz = (double)r.Z - p.Z;
        double cx = (double)s.X - p.X, cy = (double)s.Y - p.Y, cz = (double)s.Z - p.Z;
        return ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
    }

    private static bool ShareCorner(int[] faces, int s, int t)
    {
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++)
                if (faces[3 * s + i] == faces[3 * t + j]) return true;
        return false;
    }

    private static (Vector3, Vector3, Vector3) Corners(Vector3[] vertices, int[] faces, int face) =>
        (vertices[faces[3 * face]], vertices[faces[3 * face + 1]], vertices[faces[3 * face + 2]]);
}
