using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Warping;

/// <summary>
/// Grows a naked body to the outline of the dressed person: one offset along the normal for each vertex, so that hair and loose clothes have a
/// surface to lie on. Measured where the body's outline meets the background of the person's mask, and spread smoothly over the mesh; face and
/// hands stay as they are.
/// </summary>
public static class OutlineFit
{
    private const int Sweeps = 200;
    private const float Inward = 0.02f;
    private const float MeasuredWeight = 0.6f;
    private const float PinnedWeight = 4;
    private const float Decay = 0.003f;
    private const float SameSurface = 0.15f;

    /// <summary>Measures the offsets.</summary>
    /// <param name="model">The body model.</param>
    /// <param name="body">The body recovered from the picture.</param>
    /// <param name="camera">The camera recovered from it.</param>
    /// <param name="person">The person's mask on the picture's square canvas, 1 on the person.</param>
    /// <returns>(V) offsets in metres, positive outward.</returns>
    public static float[] Measure(BodyModel model, PosedBody body, WeakPerspectiveCamera camera, Mask person)
    {
        if (person.Width != person.Height)
            throw new ArgumentException($"The mask is {person.Width}×{person.Height}; it must be on its square canvas.", nameof(person));
        var composer = new FlowComposer(model, person.Width);
        composer.Draw(body, camera);
        var normals = new Vector3[model.VertexCount];
        VertexNormals.Compute(body.Vertices, model.Faces, normals);
        var (measured, weights) = (new float[model.VertexCount], new float[model.VertexCount]);
        for (var vertex = 0; vertex < measured.Length; vertex++)
        {
            var reach = Reach(SurfacePartners.Limb(model, vertex));
            if (reach == 0)
                weights[vertex] = PinnedWeight;
            else if (MathF.Abs(normals[vertex].Z) < 0.4f && March(vertex, reach) is { } offset)
                (measured[vertex], weights[vertex]) = (offset, MeasuredWeight);
        }

        PinFace(model, measured, weights);
        return Smooth(new(model.VertexCount, model.Faces), measured, weights);

        // From the vertex along its normal, as the picture shows it, to the last pixel of the mask; null where another limb is in the way.
        float? March(int vertex, float reach)
        {
            var side = person.Width;
            var start = new Vector2(composer.Projected[vertex].X + 1, composer.Projected[vertex].Y + 1) * side / 2;
            var direction = Vector2.Normalize(new(normals[vertex].X, normals[vertex].Y));
            var metres = 2 / (side * camera.Scale);
            var offset = -Inward;
            for (var d = -Inward; d <= reach; d += metres)
            {
                var place = start + direction * (d / metres);
                int x = (int)MathF.Floor(place.X), y = (int)MathF.Floor(place.Y);
                if ((uint)x >= (uint)side || (uint)y >= (uint)side)
                    return null;
                var face = composer.Target.FaceIndex[y * side + x];
                if (face >= 0 && Vector3.Distance(model.Template[model.Faces[3 * face]], model.Template[vertex]) > SameSurface)
                    return null;
                if (person.Row(y)[x] == 0)
                    return offset;
                offset = d;
            }

            return reach;
        }
    }

    /// <summary>Moves vertices along normals.</summary>
    /// <param name="body">The naked body, in any pose.</param>
    /// <param name="faces">(F, 3) its faces.</param>
    /// <param name="offsets">(V) from <see cref="Measure"/>.</param>
    /// <param name="normals">(V) room for the body's normals.</param>
    /// <param name="into">The grown body; its vertices alone are written.</param>
    public static void Apply(PosedBody body, ReadOnlySpan<int> faces, ReadOnlySpan<float> offsets, Span<Vector3> normals, PosedBody into)
    {
        VertexNormals.Compute(body.Vertices, faces, normals);
        for (var i = 0; i < offsets.Length; i++)
            into.Vertices[i] = body.Vertices[i] + offsets[i] * normals[i];
    }

    /// <summary>How far hair and clothes may stand off, metres; 0 for what is bare.</summary>
    private static float Reach(Joint limb) => limb switch
    {
        Joint.LeftWrist or Joint.RightWrist => 0,
        Joint.LeftAnkle or Joint.RightAnkle => 0.03f,
        Joint.LeftShoulder or Joint.RightShoulder or Joint.LeftElbow or Joint.RightElbow => 0.06f,
        Joint.Neck => 0.06f,
        _ => 0.1f,
    };

    private static void PinFace(BodyModel model, float[] measured, float[] weights)
    {
        if (model.Surface is not { } surface)
            return;
        for (var corner = 0; corner < model.Faces.Length; corner++)
            if (surface.FrontalFace[corner / 3])
                (measured[model.Faces[corner]], weights[model.Faces[corner]]) = (0, PinnedWeight);
    }

    private static float[] Smooth(MeshEdges edges, float[] measured, float[] weights)
    {
        var offsets = new float[measured.Length];
        for (var sweep = 0; sweep < Sweeps; sweep++)
            for (var i = 0; i < offsets.Length; i++)
            {
                var (sum, weight) = (weights[i] * measured[i], weights[i] + Decay);
                foreach (var j in edges.Of(i))
                    (sum, weight) = (sum + offsets[j], weight + 1);
                offsets[i] = sum / weight;
            }

        return offsets;
    }
}
