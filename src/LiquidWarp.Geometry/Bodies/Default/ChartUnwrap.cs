using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// Flattens a piece of surface with one border. Tutte's embedding onto a disc is free of overlaps but distorted; the
/// symmetric Dirichlet energy is then lowered by reweighted local-global steps (Rabinovich et al. 2017, "SLIM") whose
/// length is limited so that no triangle ever turns over.
/// </summary>
internal sealed class ChartUnwrap
{
    private const int Rounds = 25;

    private readonly int[] _faces;
    private readonly List<int> _border;
    private readonly Vector2[] _flat;
    private readonly (Vector2 Ab, Vector2 Ac, double Area)[] _rest;

    private ChartUnwrap(Vector3[] positions, int[] faces)
    {
        _faces = faces;
        _border = Border(faces);
        _flat = new Vector2[positions.Length];
        _rest = new (Vector2, Vector2, double)[faces.Length / 3];
        for (var face = 0; face < _rest.Length; face++)
        {
            var ab = positions[faces[3 * face + 1]] - positions[faces[3 * face]];
            var ac = positions[faces[3 * face + 2]] - positions[faces[3 * face]];
            var along = Vector3.Dot(ac, ab) / ab.Length();
            var height = Vector3.Cross(ab, ac).Length() / ab.Length();
            _rest[face] = (new(ab.Length(), 0), new(along, height), 0.5 * ab.Length() * height);
        }
    }

    /// <summary>Flat positions in metres for each vertex of a disc-like chart; triangles keep their orientation.</summary>
    public static Vector2[] Flatten(Vector3[] positions, int[] faces)
    {
        var chart = new ChartUnwrap(positions, faces);
        chart.Lower(positions, guardBorder: false);
        // Guarding the border is dear, so it is only done where the piece would lie over itself.
        if (chart.BorderCrossing(chart._flat).Length > 0) chart.Lower(positions, guardBorder: true);
        return chart._flat;
    }

    private void Lower(Vector3[] positions, bool guardBorder)
    {
        TutteEmbedding.Embed(positions, _faces, _border, _rest.Sum(face => face.Area)).CopyTo(_flat, 0);
        for (var round = 0; round < Rounds; round++)
            if (!Improve(guardBorder)) break;
    }

    /// <summary>The border of a chart as one loop, in the direction of its faces.</summary>
    public static List<int> Border(int[] faces)
    {
        var edges = new HashSet<(int, int)>();
        for (var corner = 0; corner < faces.Length; corner++)
            edges.Add((faces[corner], faces[corner % 3 == 2 ? corner - 2 : corner + 1]));
        var next = edges.Where(edge => !edges.Contains((edge.Item2, edge.Item1))).ToDictionary(edge => edge.Item1, edge => edge.Item2);
        var start = next.Keys.Min();
        var loop = new List<int> { start };
        for (var vertex = next[start]; vertex != start; vertex = next[vertex]) loop.Add(vertex);
        return loop.Count == next.Count ? loop : throw new InvalidOperationException($"The chart has more than one border: {loop.Count} of {next.Count} edges.");
    }

    private bool Improve(bool guardBorder)
    {
        var target = SolveGlobal();
        var longest = 1.0;
        var direction = new Vector2[_flat.Length];
        for (var vertex = 0; vertex < direction.Length; vertex++) direction[vertex] = target[vertex] - _flat[vertex];
        for (var face = 0; face < _rest.Length; face++) longest = Math.Min(longest, 0.8 * StepToFlip(face, direction));

        var before = Energy(_flat);
        for (var step = longest; step > 1e-6; step *= 0.5)
        {
            var trial = Moved(direction, step);
            for (var crossing = guardBorder ? BorderCrossing(trial) : []; crossing.Length > 0; crossing = BorderCrossing(trial))
            {
                // What is about to run into another part of the border waits; the rest goes on.
                foreach (var vertex in crossing) direction[vertex] = Vector2.Zero;
                trial = Moved(direction, step);
            }
            var after = Energy(trial);
            if (after >= before) continue;
            trial.CopyTo(_flat, 0);
            return before - after > 1e-3 * before;
        }
        return false;
    }

    private Vector2[] Moved(Vector2[] direction, double step)
    {
        var moved = new Vector2[_flat.Length];
        for (var vertex = 0; vertex < moved.Length; vertex++) moved[vertex] = _flat[vertex] + (float)step * direction[vertex];
        return moved;
    }

