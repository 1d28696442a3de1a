using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Tests.Training;

/// <summary>Pictures of one painted doll before plain walls, with the whole truth.</summary>
internal sealed class OneDoll
{
    private readonly byte[] _colours = new byte[3 * BodyParts.Names.Count];

    public OneDoll(int seed = 5) => new Random(seed).NextBytes(_colours);

    public BodyModel Model { get; } = TinyBody.Create();

    /// <summary>The doll with its arms so high, radians, before a wall of a grey.</summary>
    public PersonPicture Picture(float left, float right, byte wall, int size)
    {
        var body = new BodyParameters(new(0.95f, 0, 0.1f), Pose(left, right), new float[BodyParameters.ShapeLength]);
        var posed = Model.CreatePosed();
        Model.Pose(body, posed);
        var fragments = new Fragments(size, size);
        new Rasterizer(threads: 1).Rasterize(Projection.Project(posed, body.Camera), Model.Faces, fragments);
        var parts = BodyParts.FromSkinningWeights(Model.Faces, Model.SkinningWeights);
        var (picture, background, coverage) = (new RgbImage(size, size), new RgbImage(size, size), new FloatImage(size, size, 1));
        Array.Fill(background.Data, wall);
        for (var pixel = 0; pixel < size * size; pixel++)
        {
            var face = fragments.FaceIndex[pixel];
            coverage.Data[pixel] = face >= 0 ? 1 : 0;
            for (var c = 0; c < 3; c++)
                picture.Data[3 * pixel + c] = face < 0 ? wall : _colours[3 * parts[face] + c];
        }

        return new(picture, body, coverage, background);
    }

    public static float[] Pose(float left, float right)
    {
        var pose = BodyParameters.Frontal().Pose;
        (pose[3 * (int)Joint.LeftShoulder + 2], pose[3 * (int)Joint.RightShoulder + 2]) = (-left, right);
        return pose;
    }
}
