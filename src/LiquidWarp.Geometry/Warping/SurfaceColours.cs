using System.Numerics;
using LiquidWarp.Rendering;

namespace LiquidWarp.Warping;

/// <summary>
/// Completes colours over a mesh from the vertices whose colour is known (a screened Poisson equation on the mesh): known colours stay,
/// the pattern of the partners is copied, and whatever light differs between the two is spread so that no seam shows.
/// </summary>
public static class SurfaceColours
{
    private const float KnownWeight = 10;
    private const float PartnerWeight = 0.05f;
    private const int Sweeps = 300;

    /// <summary>Fills the colours in.</summary>
    /// <param name="edges">The mesh.</param>
    /// <param name="colours">(V) sampled colours; those without confidence do not count.</param>
    /// <param name="confidence">(V) how well each is known, 0 to 1.</param>
    /// <param name="partners">(V) where to copy from, itself where known, -1 for nowhere, as <see cref="SurfacePartners.Choose"/> gives them.</param>
    /// <returns>(V) colours for all.</returns>
    public static Vector3[] Fill(MeshEdges edges, ReadOnlySpan<Vector3> colours, ReadOnlySpan<float> confidence, ReadOnlySpan<int> partners)
    {
        var guide = new Vector3[colours.Length];
        for (var i = 0; i < guide.Length; i++)
            guide[i] = partners[i] >= 0 ? colours[partners[i]] : Vector3.Zero;
        var filled = Spread(edges, guide, confidence, partners);

        for (var sweep = 0; sweep < Sweeps; sweep++)
            for (var i = 0; i < filled.Length; i++)
            {
                var (sum, weight) = (KnownWeight * confidence[i] * colours[i], KnownWeight * confidence[i]);
                if (partners[i] >= 0 && partners[i] != i)
                {
                    sum += PartnerWeight * guide[i];
                    weight += PartnerWeight;
                }

                foreach (var j in edges.Of(i))
                {
                    sum += filled[j] + Step(i, j, guide, partners);
                    weight++;
                }

                if (weight > 0)
                    filled[i] = sum / weight;
            }

        foreach (ref var colour in filled.AsSpan())
            colour = Vector3.Clamp(colour, -Vector3.One, Vector3.One);
        return filled;
    }

    /// <summary>The difference between two neighbours that the filling aims at: the partners' where both are copied from neighbouring places, else none.</summary>
    private static Vector3 Step(int i, int j, Vector3[] guide, ReadOnlySpan<int> partners)
    {
        var copied = partners[i] >= 0 && partners[j] >= 0 && partners[i] == i == (partners[j] == j);
        return copied ? guide[i] - guide[j] : Vector3.Zero;
    }

    /// <summary>A start near the answer: guides where there are some, elsewhere the colour of the nearest vertex along edges that has one.</summary>
    private static Vector3[] Spread(MeshEdges edges, Vector3[] guide, ReadOnlySpan<float> confidence, ReadOnlySpan<int> partners)
    {
        var filled = (Vector3[])guide.Clone();
        var reached = new bool[filled.Length];
        var next = new Queue<int>();
        for (var i = 0; i < filled.Length; i++)
            if (partners[i] >= 0 || confidence[i] > 0)
            {
                reached[i] = true;
                next.Enqueue(i);
            }

        while (next.TryDequeue(out var i))
            foreach (var j in edges.Of(i))
                if (!reached[j])
                {
                    (reached[j], filled[j]) = (true, filled[i]);
                    next.Enqueue(j);
                }

        return filled;
    }
}
