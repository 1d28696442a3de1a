using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>One tabulated cross-section of a <see cref="Loft"/>: a superellipse with its own radius in each of the four directions.</summary>
/// <param name="At">Position along the axis, metres.</param>
/// <param name="U">Centre in the first cross coordinate.</param>
/// <param name="V">Centre in the second cross coordinate.</param>
/// <param name="UpperU">Radius towards +u.</param>
/// <param name="LowerU">Radius towards −u.</param>
/// <param name="UpperV">Radius towards +v.</param>
/// <param name="LowerV">Radius towards −v.</param>
/// <param name="Squareness">Exponent: 2 an ellipse, more towards a rectangle.</param>
internal readonly record struct Section(
    float At, float U, float V, float UpperU, float LowerU, float UpperV, float LowerV, float Squareness = 2);

/// <summary>
/// A solid swept through tabulated cross-sections along a coordinate axis, smooth in between. The two cross coordinates
/// of axis x are (y, z), of axis y (x, z), of axis z (x, y).
/// </summary>
internal sealed class Loft
{
    private const int Stations = 320;
    private const int Angles = 96;

    private readonly int _axis;
    private readonly float _start;
    private readonly float _step;
    private readonly Vector2[] _centres = new Vector2[Stations + 1];
    private readonly float[] _radii = new float[(Stations + 1) * (Angles + 1)];

    /// <summary>Sweeps the sections, whose positions must ascend, along axis 0 (x), 1 (y) or 2 (z).</summary>
    public Loft(int axis, ReadOnlySpan<Section> sections)
    {
        _axis = axis;
        _start = sections[0].At;
        _step = (sections[^1].At - _start) / Stations;
        for (var station = 0; station <= Stations; station++)
        {
            var section = Interpolate(sections, _start + station * _step);
            _centres[station] = new(section.U, section.V);
            for (var angle = 0; angle <= Angles; angle++)
                _radii[station * (Angles + 1) + angle] = Radius(section, angle * MathF.Tau / Angles - MathF.PI);
        }
    }

    /// <summary>Signed distance of a point, metres.</summary>
    public float Distance(Vector3 point)
    {
        var (at, u, v) = _axis switch
        {
            0 => (point.X, point.Y, point.Z),
            1 => (point.Y, point.X, point.Z),
            _ => (point.Z, point.X, point.Y),
        };
        var position = Math.Clamp((at - _start) / _step, 0, Stations - 1e-3f);
        var station = (int)position;
        var centre = Vector2.Lerp(_centres[station], _centres[station + 1], position - station);
        u -= centre.X;
        v -= centre.Y;

        var turn = (MathF.Atan2(v, u) + MathF.PI) * (Angles / MathF.Tau);
        var angle = Math.Clamp((int)turn, 0, Angles - 1);
        var row = station * (Angles + 1) + angle;
        float r00 = _radii[row], r01 = _radii[row + 1], r10 = _radii[row + Angles + 1], r11 = _radii[row + Angles + 2];
        var (alongFraction, angleFraction) = (position - station, turn - angle);
        var near = r00 + (r01 - r00) * angleFraction;
        var far = r10 + (r11 - r10) * angleFraction;
        var radius = near + (far - near) * alongFraction;

        var slopeAlong = (far - near) / _step;
        var slopeAround = (r01 - r00) * (Angles / MathF.Tau) / radius;
        var wall = (MathF.Sqrt(u * u + v * v) - radius) / MathF.Sqrt(1 + slopeAlong * slopeAlong + slopeAround * slopeAround);
        var cap = MathF.Max(_start - at, at - (_start + Stations * _step));
        return MathF.Min(MathF.Max(wall, cap), 0) + new Vector2(MathF.Max(wall, 0), MathF.Max(cap, 0)).Length();
    }

    private static float Radius(Section section, float angle)
    {
        var (sine, cosine) = MathF.SinCos(angle);
        var u = MathF.Abs(cosine) / (cosine > 0 ? section.UpperU : section.LowerU);
        var v = MathF.Abs(sine) / (sine > 0 ? section.UpperV : section.LowerV);
        return MathF.Pow(MathF.Pow(u, section.Squareness) + MathF.Pow(v, section.Squareness), -1 / section.Squareness);
    }

    private static Section Interpolate(ReadOnlySpan<Section> sections, float at)
    {
        var next = 1;
        while (next < sections.Length - 1 && sections[next].At < at) next++;
        var before = sections[Math.Max(next - 2, 0)];
        var (from, to) = (sections[next - 1], sections[next]);
        var after = sections[Math.Min(next + 1, sections.Length - 1)];
        float Value(Func<Section, float> of) => Hermite(
            (before.At, of(before)), (from.At, of(from)), (to.At, of(to)), (after.At, of(after)), at);
        return new(at, Value(s => s.U), Value(s => s.V), Value(s => s.UpperU), Value(s => s.LowerU),
            Value(s => s.UpperV), Value(s => s.LowerV), Value(s => s.Squareness));
    }

    /// <summary>Cubic between the two middle knots, with the slopes of the chords around them.</summary>
    private static float Hermite((float X, float Y) a, (float X, float Y) b, (float X, float Y) c, (float X, float Y) d, float x)
    {
        var width = c.X - b.X;
        var t = (x - b.X) / width;
        var slopeB = width * (c.Y - a.Y) / (c.X - a.X);
        var slopeC = width * (d.Y - b.Y) / (d.X - b.X);
        var (t2, t3) = (t * t, t * t * t);
        return (2 * t3 - 3 * t2 + 1) * b.Y + (t3 - 2 * t2 + t) * slopeB + (3 * t2 - 2 * t3) * c.Y + (t3 - t2) * slopeC;
    }
}
