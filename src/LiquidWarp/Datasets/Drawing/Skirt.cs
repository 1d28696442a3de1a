using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>The lower part of skirts, dresses and coats: a tube that hangs from waist and hips and follows both thighs.</summary>
internal static class Skirt
{
    private const int Columns = 40;
    private const int Rows = 16;
    private const int Directions = 32;

    /// <summary>Cuts a tube for one person.</summary>
    /// <param name="anatomy">The model.</param>
    /// <param name="body">(V) the person's own body in rest pose.</param>
    /// <param name="top">Upper edge on the mean body, metres.</param>
    /// <param name="hem">Lower edge on the mean body, metres.</param>
    /// <param name="ease">Distance from the body, metres.</param>
    /// <param name="flare">How much it widens for each metre down from the hips.</param>
    /// <param name="finish">How it answers light.</param>
    /// <param name="paint">Its colour; heights count from 0 at the upper edge.</param>
    /// <param name="waves">Height of vertical folds at the hem, metres.</param>
    public static Sheet Cut(Anatomy anatomy, Vector3[] body, float top, float hem, float ease, float flare, float waves, Finish finish, Func<Spot, Paint> paint)
    {
        var heights = Enumerable.Range(0, Rows).Select(row => float.Lerp(top, hem, row / (Rows - 1f))).ToArray();
        var places = Rings(anatomy, body, heights, ease, flare);
        return new()
        {
            Columns = Columns,
            Rows = Rows,
            Closed = true,
            Finish = finish,
            Paint = paint,
            Place = (column, row) =>
            {
                var angle = Angle(column);
                var (centre, radius, y) = (places[row].Centre, places[row].Radius(angle), places[row].Height);
                var wave = waves * row / (Rows - 1f) * (1 + MathF.Sin(angle * 9 + 1.3f * MathF.Sin(angle * 2)));
                return new(centre.X + (radius + wave) * MathF.Sin(angle), y, centre.Y + (radius + wave) * MathF.Cos(angle));
            },
            Follows = (column, row) =>
            {
                var down = Math.Clamp((anatomy.Hip.Y + 0.08f - heights[row]) / 0.30f, 0, 1);
                var left = 0.5f + 0.5f * Math.Clamp(1.4f * MathF.Sin(Angle(column)), -1, 1);
                var thigh = 0.92f * down;
                var shin = 0.5f * Math.Clamp((anatomy.Knee.Y - heights[row]) / 0.25f, 0, 1) * thigh;
                return heights[row] < anatomy.Knee.Y
                    ? ([(int)Joint.LeftHip, (int)Joint.RightHip, (int)Joint.LeftKnee, (int)Joint.RightKnee], Share(left, thigh - shin, shin))
                    : ([(int)Joint.Pelvis, (int)Joint.LeftHip, (int)Joint.RightHip], [1 - thigh, thigh * left, thigh * (1 - left)]);
            },
        };

        static float[] Share(float left, float thigh, float shin)
        {
            var sum = thigh + shin;
            return [thigh * left / sum, thigh * (1 - left) / sum, shin * left / sum, shin * (1 - left) / sum];
        }
    }

    private static float Angle(int column) => 2 * MathF.PI * (column - Columns / 2f) / Columns;

    private sealed record Ring(Vector2 Centre, float Height, float[] Reach, float Least, float Extra)
    {
        /// <summary>Distance from the centre to the tight convex outline, in a direction from the front to the left.</summary>
        public float Radius(float angle)
        {
            var nearest = float.PositiveInfinity;
            for (var k = 0; k < Directions; k++)
            {
                var cos = MathF.Cos(angle - 2 * MathF.PI * k / Directions);
                if (cos > 0.15f)
                    nearest = Math.Min(nearest, Reach[k] / cos);
            }

            return Math.Max(nearest, Least) + Extra;
        }
    }

    private static Ring[] Rings(Anatomy anatomy, Vector3[] body, float[] heights, float ease, float flare)
    {
        var template = anatomy.Model.Template;
        var rings = new Ring[heights.Length];
        var kept = new float[Directions];
        for (var row = 0; row < heights.Length; row++)
        {
            var near = Enumerable.Range(0, template.Length).Where(v => MathF.Abs(template[v].Y - heights[row]) < 0.035f && MathF.Abs(template[v].X) < 0.3f && !anatomy.IsArm(template[v])).ToArray();
            if (near.Length == 0)
            {
                rings[row] = rings[Math.Max(0, row - 1)] with { Height = rings[Math.Max(0, row - 1)].Height - (heights[0] - heights[^1]) / (Rows - 1) };
                continue;
            }

            var centre = new Vector2(near.Average(v => body[v].X), near.Average(v => body[v].Z));
            var reach = new float[Directions];
            for (var k = 0; k < Directions; k++)
            {
                var (sin, cos) = MathF.SinCos(2 * MathF.PI * k / Directions);
                reach[k] = near.Max(v => (body[v].X - centre.X) * sin + (body[v].Z - centre.Y) * cos);
                // Below the hips cloth falls straight instead of following the legs in.
                if (heights[row] < anatomy.Hip.Y + 0.03f)
                    reach[k] = Math.Max(reach[k], 0.97f * kept[k]);
                kept[k] = Math.Max(kept[k], reach[k]);
            }

            var below = Math.Max(0, anatomy.Hip.Y + 0.05f - heights[row]);
            rings[row] = new(centre, near.Average(v => body[v].Y), reach, 0.05f, ease + flare * below);
        }

        return rings;
    }
}
