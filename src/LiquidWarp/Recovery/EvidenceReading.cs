using System.Numerics;
using LiquidWarp.Networks;

namespace LiquidWarp.Recovery;

/// <summary>A point of the body as the recovery network sees it.</summary>
/// <param name="Place">Where, [−1, 1] over the square.</param>
/// <param name="Depth">How far behind the middle of the hips, in the same unit.</param>
/// <param name="Confidence">0 to 1: how sure it is that the point is in the square and near this place.</param>
public readonly record struct SeenPoint(Vector2 Place, float Depth, float Confidence);

/// <summary>Reads points from the network's maps.</summary>
public static class EvidenceReading
{
    // The point lies in this many cells to either side of the most likely one.
    private const int Reach = 2;

    /// <summary>One point for each map of a single picture.</summary>
    /// <param name="heat">(K, C, C) logits as in <see cref="DenseRecoveryOutput"/>.</param>
    /// <param name="depth">(K, C, C).</param>
    /// <param name="options">The network's shape.</param>
    public static SeenPoint[] Points(ReadOnlySpan<float> heat, ReadOnlySpan<float> depth, DenseRecoveryOptions options)
    {
        var (points, area) = (new SeenPoint[options.Points], options.Cells * options.Cells);
        for (var k = 0; k < points.Length; k++)
            points[k] = Point(heat.Slice(k * area, area), depth.Slice(k * area, area), options.Cells);
        return points;
    }

    /// <summary>The mean over the cells about the most likely one; its share of all chances, "elsewhere" among them, is the confidence.</summary>
    private static SeenPoint Point(ReadOnlySpan<float> heat, ReadOnlySpan<float> depth, int cells)
    {
        var peak = 0;
        for (var i = 1; i < heat.Length; i++)
            if (heat[i] > heat[peak])
                peak = i;
        var highest = MathF.Max(heat[peak], 0);
        var all = MathF.Exp(-highest); // the chance of being nowhere
        foreach (var value in heat)
            all += MathF.Exp(value - highest);

        var (row, column) = Math.DivRem(peak, cells);
        var (sum, place, behind) = (0f, Vector2.Zero, 0f);
        for (var y = Math.Max(0, row - Reach); y <= Math.Min(cells - 1, row + Reach); y++)
            for (var x = Math.Max(0, column - Reach); x <= Math.Min(cells - 1, column + Reach); x++)
            {
                var chance = MathF.Exp(heat[y * cells + x] - highest);
                (sum, place, behind) = (sum + chance, place + chance * new Vector2(x + 0.5f, y + 0.5f), behind + chance * depth[y * cells + x]);
            }

        return sum > 0 ? new(place / sum * 2 / cells - Vector2.One, behind / sum, sum / all) : default;
    }
}
