using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>The tight convex outline of part of a body at one height: what a belt or the brim of a hat runs along.</summary>
internal sealed class Outline
{
    private const int Directions = 32;

    private readonly float[] _reach = new float[Directions];

    /// <summary>Measures the person's own body.</summary>
    /// <param name="anatomy">The model.</param>
    /// <param name="body">(V) the person's body in rest pose.</param>
    /// <param name="height">Height on the mean body, metres.</param>
    /// <param name="halfBand">Vertices so far above and below take part, metres.</param>
    public Outline(Anatomy anatomy, ReadOnlySpan<Vector3> body, float height, float halfBand)
    {
        var template = anatomy.Model.Template;
        var (sum, count) = (Vector3.Zero, 0);
        for (var v = 0; v < template.Length; v++)
            if (Belongs(template[v]))
                (sum, count) = (sum + body[v], count + 1);
        if (count == 0)
            return;
        Found = true;
        (Centre, Height) = (new(sum.X / count, sum.Z / count), sum.Y / count);
        for (var v = 0; v < template.Length; v++)
            if (Belongs(template[v]))
                for (var k = 0; k < Directions; k++)
                {
                    var (sin, cos) = MathF.SinCos(2 * MathF.PI * k / Directions);
                    _reach[k] = Math.Max(_reach[k], (body[v].X - Centre.X) * sin + (body[v].Z - Centre.Y) * cos);
                }

        bool Belongs(Vector3 place) => MathF.Abs(place.Y - height) < halfBand && MathF.Abs(place.X) < 0.3f && !anatomy.IsArm(place);
    }

    /// <summary>Whether there is any body at that height.</summary>
    public bool Found { get; }

    /// <summary>Middle of the outline, x and z.</summary>
    public Vector2 Centre { get; }

    /// <summary>Height on the person's own body.</summary>
    public float Height { get; }

    /// <summary>Makes the outline at least a share of another one.</summary>
    public void Widen(Outline other, float share)
    {
        for (var k = 0; k < Directions; k++)
            _reach[k] = Math.Max(_reach[k], share * other._reach[k]);
    }

    /// <summary>Distance from the centre in a direction, radians from the front to the left.</summary>
    public float Radius(float angle)
    {
        var nearest = float.PositiveInfinity;
        for (var k = 0; k < Directions; k++)
        {
            var cos = MathF.Cos(angle - 2 * MathF.PI * k / Directions);
            if (cos > 0.15f)
                nearest = Math.Min(nearest, _reach[k] / cos);
        }

        return nearest;
    }

    /// <summary>The point in a direction, so far outside.</summary>
    public Vector3 At(float angle, float outside)
    {
        var radius = Radius(angle) + outside;
        return new(Centre.X + radius * MathF.Sin(angle), Height, Centre.Y + radius * MathF.Cos(angle));
    }
}
