using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>The lower part of skirts, dresses and coats: a tube that hangs from waist and hips and follows both thighs.</summary>
/// <param name="Top">Upper edge on the mean body, metres.</param>
/// <param name="Hem">Lower edge on the mean body, metres.</param>
/// <param name="Ease">Distance from the body, metres.</param>
/// <param name="Flare">How much it widens for each metre down from the hips.</param>
/// <param name="Waves">Height of vertical folds at the hem, metres.</param>
internal sealed record Skirt(float Top, float Hem, float Ease, float Flare, float Waves)
{
    private const int Columns = 40;
    private const int Rows = 16;

    /// <summary>Cuts the tube for one person.</summary>
    /// <param name="anatomy">The model.</param>
    /// <param name="body">(V) the person's own body in rest pose.</param>
    /// <param name="finish">How it answers light.</param>
    /// <param name="paint">Its colour.</param>
    public Sheet Cut(Anatomy anatomy, Vector3[] body, Finish finish, Func<Spot, Paint> paint)
    {
        float Height(int row) => float.Lerp(Top, Hem, row / (Rows - 1f));
        var outlines = Outlines(anatomy, body, Height);
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
                var below = Math.Max(0, anatomy.Hip.Y + 0.05f - Height(row));
                var wave = Waves * row / (Rows - 1f) * (1 + MathF.Sin(angle * 9 + 1.3f * MathF.Sin(angle * 2)));
                return outlines[row].At(angle, Ease + Flare * below + wave);
            },
            Follows = (column, row) => Follow(anatomy, Height(row), 0.5f + 0.5f * Math.Clamp(1.4f * MathF.Sin(Angle(column)), -1, 1)),
        };
    }

    private static float Angle(int column) => 2 * MathF.PI * (column - Columns / 2f) / Columns;

    /// <summary>From the pelvis over to the thigh of its side, and a little to the shin where cloth reaches below the knee.</summary>
    private static (int[] Joints, float[] Weights) Follow(Anatomy anatomy, float height, float left)
    {
        var thigh = 0.92f * Math.Clamp((anatomy.Hip.Y + 0.08f - height) / 0.30f, 0, 1);
        if (height >= anatomy.Knee.Y)
            return ([(int)Joint.Pelvis, (int)Joint.LeftHip, (int)Joint.RightHip], [1 - thigh, thigh * left, thigh * (1 - left)]);
        var shin = 0.5f * Math.Clamp((anatomy.Knee.Y - height) / 0.25f, 0, 1);
        return (
            [(int)Joint.LeftHip, (int)Joint.RightHip, (int)Joint.LeftKnee, (int)Joint.RightKnee],
            [(1 - shin) * left, (1 - shin) * (1 - left), shin * left, shin * (1 - left)]);
    }

    private static Outline[] Outlines(Anatomy anatomy, Vector3[] body, Func<int, float> height)
    {
        var outlines = new Outline[Rows];
        for (var row = 0; row < Rows; row++)
        {
            outlines[row] = new(anatomy, body, height(row), 0.035f);
            // Below the hips cloth falls straight instead of following the legs in.
            if (row > 0 && height(row) < anatomy.Hip.Y + 0.03f)
                outlines[row].Widen(outlines[row - 1], 0.985f);
        }

        return outlines;
    }
}
