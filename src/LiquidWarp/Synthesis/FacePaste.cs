using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Synthesis;

/// <summary>
/// Where the front of a face that the source shows is drawn: full within, fading towards its border over the surface, so that a pasted face
/// has no seam.
/// </summary>
internal sealed class FacePaste
{
    private const int FadeRounds = 3;

    private readonly int[] _faces;
    private readonly float[] _strength;
    private readonly FloatImage _map;

    private FacePaste(int[] faces, float[] strength, int size) => (_faces, _strength, _map) = (faces, strength, new(size, size, 1));

    /// <summary>Finds the vertices.</summary>
    /// <param name="model">The body.</param>
    /// <param name="sources">Where sources show it; a face counts that one of them shows.</param>
    /// <param name="size">Side of the maps to draw.</param>
    /// <exception cref="InputException">The body does not say where the front of the face is.</exception>
    public static FacePaste Of(BodyModel model, IEnumerable<SourceSurface> sources, int size)
    {
        if (model.Surface is not { } surface || !surface.FrontalFace.Contains(true))
            throw new InputException($"The body '{model.Name}' does not say where the front of the face is. Leave out --front-warp, or use another body.");
        var seen = new bool[model.FaceCount];
        foreach (var source in sources)
            for (var face = 0; face < seen.Length; face++)
                seen[face] |= surface.FrontalFace[face] && source.Certainty[face] == SourceSurface.Seen;
        return new(model.Faces, Fade(model, seen), size);
    }

    /// <summary>(S, S, 1) how far to paste, 0 to 1. Overwritten by the next call.</summary>
    public FloatImage Draw(Fragments shown)
    {
        for (var pixel = 0; pixel < shown.FaceIndex.Length; pixel++)
        {
            var (face, sum) = (shown.FaceIndex[pixel], 0f);
            for (var k = 0; face >= 0 && k < 3; k++)
                sum += shown.Barycentrics[3 * pixel + k] * _strength[_faces[3 * face + k]];
            _map.Data[pixel] = sum;
        }

        return _map;
    }

    /// <summary>(V) 1 well within the region and 0 outside of it: each round takes the mean around a vertex, but for those outside.</summary>
    private static float[] Fade(BodyModel model, bool[] region)
    {
        var inside = Enumerable.Repeat(true, model.VertexCount).ToArray();
        for (var corner = 0; corner < model.Faces.Length; corner++)
            inside[model.Faces[corner]] &= region[corner / 3];
        var edges = new MeshEdges(model.VertexCount, model.Faces);
        var strength = Array.ConvertAll(inside, is1 => is1 ? 1f : 0);
        for (var round = 0; round < FadeRounds; round++)
        {
            var before = (float[])strength.Clone();
            for (var vertex = 0; vertex < strength.Length; vertex++)
            {
                if (!inside[vertex])
                    continue;
                foreach (var neighbour in edges.Of(vertex))
                    strength[vertex] += before[neighbour];
                strength[vertex] /= 1 + edges.Of(vertex).Length;
            }
        }

        return strength;
    }
}
