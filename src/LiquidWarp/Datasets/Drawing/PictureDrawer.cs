using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>
/// Draws a figure over a background: poses, rasterises twice as fine as the picture, paints, lights, shadows, and takes the
/// photograph. Works on the calling thread alone and keeps its buffers; serves one caller at a time.
/// </summary>
internal sealed class PictureDrawer
{
    private readonly int _size;
    private readonly int _side;
    private readonly Rasterizer _rasterizer = new(1);
    private readonly Fragments _fragments;
    private readonly Vector4[] _samples;
    private readonly Crevices _crevices;
    private readonly KeyShadow _keyShadow;
    private readonly FloorShadow _floorShadow;
    private readonly Vector3[] _light;
    private Vector3[] _vertices = [];
    private Vector3[] _normals = [];
    private Vector3[] _projected = [];
    private PosedBody? _posed;
    private BodyModel? _model;

    /// <summary>A drawer of square pictures.</summary>
    public PictureDrawer(int size)
    {
        (_size, _side) = (size, 2 * size);
        _fragments = new(_side, _side);
        _samples = new Vector4[_side * _side];
        _light = new Vector3[size * size];
        _crevices = new(size);
        _keyShadow = new(_rasterizer, Math.Clamp(size * 3 / 4, 48, 256));
        _floorShadow = new(_rasterizer, size / 2);
    }

    /// <summary>Draws one picture of a video.</summary>
    /// <param name="scene">Who and where.</param>
    /// <param name="body">θ.</param>
    /// <param name="noise">Seed of what changes from picture to picture.</param>
    public PersonPicture Draw(DrawnScene scene, BodyParameters body, long noise)
    {
        var figure = scene.Figure;
        Pose(figure, body);
        _rasterizer.Rasterize(_projected, figure.Faces, _fragments);
        var outer = figure.Faces.AsSpan(0, 3 * figure.OuterFaceCount);
        _keyShadow.Cast(_vertices, outer, scene.Light);
        _crevices.Find(_fragments, body.Camera.Scale);
        _floorShadow.Cast(_vertices, outer, scene.Light, scene.GroundFor(body.Camera), body.Camera);
        PaintSamples(figure);
        LightSamples(figure, scene.Light, body.Camera);

        var coverage = new FloatImage(_size, _size, 1);
        Compose(scene, coverage.Data);
        scene.Camera.Expose(_light, _size, coverage.Data);
        var picture = scene.Camera.Develop(_light, _size, noise);
        return new(picture, body, coverage, scene.EmptyPicture);
    }

    /// <summary>What lies behind each pixel of the picture drawn last: the part of the body, 1 to 10, and the depth in metres from the eye; 0 where there is nothing.</summary>
    public (byte[] Parts, float[] Depth) Truth(Figure figure)
    {
        var (parts, depth) = (new byte[_size * _size], new float[_size * _size]);
        for (var i = 0; i < parts.Length; i++)
        {
            var sample = 2 * (i / _size) * _side + 2 * (i % _size);
            foreach (var at in (ReadOnlySpan<int>)[sample, sample + 1, sample + _side, sample + _side + 1])
                if (_fragments.FaceIndex[at] >= 0 && (depth[i] == 0 || _fragments.Depth[at] < depth[i]))
                    (parts[i], depth[i]) = ((byte)(1 + (int)figure.Textures[figure.FaceTextures[_fragments.FaceIndex[at]]].Limb), _fragments.Depth[at]);
        }

        return (parts, depth);
    }

    private void Pose(Figure figure, BodyParameters body)
    {
        if (_model != figure.Model)
            (_model, _posed) = (figure.Model, figure.Model.CreatePosed());
        figure.Model.Pose(body, _posed!);
        if (_vertices.Length != figure.Points.Length)
            (_vertices, _normals, _projected) = (new Vector3[figure.Points.Length], new Vector3[figure.Points.Length], new Vector3[figure.Points.Length]);
        figure.Pose(_posed!, _vertices);
        VertexNormals.Compute(_vertices, figure.Faces.AsSpan(0, 3 * figure.OuterFaceCount), _normals);
        Projection.Project(_vertices, body.Camera, _projected);
    }

