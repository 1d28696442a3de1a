using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Tests.Synthesis;

/// <summary>A doll before a sky, in a picture that is higher than wide: a source whose truth is known.</summary>
internal static class DollPhoto
{
    public static readonly BodyModel Model = TinyBody.Create();

    public static readonly BodyParameters Body = BodyParameters.Frontal() with { Camera = new(0.9f, 0, 0.08f) };

    public static readonly RgbImage Photo = Draw(160, 200, Body.Camera);

    public static readonly SourcePerson Source = SourcePerson.Prepare(Model, Photo, Body, Silhouette(160, 200, Body.Camera));

    private static PosedBody Posed()
    {
        var posed = Model.CreatePosed();
        Model.Pose(Body, posed);
        return posed;
    }

    public static RgbImage Draw(int width, int height, WeakPerspectiveCamera camera)
    {
        var photo = new RgbImage(width, height);
        for (var i = 0; i < width * height; i++)
            (photo.Data[3 * i], photo.Data[3 * i + 1], photo.Data[3 * i + 2]) = (90, 140, (byte)(190 + i / width / 5));
        return new Shader(Model, new() { Opacity = 1, Supersampling = 1 }).Overlay(Posed(), camera, photo);
    }

    public static Mask Silhouette(int width, int height, WeakPerspectiveCamera camera)
    {
        var canvas = new SquareCanvas(width, height);
        var fragments = new Fragments(canvas.Side, canvas.Side);
        new Rasterizer().Rasterize(Projection.Project(Posed(), camera), Model.Faces, fragments);
        return canvas.Crop(Rendering.Silhouette.Of(fragments));
    }
}
