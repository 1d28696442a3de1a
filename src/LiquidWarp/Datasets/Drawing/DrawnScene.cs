using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>What stays the same through one video: the dressed person, the place, the light and the camera.</summary>
internal sealed class DrawnScene
{
    // Height of the picture that a person of average height takes.
    private const float MeanHeight = 1.72f;

    private readonly float _scale;
    private readonly float _x;
    private readonly float _footLine;
    private readonly float _rise;
    private readonly float _wallDepth;
    private readonly PosedBody _posed;

    /// <summary>Makes a dressed person in a place; the same seeds give the same ones.</summary>
    /// <param name="anatomy">The body model.</param>
    /// <param name="size">Side of the pictures in pixels.</param>
    /// <param name="person">Body, face and hair.</param>
    /// <param name="outfit">Clothes.</param>
    /// <param name="random">Place, light and camera.</param>
    public DrawnScene(Anatomy anatomy, int size, Random person, Random outfit, Random random)
    {
        var shape = new float[BodyParameters.ShapeLength];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = Math.Clamp(person.Gaussian(0.9f), -2, 2);
        _scale = 2 * random.Between(0.58f, 0.94f) / MeanHeight;
        _x = random.Gaussian(0.09f);
        _footLine = Math.Min(0.97f, _scale * MeanHeight / 2 + random.Between(-0.04f, 0.10f));
        // Cameras are held at the height of a face or a chest, and look down on feet by 25 degrees from three metres.
        _rise = random.Between(0, 0.42f);
        _wallDepth = random.Happens(0.6f) ? random.Between(0.3f, 1.6f) : random.Between(1.6f, 4);
        Light = Light.Random(random);
        Camera = DrawnCamera.Random(random);
        Backdrop = Scenery.Paint(anatomy, random, size, _footLine - _scale * _rise * _wallDepth, out var ambience);
        Figure = Wardrobe.Dress(anatomy, shape, person, outfit, ambience, metresPerTexel: Math.Clamp(0.9f / size, 0.0012f, 0.008f));
        _posed = anatomy.Model.CreatePosed();

        var empty = (Vector3[])Backdrop.Clone();
        Camera.Expose(empty, size, null);
        EmptyPicture = Camera.Develop(empty, size, random.NextInt64());
    }

    public Figure Figure { get; }

    public Light Light { get; }

    public DrawnCamera Camera { get; }

    /// <summary>(S, S) linear light of the place without the person.</summary>
    public Vector3[] Backdrop { get; }

    /// <summary>The place photographed without the person.</summary>
    public RgbImage EmptyPicture { get; }

    /// <summary>The ground as it lies under a camera.</summary>
    public Ground GroundFor(WeakPerspectiveCamera camera) => new(_footLine / camera.Scale - camera.Y, _rise, _wallDepth);

    /// <summary>Puts a pose on the floor, in front of the camera, which looks down on it.</summary>
    /// <param name="pose">72 numbers, as a level camera would see it.</param>
    /// <param name="aside">Metres to the right of where the person usually stands.</param>
    /// <param name="lift">Metres above the floor.</param>
    public BodyParameters Place(float[] pose, float aside = 0, float lift = 0)
    {
        pose = DrawnAction.Turned(pose, new Vector3(MathF.Atan(_rise), 0, 0));
        lock (_posed)
        {
            Figure.Model.Pose(Figure.Shape, pose, _posed);
            var (low, left, right) = (float.NegativeInfinity, float.PositiveInfinity, float.NegativeInfinity);
            foreach (var vertex in _posed.Vertices)
                (low, left, right) = (Math.Max(low, vertex.Y + _rise * vertex.Z), Math.Min(left, vertex.X), Math.Max(right, vertex.X));
            // Kept inside the picture where there is room.
            var x = _x / _scale + aside - (left + right) / 4;
            var (least, most) = (-0.97f / _scale - left, 0.97f / _scale - right);
            x = least < most ? Math.Clamp(x, least, most) : (least + most) / 2;
            return new(new(_scale, x, _footLine / _scale - low - lift), pose, Figure.Shape);
        }
    }
}