    private void PaintSamples(Figure figure)
    {
        for (var i = 0; i < _samples.Length; i++)
        {
            var face = _fragments.FaceIndex[i];
            if (face < 0)
                continue;
            var weights = _fragments.Barycentrics.AsSpan(3 * i, 3);
            var places = figure.TexturePlaces.AsSpan(3 * face, 3);
            var place = weights[0] * places[0] + weights[1] * places[1] + weights[2] * places[2];
            _samples[i] = figure.Textures[figure.FaceTextures[face]].Sample(place);
        }
    }

    private void LightSamples(Figure figure, Light light, WeakPerspectiveCamera camera)
    {
        var samplesPerMetre = camera.Scale * _side / 2;
        var half = Vector3.Normalize(light.Towards - Vector3.UnitZ);
        for (var y = 0; y < _side; y++)
            for (var x = 0; x < _side; x++)
            {
                var i = y * _side + x;
                var face = _fragments.FaceIndex[i];
                if (face < 0)
                    continue;
                var weights = _fragments.Barycentrics.AsSpan(3 * i, 3);
                var (a, b, c) = (figure.Faces[3 * face], figure.Faces[3 * face + 1], figure.Faces[3 * face + 2]);
                var (texture, inside) = (figure.FaceTextures[face], face >= figure.OuterFaceCount);
                var finish = figure.Textures[texture].Finish;
                var normal = weights[0] * _normals[a] + weights[1] * _normals[b] + weights[2] * _normals[c];
                if (inside)
                    normal = -normal;
                var sample = _samples[i];
                normal.X -= Math.Clamp((Relief(i, x + 1 < _side ? 1 : 0, texture) - sample.W) * samplesPerMetre, -0.8f, 0.8f);
                normal.Y -= Math.Clamp((Relief(i, y + 1 < _side ? _side : 0, texture) - sample.W) * samplesPerMetre, -0.8f, 0.8f);
                normal = Vector3.Normalize(normal + new Vector3(0, 0, -1e-4f));

                var place = weights[0] * _vertices[a] + weights[1] * _vertices[b] + weights[2] * _vertices[c];
                var facing = (Vector3.Dot(normal, light.Towards) + finish.Wrap) / (1 + finish.Wrap);
                var key = facing <= 0 ? 0 : facing * _keyShadow.Lit(place);
                var open = _crevices.Openness(x >> 1, y >> 1);
                if (inside)
                    (key, open) = (0.25f * key, 0.45f * open);
                var lit = key * light.Key + open * light.Ambient(normal);
                var colour = new Vector3(sample.X, sample.Y, sample.Z) * lit;
                if (finish.Gloss > 0 && Vector3.Dot(normal, half) is var shine and > 0)
                    colour += finish.Gloss * MathF.Pow(shine, finish.Sharpness) * (key * light.Key + 0.3f * open * light.Sky);
                _samples[i] = new(colour, sample.W);
            }

        float Relief(int i, int step, ushort texture)
        {
            var face = _fragments.FaceIndex[i + step];
            // Another surface, or one that lies behind: no slope across the gap.
            return face < 0 || figure.FaceTextures[face] != texture || MathF.Abs(_fragments.Depth[i + step] - _fragments.Depth[i]) > 0.03f
                ? _samples[i].W
                : _samples[i + step].W;
        }
    }

    private void Compose(DrawnScene scene, float[] coverage)
    {
        for (var y = 0; y < _size; y++)
            for (var x = 0; x < _size; x++)
            {
                var i = 2 * y * _side + 2 * x;
                var (sum, count) = (Vector4.Zero, 0);
                foreach (var at in (ReadOnlySpan<int>)[i, i + 1, i + _side, i + _side + 1])
                    if (_fragments.FaceIndex[at] >= 0)
                        (sum, count) = (sum + _samples[at], count + 1);
                coverage[y * _size + x] = count / 4f;
                var background = count == 4 ? Vector3.Zero : scene.Backdrop[y * _size + x] * _floorShadow.Light(x, y);
                _light[y * _size + x] = 0.25f * (new Vector3(sum.X, sum.Y, sum.Z) + (4 - count) * background);
            }
    }
}
