using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;

namespace LiquidWarp.Rendering;

/// <summary>
/// Draws a posed body in light, for people to look at: previews of bodies and motions, and overlays on photographs. Smooth normals, a
/// soft key light from the upper left, a fill light from the right and some light from the sky; no shadows.
/// Keeps its buffers from frame to frame and serves one caller at a time.
/// </summary>
public sealed class Shader
{
    private static readonly Vector3 Key = Vector3.Normalize(new(-0.55f, -0.75f, -1));
    private static readonly Vector3 Fill = Vector3.Normalize(new(0.9f, -0.1f, -0.5f));
    private static readonly Vector3 Gloss = Vector3.Normalize(Key - Vector3.UnitZ);

    private readonly BodyModel _model;
    private readonly ShadingOptions _options;
    private readonly RowThreads _threads;
    private readonly Rasterizer _rasterizer;
    private readonly Vector3[] _projected;
    private readonly Vector3[] _normals;
    private readonly Vector3[] _palette;
    private Fragments _fragments = new(1, 1);

    /// <summary>Makes a shader for a body model.</summary>
    /// <param name="model">Whose bodies to draw.</param>
    /// <param name="options">How; null means the defaults.</param>
    /// <param name="threads">Threads to use at most; 0 means one a processor.</param>
    public Shader(BodyModel model, ShadingOptions? options = null, int threads = 0)
    {
        _model = model;
        _options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.Supersampling);
        _threads = new(threads);
        _rasterizer = new(threads);
        _projected = new Vector3[model.VertexCount];
        _normals = new Vector3[model.VertexCount];
        _palette = Palette(model, _options);
    }

    /// <summary>Draws one body on a square picture; for many frames make a <see cref="Shader"/> and keep it.</summary>
    public static RgbImage Shade(BodyModel model, PosedBody posed, WeakPerspectiveCamera camera, int size, ShadingOptions? options = null) =>
        new Shader(model, options).Draw(posed, camera, size);

    /// <summary>Draws a body on a plain square picture.</summary>
    /// <param name="posed">The body, in camera view.</param>
    /// <param name="camera">Its camera.</param>
    /// <param name="size">Width and height in pixels.</param>
    public RgbImage Draw(PosedBody posed, WeakPerspectiveCamera camera, int size)
    {
        var picture = new RgbImage(size, size);
        var background = _options.Background * 255 + new Vector3(0.5f);
        for (var i = 0; i < picture.Data.Length; i += 3)
            (picture.Data[i], picture.Data[i + 1], picture.Data[i + 2]) = ((byte)background.X, (byte)background.Y, (byte)background.Z);
        Draw(posed, camera, picture, 1);
        return picture;
    }

    /// <summary>
    /// Draws a body over a photo, which may be of any shape: coordinates are over its square canvas, as everywhere. The photo is left as it is.
    /// </summary>
    public RgbImage Overlay(PosedBody posed, WeakPerspectiveCamera camera, RgbImage photo)
    {
        var picture = new RgbImage(photo.Width, photo.Height, (byte[])photo.Data.Clone());
        Draw(posed, camera, picture, _options.Opacity);
        return picture;
    }

    private void Draw(PosedBody posed, WeakPerspectiveCamera camera, RgbImage picture, float opacity)
    {
        var samples = _options.Supersampling;
        var side = Math.Max(picture.Width, picture.Height) * samples;
        if (_fragments.Width != side)
            _fragments = new(side, side);
        Projection.Project(posed.Vertices, camera, _projected);
        _rasterizer.Rasterize(_projected, _model.Faces, _fragments);
        VertexNormals.Compute(posed.Vertices, _model.Faces, _normals);
        _threads.Run(picture.Height, _threads.BandOf(picture.Height), new Rows(this, picture, opacity));
    }

    private sealed class Rows(Shader shader, RgbImage picture, float opacity) : IRowBody
    {
        private readonly int _samples = shader._options.Supersampling;
        private readonly Fragments _fragments = shader._fragments;

        public void Invoke(int from, int to)
        {
            var side = Math.Max(picture.Width, picture.Height);
            int left = (side - picture.Width) / 2, top = (side - picture.Height) / 2;
            for (var y = from; y < to; y++)
            {
                var row = picture.Row(y);
                for (var x = 0; x < picture.Width; x++)
                {
                    var (colour, covered) = Light((left + x) * _samples, (top + y) * _samples);
                    if (covered == 0)
                        continue;
                    var pixel = row.Slice(3 * x, 3);
                    var below = new Vector3(pixel[0], pixel[1], pixel[2]) / 255;
                    var mixed = Vector3.Lerp(below, colour, covered * opacity) * 255 + new Vector3(0.5f);
                    (pixel[0], pixel[1], pixel[2]) = ((byte)mixed.X, (byte)mixed.Y, (byte)mixed.Z);
                }
            }
        }

        /// <summary>Mean sRGB colour of the body within one pixel, and the share of the pixel that it covers.</summary>
        private (Vector3 Colour, float Covered) Light(int left, int top)
        {
            var (sum, hits) = (Vector3.Zero, 0);
            for (var y = top; y < top + _samples; y++)
                for (var x = left; x < left + _samples; x++)
                {
                    var sample = y * _fragments.Width + x;
                    if (_fragments.FaceIndex[sample] < 0)
                        continue;
                    hits++;
                    sum += shader.Light(_fragments.FaceIndex[sample], _fragments.Barycentrics.AsSpan(3 * sample, 3));
                }

            return hits == 0 ? (sum, 0) : (Encode(sum / hits), (float)hits / (_samples * _samples));
        }
    }

    /// <summary>Linear light that leaves a point of a face towards the eye.</summary>
    private Vector3 Light(int face, ReadOnlySpan<float> weights)
    {
        var corners = _model.Faces.AsSpan(3 * face, 3);
        var normal = weights[0] * _normals[corners[0]] + weights[1] * _normals[corners[1]] + weights[2] * _normals[corners[2]];
        normal = normal.LengthSquared() > 0 ? Vector3.Normalize(normal) : -Vector3.UnitZ;
        // Light that reaches a little round the edge looks soft, as from a large lamp.
        var key = MathF.Max(0, (Vector3.Dot(normal, Key) + 0.15f) / 1.15f);
        var fill = MathF.Max(0, (Vector3.Dot(normal, Fill) + 0.3f) / 1.3f);
        var sky = 0.5f - 0.5f * normal.Y;
        var gloss = MathF.Max(0, Vector3.Dot(normal, Gloss));
        gloss *= gloss;
        gloss *= gloss;
        gloss *= gloss * gloss;
        return _palette[face] * (0.08f + 0.14f * sky + 0.85f * key + 0.22f * fill) + new Vector3(0.05f * gloss);
    }

    /// <summary>Linear colour of each face.</summary>
    private static Vector3[] Palette(BodyModel model, ShadingOptions options)
    {
        var palette = new Vector3[model.FaceCount];
        Array.Fill(palette, Decode(options.Skin));
        if (options.Colours == BodyColours.Parts && model.Surface is { } surface)
            for (var face = 0; face < palette.Length; face++)
                palette[face] = Decode(Hue(surface.FaceParts[face]));
        return palette;
    }

    /// <summary>Colours that stay apart however many there are: hues by the golden ratio, in two strengths.</summary>
    private static Vector3 Hue(int index)
    {
        var hue = index * 0.61803399f % 1 * 6;
        var full = Vector3.Clamp(new(MathF.Abs(hue - 3) - 1, 2 - MathF.Abs(hue - 2), 2 - MathF.Abs(hue - 4)), Vector3.Zero, Vector3.One);
        return Vector3.Lerp(new(0.9f), full, index % 2 == 0 ? 0.6f : 0.4f);
    }

    // Squares and square roots stand for sRGB's curve: this is a preview.
    private static Vector3 Decode(Vector3 colour) => colour * colour;

    private static Vector3 Encode(Vector3 light) => Vector3.SquareRoot(Vector3.Clamp(light, Vector3.Zero, Vector3.One));
}
