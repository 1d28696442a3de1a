using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Warping;

/// <summary>
/// Draws the person of one picture in other poses by warping that picture alone, without a network. Where the picture shows a point of
/// the body's surface, the transformation flow samples it; elsewhere colours come from the mirrored side, the other face of the limb or the
/// surface around, and the two are blended softly. All that depends on the source alone is computed once, here.
/// </summary>
public sealed class TextureWarp
{
    private const float WeakConfidence = 0.03f;
    private const float DepthTolerance = 0.02f;

    private readonly BodyModel _model;
    private readonly TextureWarpOptions _options;
    private readonly FlowComposer _composer;
    private readonly FaceCorners _corners;
    private readonly FloatImage _source;
    private readonly FloatImage _warped;
    private readonly TransformationFlow _flow;
    private TextureWarp? _giver;
    private bool[] _taken = [];

    /// <summary>Prepares a source.</summary>
    /// <param name="model">The body model.</param>
    /// <param name="source">The source picture on its square canvas (see <see cref="SquareCanvas"/>).</param>
    /// <param name="body">The body recovered from it.</param>
    /// <param name="camera">The camera recovered from it.</param>
    /// <param name="person">The person's mask over the same canvas, of any square size; null if none is known.</param>
    /// <param name="size">Side of the pictures to draw.</param>
    /// <param name="options">Null means the defaults.</param>
    public TextureWarp(
        BodyModel model, RgbImage source, PosedBody body, WeakPerspectiveCamera camera, Mask? person, int size, TextureWarpOptions? options = null)
    {
        if (source.Width != source.Height)
            throw new ArgumentException($"The source is {source.Width}×{source.Height}; it must be on its square canvas.", nameof(source));
        (_model, _options) = (model, options ?? new());
        Size = size;
        var samples = size * _options.Supersampling;
        _composer = new(model, samples, _options.Threads);
        _flow = new(samples, samples);
        _warped = new(samples, samples, 4);

        var side = Math.Min(source.Width, samples);
        var colours = Resampling.Resize(source, side, side, ResizeMethod.Area).ToFloat();
        var drawing = new FlowComposer(model, side, _options.Threads);
        _corners = drawing.Draw(body, camera);
        var rim = Math.Max(1, (int)MathF.Round(_options.Rim * side));
        var trusted = SourceTrust.Of(drawing.Target, model.Faces, model.Template, person, rim, _options.OutlineStep);
        Trust = DistanceTransform.Feather(trusted, 2 * rim, inset: rim);
        _source = Pack(colours, Trust);

        Confidence = Judge(body, drawing, person);
        var known = Confidence.Select(confidence => confidence > WeakConfidence).ToArray();
        var partners = new SurfacePartners(model).Choose(known);
        for (var vertex = 0; vertex < known.Length; vertex++)
            if (!known[vertex] && partners[vertex] >= 0)
                Confidence[vertex] = 0;
        Colours = SurfaceColours.Fill(new(model.VertexCount, model.Faces), SampleVertices(colours, drawing.Projected), Confidence, partners);
    }

    /// <summary>Side of the pictures to draw.</summary>
    public int Size { get; }

    /// <summary>(S, S, 1) how far each source pixel is trusted, 0 to 1.</summary>
    public FloatImage Trust { get; }

    /// <summary>(V) how surely the source shows each vertex, 0 to 1: 1 seen from the front, 0 hidden.</summary>
    public float[] Confidence { get; }

    /// <summary>(V) a colour for each vertex, RGB in [-1, 1], seen or filled in.</summary>
    public Vector3[] Colours { get; }

    /// <summary>Shows some faces as another person's picture shows them from now on: appearance transfer.</summary>
    /// <param name="giver">The other person, prepared for pictures of the same size with a body of the same faces.</param>
    /// <param name="taken">(F) true for each face to take from there.</param>
    public void Borrow(TextureWarp giver, bool[] taken)
    {
        if (giver._flow.Width != _flow.Width || giver._corners.FaceCount != _corners.FaceCount || taken.Length != _corners.FaceCount)
            throw new ArgumentException($"Pictures of {giver.Size} with {giver._corners.FaceCount} faces and {taken.Length} marks, expected {Size}, {_corners.FaceCount} and as many.", nameof(giver));
        (_giver, _taken) = (giver, taken);
    }

