using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Synthesis;

/// <summary>
/// Where the front of a face that the source shows is drawn: full within, fading towards its border over the surface, so that a pasted face
/// has no seam. A flat picture of a face serves for a small turn of the head; with a larger one it may fade away.
/// </summary>
internal sealed class FacePaste
{
    private const int FadeRounds = 3;

    // Turn of the head, seen from the camera, up to which a face is shown whole, and from which on no more.
    private const float Whole = 20 * MathF.PI / 180, Gone = 45 * MathF.PI / 180;

    private readonly int[] _faces;
    private readonly float[] _strength;
    private readonly Vector3[] _viewed;
    private readonly FloatImage _map;

    private FacePaste(int[] faces, float[] strength, Vector3[] viewed, int size) => (_faces, _strength, _viewed, _map) = (faces, strength, viewed, new(size, size, 1));

    /// <summary>Whether a body says where the front of its face is.</summary>
    public static bool IsFor(BodyModel model) => model.Surface is { } surface && surface.FrontalFace.Contains(true);

    /// <summary>Finds the vertices.</summary>
    /// <param name="model">The body.</param>
    /// <param name="sources">Where sources show it; a face counts that one of them shows.</param>
    /// <param name="viewed">θ of each source, if the face shall fade away as the head turns from where they show it.</param>
    /// <param name="size">Side of the maps to draw.</param>
    /// <exception cref="InputException">The body does not say where the front of the face is.</exception>
    public static FacePaste Of(BodyModel model, IEnumerable<SourceSurface> sources, IEnumerable<BodyParameters> viewed, int size)
    {
        if (!IsFor(model))
            throw new InputException($"The body '{model.Name}' does not say where the front of the face is. Leave out --front-warp, or use another body.");
        var seen = new bool[model.FaceCount];
        foreach (var source in sources)
            for (var face = 0; face < seen.Length; face++)
                seen[face] |= model.Surface!.FrontalFace[face] && source.Certainty[face] == SourceSurface.Seen;
        return new(model.Faces, Fade(model, seen), [.. viewed.Select(Viewed)], size);
    }

    /// <summary>(S, S, 1) how far to paste, 0 to 1; null for nowhere. Overwritten by the next call.</summary>
    /// <param name="shown">What the target shows.</param>
    /// <param name="target">θ of the target.</param>
    public FloatImage? Draw(Fragments shown, BodyParameters target)
    {
        var share = _viewed.Length == 0 ? 1 : _viewed.Max(source => Share(source, Viewed(target)));
        if (share == 0)
            return null;
        for (var pixel = 0; pixel < shown.FaceIndex.Length; pixel++)
        {
            var (face, sum) = (shown.FaceIndex[pixel], 0f);
            for (var k = 0; face >= 0 && k < 3; k++)
                sum += shown.Barycentrics[3 * pixel + k] * _strength[_faces[3 * face + k]];
            _map.Data[pixel] = share * sum;
        }

        return _map;
    }

    /// <summary>From which side the camera sees the head, in the head's own frame; a tilt in the picture's plane leaves that as it is.</summary>
    private static Vector3 Viewed(BodyParameters body)
    {
        var turn = Quaternion.Identity;
        for (var joint = (int)Joint.Head; joint >= 0; joint = JointTree.Parents[joint])
            turn = Rotations.ToQuaternion(new Vector3(body.Pose.AsSpan(3 * joint, 3))) * turn;
        return Vector3.Transform(Vector3.UnitZ, Quaternion.Conjugate(turn));
    }

    private static float Share(Vector3 source, Vector3 target)
    {
        var turn = MathF.Acos(Math.Clamp(Vector3.Dot(source, target), -1, 1));
        var faded = Math.Clamp((turn - Whole) / (Gone - Whole), 0, 1);
        return 1 - faded * faded * (3 - 2 * faded);
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
