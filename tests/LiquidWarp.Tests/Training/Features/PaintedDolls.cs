using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Tests.Training.Features;

/// <summary>Pairs of a doll before a wall: each number a doll of its own colours, in two poses, with something worn on the left.</summary>
internal sealed class PaintedDolls(int size = 32, int seed = 0) : IPairSource
{
    private readonly BodyModel _model = TinyBody.Create();

    public string Identity => $"dolls {seed}";

    /// <summary>How often a pair was asked for.</summary>
    public int Drawn { get; private set; }

    /// <summary>Turns all dolls round, radians; 0 faces the camera.</summary>
    public float Yaw { get; init; }

    public PersonPair Pair(long number)
    {
        Drawn++;
        var random = new Random(seed * 1000 + (int)number);
        var colours = new byte[3 * BodyParts.Names.Count];
        random.NextBytes(colours);
        return new(_model, Draw(colours, random), Draw(colours, random));
    }

    private PersonPicture Draw(byte[] colours, Random random)
    {
        var pose = BodyParameters.Frontal().Pose;
        if (Yaw != 0)
            Rotations.ToAxisAngle(Rotations.ToQuaternion(new Vector3(0, Yaw, 0)) * Rotations.ToQuaternion(new Vector3(MathF.PI, 0, 0))).CopyTo(pose);
        pose[3 * (int)Joint.LeftShoulder + 2] = -random.NextSingle();
        pose[3 * (int)Joint.RightShoulder + 2] = random.NextSingle();
        var body = new BodyParameters(new(0.95f, 0, 0.1f), pose, new float[BodyParameters.ShapeLength]);
        var posed = _model.CreatePosed();
        _model.Pose(body, posed);
        var fragments = new Fragments(size, size);
        new Rasterizer(threads: 1).Rasterize(Projection.Project(posed, body.Camera), _model.Faces, fragments);
        var parts = BodyParts.FromSkinningWeights(_model.Faces, _model.SkinningWeights);
        var (picture, coverage) = (new RgbImage(size, size), new FloatImage(size, size, 1));
        var wall = (byte)random.Next(256);
        for (var pixel = 0; pixel < size * size; pixel++)
        {
            var face = fragments.FaceIndex[pixel];
            coverage.Data[pixel] = face >= 0 || pixel % size < 2 ? 1 : 0;
            for (var c = 0; c < 3; c++)
                picture.Data[3 * pixel + c] = face < 0 ? wall : colours[3 * parts[face] + c];
        }

        return new(picture, body, coverage);
    }
}