    /// <summary>Draws the person over a background.</summary>
    /// <param name="target">The body to show, of this model and best of the source's shape.</param>
    /// <param name="camera">The camera to show it with.</param>
    /// <param name="picture">Square of <see cref="Size"/>, 3 channels: holds the background and gets the person drawn over it.</param>
    public void Draw(PosedBody target, WeakPerspectiveCamera camera, FloatImage picture)
    {
        if ((picture.Width, picture.Height, picture.Channels) != (Size, Size, 3))
            throw new ArgumentException($"The picture is {picture.Width}×{picture.Height}×{picture.Channels}, expected {Size}×{Size}×3.", nameof(picture));
        _composer.Imitate(_corners, target, camera, _flow);
        BilinearSampler.Sample(_source, _flow, CornerAlignment.Edges, _warped);
        if (_giver is not null)
        {
            _giver._flow.Compose(_giver._corners, _composer.Target);
            BilinearSampler.Sample(_giver._source, _giver._flow, CornerAlignment.Edges, _giver._warped);
        }

        RowThreads.Shared.Run(Size, RowThreads.Shared.BandOf(Size), new Rows(this, picture));
    }

    private sealed class Rows(TextureWarp warp, FloatImage picture) : IRowBody
    {
        public void Invoke(int from, int to)
        {
            var samples = warp._options.Supersampling;
            for (var y = from; y < to; y++)
                for (var x = 0; x < picture.Width; x++)
                {
                    var (sum, hits) = (Vector3.Zero, 0);
                    for (var v = y * samples; v < (y + 1) * samples; v++)
                        for (var u = x * samples; u < (x + 1) * samples; u++)
                            if (warp._composer.Target.FaceIndex[v * warp._flow.Width + u] >= 0)
                            {
                                sum += warp.ColourAt(v * warp._flow.Width + u);
                                hits++;
                            }

                    if (hits == 0)
                        continue;
                    var pixel = picture.Row(y).Slice(3 * x, 3);
                    var mixed = (sum + (samples * samples - hits) * new Vector3(pixel)) / (samples * samples);
                    mixed.CopyTo(pixel);
                }
        }
    }

    /// <summary>Colour of one sample: what the flow brings as far as it is trusted, for the rest the surface's.</summary>
    private Vector3 ColourAt(int sample)
    {
        var face = _composer.Target.FaceIndex[sample];
        var from = _giver is not null && _taken[face] ? _giver : this;
        var corners = _model.Faces.AsSpan(3 * face, 3);
        var weights = _composer.Target.Barycentrics.AsSpan(3 * sample, 3);
        var (surface, confidence) = (Vector3.Zero, 0f);
        for (var k = 0; k < 3; k++)
        {
            surface += weights[k] * from.Colours[corners[k]];
            confidence += weights[k] * from.Confidence[corners[k]];
        }

        var warped = from._warped.Data.AsSpan(4 * sample, 4);
        return Vector3.Lerp(surface, new(warped), confidence * warped[3]);
    }

    /// <summary>
    /// How surely each vertex is seen: it must lie at the depth that is drawn there, face the eye, and be on trusted pixels. Seen ones on
    /// untrusted pixels keep a little, for limbs so thin that none of their pixels is trusted, such as hands.
    /// </summary>
    private float[] Judge(PosedBody body, FlowComposer drawing, Mask? person)
    {
        var normals = new Vector3[_model.VertexCount];
        VertexNormals.Compute(body.Vertices, _model.Faces, normals);
        var confidence = new float[_model.VertexCount];
        for (var vertex = 0; vertex < confidence.Length; vertex++)
        {
            var place = drawing.Projected[vertex];
            var side = drawing.Target.Width;
            int x = (int)MathF.Floor((place.X + 1) * side / 2), y = (int)MathF.Floor((place.Y + 1) * side / 2);
            if ((uint)x >= (uint)side || (uint)y >= (uint)side)
                continue;
            var pixel = y * side + x;
            var seen = place.Z < drawing.Target.Depth[pixel] + DepthTolerance;
            var facing = Math.Clamp((-normals[vertex].Z - 0.04f) / 0.18f, 0, 1);
            var weak = seen && normals[vertex].Z < 0 && (person is null || SourceTrust.IsOn(person, drawing.Target, pixel)) ? WeakConfidence : 0;
            confidence[vertex] = MathF.Max(weak, seen ? facing * Trust.Data[pixel] : 0);
        }

        return confidence;
    }

    private static Vector3[] SampleVertices(FloatImage colours, ReadOnlySpan<Vector3> projected)
    {
        var places = new TransformationFlow(projected.Length, 1);
        for (var i = 0; i < projected.Length; i++)
            (places.Data[2 * i], places.Data[2 * i + 1]) = (projected[i].X, projected[i].Y);
        var sampled = BilinearSampler.Sample(colours, places, CornerAlignment.Edges);
        return [.. sampled.Data.Chunk(3).Select(colour => new Vector3(colour))];
    }

    private static FloatImage Pack(FloatImage colours, FloatImage trust)
    {
        var packed = new FloatImage(colours.Width, colours.Height, 4);
        for (var i = 0; i < trust.Data.Length; i++)
        {
            colours.Data.AsSpan(3 * i, 3).CopyTo(packed.Data.AsSpan(4 * i));
            packed.Data[4 * i + 3] = trust.Data[i];
        }

        return packed;
    }
}
