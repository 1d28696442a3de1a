using System.Numerics;
using System.Runtime.CompilerServices;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Training.Features;

/// <summary>
/// A picture and what each pixel of it shows: (S, S, <see cref="Channels"/>). From the first channel on: the picture 3 in [−1, 1];
/// <see cref="SurfaceCoordinates"/> 4, the last being 1 on the body; the outward normal in camera view 3; the class 1.
/// </summary>
internal static class SurfaceLabels
{
    /// <summary>Numbers a pixel.</summary>
    public const int Channels = 11;

    /// <summary>First of the four channels of surface coordinates.</summary>
    public const int Surface = 3;

    /// <summary>First of the three channels of the normal.</summary>
    public const int Normal = 7;

    /// <summary>Channel of the class: 0 background, 1 to 10 the parts of <see cref="BodyParts"/>, 11 hair and clothes beside the body.</summary>
    public const int Class = 10;

    /// <summary>Number of classes.</summary>
    public const int Classes = 12;

    /// <summary>The class of hair and clothes beside the body.</summary>
    public const int Worn = 11;

    private static readonly ConditionalWeakTable<BodyModel, byte[]> Parts = [];

    /// <summary>Draws the labels of a picture.</summary>
    public static FloatImage Draw(BodyModel model, PersonPicture person)
    {
        var size = person.Picture.Width;
        var posed = model.CreatePosed();
        model.Pose(person.Body, posed);
        var fragments = new Fragments(size, size);
        new Rasterizer(threads: 1).Rasterize(Projection.Project(posed, person.Body.Camera), model.Faces, fragments);
        var normals = new Vector3[posed.Vertices.Length];
        VertexNormals.Compute(posed.Vertices, model.Faces, normals);
        var classes = Classify(model, person, fragments);

        var map = new FloatImage(size, size, Channels);
        SurfaceCoordinates.Draw(model, fragments, map, Surface);
        var picture = person.Picture.ToFloat().Data;
        for (var pixel = 0; pixel < size * size; pixel++)
        {
            var values = map.Data.AsSpan(pixel * Channels, Channels);
            picture.AsSpan(3 * pixel, 3).CopyTo(values);
            var face = fragments.FaceIndex[pixel];
            values[Class] = classes[pixel];
            if (face < 0)
                continue;
            var normal = Vector3.Zero;
            for (var corner = 0; corner < 3; corner++)
                normal += fragments.Barycentrics[3 * pixel + corner] * normals[model.Faces[3 * face + corner]];
            Vector3.Normalize(normal).CopyTo(values[Normal..]);
        }

        return map;
    }

    /// <summary>(S·S) the class of each pixel of a picture.</summary>
    public static byte[] Classify(BodyModel model, PersonPicture person)
    {
        var (posed, fragments) = (model.CreatePosed(), new Fragments(person.Picture.Width, person.Picture.Width));
        model.Pose(person.Body, posed);
        new Rasterizer(threads: 1).Rasterize(Projection.Project(posed, person.Body.Camera), model.Faces, fragments);
        return Classify(model, person, fragments);
    }

    private static byte[] Classify(BodyModel model, PersonPicture person, Fragments fragments)
    {
        var parts = Parts.GetValue(model, model => BodyParts.FromSkinningWeights(model.Faces, model.SkinningWeights));
        var classes = new byte[fragments.FaceIndex.Length];
        for (var pixel = 0; pixel < classes.Length; pixel++)
        {
            var face = fragments.FaceIndex[pixel];
            classes[pixel] = (byte)(face >= 0 ? 1 + parts[face] : person.Coverage?.Data[pixel] > 0.5f ? Worn : 0);
        }

        return classes;
    }

    /// <summary>Cuts a square window out of labels, about some pixel of the person.</summary>
    public static FloatImage Window(FloatImage labels, int side, Random random)
    {
        var size = labels.Width;
        var person = Enumerable.Range(0, size * size).Where(pixel => labels.Data[pixel * Channels + Class] > 0).ToArray();
        var (x, y) = person.Length > 0 && person[random.Next(person.Length)] is var centre ? (centre % size, centre / size) : (size / 2, size / 2);
        var (left, top) = (Math.Clamp(x - side / 2, 0, size - side), Math.Clamp(y - side / 2, 0, size - side));
        var window = new FloatImage(side, side, Channels);
        for (var row = 0; row < side; row++)
            labels.Row(top + row).Slice(left * Channels, side * Channels).CopyTo(window.Row(row));
        return window;
    }
}