    /// <summary>
    /// The ends of two edges of the border that cross, or nothing: where they do, the piece lies over itself although no
    /// triangle has turned.
    /// </summary>
    private int[] BorderCrossing(Vector2[] flat)
    {
        for (var i = 0; i < _border.Count; i++)
        {
            var (a, b) = (flat[_border[i]], flat[_border[(i + 1) % _border.Count]]);
            for (var j = i + 2; j < _border.Count - (i == 0 ? 1 : 0); j++)
            {
                var (c, d) = (flat[_border[j]], flat[_border[(j + 1) % _border.Count]]);
                if (MathF.Min(a.X, b.X) > MathF.Max(c.X, d.X) || MathF.Max(a.X, b.X) < MathF.Min(c.X, d.X)) continue;
                if (Side(a, b, c) != Side(a, b, d) && Side(c, d, a) != Side(c, d, b))
                    return [_border[i], _border[(i + 1) % _border.Count], _border[j], _border[(j + 1) % _border.Count]];
            }
        }
        return [];

        static bool Side(Vector2 p, Vector2 q, Vector2 r) => (q.X - p.X) * (r.Y - p.Y) > (q.Y - p.Y) * (r.X - p.X);
    }

    /// <summary>Symmetric Dirichlet energy; infinite where a triangle has turned over.</summary>
    private double Energy(Vector2[] flat)
    {
        var sum = 0.0;
        for (var face = 0; face < _rest.Length; face++)
        {
            var (a, b, c, d) = Jacobian(face, flat);
            var determinant = a * d - b * c;
            if (determinant <= 0) return double.PositiveInfinity;
            var square = a * a + b * b + c * c + d * d;
            sum += _rest[face].Area * square * (1 + 1 / (determinant * determinant));
        }
        return sum;
    }

    /// <summary>J = [a b; c d] of the map from the rest triangle, whose first edge is the x axis.</summary>
    private (double A, double B, double C, double D) Jacobian(int face, Vector2[] flat)
    {
        var (ab, ac, _) = _rest[face];
        var p = flat[_faces[3 * face + 1]] - flat[_faces[3 * face]];
        var q = flat[_faces[3 * face + 2]] - flat[_faces[3 * face]];
        var (a, c) = (p.X / (double)ab.X, p.Y / (double)ab.X);
        return (a, (q.X - a * ac.X) / ac.Y, c, (q.Y - c * ac.X) / ac.Y);
    }

    /// <summary>Minimises Σ area · ‖W (J − R)‖² over the flat positions by conjugate gradients.</summary>
    private Vector2[] SolveGlobal()
    {
        var count = _rest.Length;
        var weights = new (double Xx, double Xy, double Yy)[count];
        var right = new double[2 * _flat.Length];
        var diagonal = new double[2 * _flat.Length];
        for (var face = 0; face < count; face++)
        {
            var (rotation, weight) = Local(Jacobian(face, _flat));
            weights[face] = weight;
            // WᵀW R, times the gradients of the corners' hat functions.
            var m00 = weight.Xx * rotation.A + weight.Xy * rotation.C;
            var m01 = weight.Xx * rotation.B + weight.Xy * rotation.D;
            var m10 = weight.Xy * rotation.A + weight.Yy * rotation.C;
            var m11 = weight.Xy * rotation.B + weight.Yy * rotation.D;
            for (var k = 0; k < 3; k++)
            {
                var (gx, gy) = Gradient(face, k);
                var vertex = _faces[3 * face + k];
                right[2 * vertex] += _rest[face].Area * (m00 * gx + m01 * gy);
                right[2 * vertex + 1] += _rest[face].Area * (m10 * gx + m11 * gy);
                diagonal[2 * vertex] += _rest[face].Area * weight.Xx * (gx * gx + gy * gy);
                diagonal[2 * vertex + 1] += _rest[face].Area * weight.Yy * (gx * gx + gy * gy);
            }
        }
        var x = new double[right.Length];
        for (var vertex = 0; vertex < _flat.Length; vertex++) (x[2 * vertex], x[2 * vertex + 1]) = (_flat[vertex].X, _flat[vertex].Y);
        ConjugateGradients(weights, right, diagonal, x);
        return Enumerable.Range(0, _flat.Length).Select(vertex => new Vector2((float)x[2 * vertex], (float)x[2 * vertex + 1])).ToArray();
    }

    private void ConjugateGradients((double Xx, double Xy, double Yy)[] weights, double[] right, double[] diagonal, double[] x)
    {
        var product = new double[x.Length];
        Apply(weights, x, product);
        var residual = new double[x.Length];
        var direction = new double[x.Length];
        var (scaled, start) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            residual[i] = right[i] - product[i];
            direction[i] = residual[i] / diagonal[i];
            scaled += residual[i] * direction[i];
        }
        start = scaled;
        for (var round = 0; round < 300 && scaled > 1e-7 * start && scaled > 0; round++)
        {
            Apply(weights, direction, product);
            var curvature = 0.0;
            for (var i = 0; i < x.Length; i++) curvature += direction[i] * product[i];
            if (curvature <= 0) break;
            var step = scaled / curvature;
            var next = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                x[i] += step * direction[i];
                residual[i] -= step * product[i];
                next += residual[i] * residual[i] / diagonal[i];
            }
            for (var i = 0; i < x.Length; i++) direction[i] = residual[i] / diagonal[i] + next / scaled * direction[i];
            scaled = next;
        }
    }

    private void Apply((double Xx, double Xy, double Yy)[] weights, double[] x, double[] product)
    {
        Array.Clear(product);
        for (var face = 0; face < _rest.Length; face++)
        {
            double j00 = 0, j01 = 0, j10 = 0, j11 = 0;
            for (var k = 0; k < 3; k++)
            {
                var (gx, gy) = Gradient(face, k);
                var vertex = _faces[3 * face + k];
                j00 += x[2 * vertex] * gx;
                j01 += x[2 * vertex] * gy;
                j10 += x[2 * vertex + 1] * gx;
                j11 += x[2 * vertex + 1] * gy;
            }
            var (w, area) = (weights[face], _rest[face].Area);
            for (var k = 0; k < 3; k++)
            {
                var (gx, gy) = Gradient(face, k);
                var vertex = _faces[3 * face + k];
                product[2 * vertex] += area * ((w.Xx * j00 + w.Xy * j10) * gx + (w.Xx * j01 + w.Xy * j11) * gy);
                product[2 * vertex + 1] += area * ((w.Xy * j00 + w.Yy * j10) * gx + (w.Xy * j01 + w.Yy * j11) * gy);
            }
        }
    }

    /// <summary>Gradient of the hat function of corner k in the rest triangle.</summary>
    private (double X, double Y) Gradient(int face, int k)
    {
        var (ab, ac, _) = _rest[face];
        return k switch
        {
            0 => (-1.0 / ab.X, ((double)ac.X / ab.X - 1) / ac.Y),
            1 => (1.0 / ab.X, -(double)ac.X / ab.X / ac.Y),
            _ => (0, 1.0 / ac.Y),
        };
    }

    /// <summary>The rotation nearest to J, and WᵀW with the weights that make the quadratic touch the energy.</summary>
    private static ((double A, double B, double C, double D) Rotation, (double Xx, double Xy, double Yy) Weight) Local((double A, double B, double C, double D) j)
    {
        // J = U Σ Vᵀ through the angles of its conformal and anti-conformal parts.
        var (e, f) = ((j.A + j.D) / 2, (j.A - j.D) / 2);
        var (g, h) = ((j.C + j.B) / 2, (j.C - j.B) / 2);
        var (q, r) = (Math.Sqrt(e * e + h * h), Math.Sqrt(f * f + g * g));
        var (large, small) = (q + r, Math.Max(q - r, 1e-9));
        var (a1, a2) = (Math.Atan2(g, f), Math.Atan2(h, e));
        var phi = (a2 + a1) / 2;
        var (sine, cosine) = Math.SinCos(a2);
        var (wl, ws) = (Stiffness(large), Stiffness(small));
        var (sp, cp) = Math.SinCos(phi);
        return ((cosine, -sine, sine, cosine), (cp * cp * wl + sp * sp * ws, cp * sp * (wl - ws), sp * sp * wl + cp * cp * ws));
    }

    private static double Stiffness(double stretch) =>
        Math.Abs(stretch - 1) < 1e-4 ? 4 : Math.Min((stretch - 1 / (stretch * stretch * stretch)) / (stretch - 1), 1e8);

    /// <summary>The smallest positive step along the direction at which the triangle's area vanishes.</summary>
    private double StepToFlip(int face, Vector2[] direction)
    {
        var (i, j, k) = (_faces[3 * face], _faces[3 * face + 1], _faces[3 * face + 2]);
        Vector2 p = _flat[j] - _flat[i], q = _flat[k] - _flat[i], dp = direction[j] - direction[i], dq = direction[k] - direction[i];
        double a = Cross(dp, dq), b = Cross(p, dq) + Cross(dp, q), c = Cross(p, q);
        if (Math.Abs(a) < 1e-30) return b < 0 ? -c / b : double.PositiveInfinity;
        var discriminant = b * b - 4 * a * c;
        if (discriminant < 0) return double.PositiveInfinity;
        var root = Math.Sqrt(discriminant);
        var (first, second) = ((-b - root) / (2 * a), (-b + root) / (2 * a));
        if (first > second) (first, second) = (second, first);
        return first > 0 ? first : second > 0 ? second : double.PositiveInfinity;

        static double Cross(Vector2 u, Vector2 v) => (double)u.X * v.Y - (double)u.Y * v.X;
    }
}
