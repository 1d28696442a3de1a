using System.Globalization;
using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;

namespace LiquidWarp.Rendering;

/// <summary>
/// Contact sheets that show what a body model is: from all sides, its parts and head, in poses, and through its shape
/// directions. All bodies of one sheet have one scale and stand on one line.
/// </summary>
public static class BodySheets
{
    private const int Columns = 4;

    // Share of a cell's height and width that the largest body of a sheet takes.
    private const float Fill = 0.92f;

    private static readonly (string Name, float[] Pose)[] _poses =
    [
        ("standing", Pose((Joint.LeftShoulder, 0, 0, -1.25f), (Joint.RightShoulder, 0, 0, 1.25f), (Joint.LeftElbow, 0, -0.3f, 0), (Joint.RightElbow, 0, 0.3f, 0))),
        ("walking", Pose((Joint.LeftHip, -0.5f, 0, 0), (Joint.RightHip, 0.35f, 0, 0), (Joint.LeftKnee, 0.2f, 0, 0), (Joint.RightKnee, 0.5f, 0, 0), (Joint.RightAnkle, 0.2f, 0, 0),
            (Joint.LeftShoulder, 0.4f, 0, -1.25f), (Joint.RightShoulder, -0.4f, 0, 1.25f), (Joint.LeftElbow, 0, -0.4f, 0), (Joint.RightElbow, 0, 0.4f, 0), (Joint.Spine2, 0.05f, 0.15f, 0))),
        ("running", Pose((Joint.LeftHip, -1.1f, 0, 0), (Joint.LeftKnee, 1.5f, 0, 0), (Joint.RightHip, 0.6f, 0, 0), (Joint.RightKnee, 0.8f, 0, 0), (Joint.RightAnkle, 0.5f, 0, 0), (Joint.Spine1, 0.2f, 0, 0),
            (Joint.LeftShoulder, 0.8f, 0, -1.2f), (Joint.RightShoulder, -0.8f, 0, 1.2f), (Joint.LeftElbow, 0, -1.5f, 0), (Joint.RightElbow, 0, 1.5f, 0), (Joint.Spine3, 0, 0.25f, 0))),
        ("sitting", Pose((Joint.LeftHip, -1.5f, 0, 0), (Joint.RightHip, -1.5f, 0, 0), (Joint.LeftKnee, 1.5f, 0, 0), (Joint.RightKnee, 1.5f, 0, 0),
            (Joint.LeftShoulder, -0.3f, 0, -1.2f), (Joint.RightShoulder, -0.3f, 0, 1.2f), (Joint.LeftElbow, 0, -0.9f, 0), (Joint.RightElbow, 0, 0.9f, 0), (Joint.Head, 0.2f, 0, 0))),
        ("arms raised", Pose((Joint.LeftCollar, 0, 0, 0.35f), (Joint.RightCollar, 0, 0, -0.35f), (Joint.LeftShoulder, 0, 0, 0.85f), (Joint.RightShoulder, 0, 0, -0.85f), (Joint.Head, -0.3f, 0, 0))),
        ("jumping", Pose((Joint.LeftHip, -0.2f, 0, 0.5f), (Joint.LeftKnee, 0.4f, 0, 0), (Joint.RightHip, 0.1f, 0, -0.6f), (Joint.RightKnee, 0.9f, 0, 0), (Joint.LeftAnkle, 0.6f, 0, 0), (Joint.RightAnkle, 0.6f, 0, 0),
            (Joint.LeftShoulder, 0, 0, 0.6f), (Joint.RightShoulder, 0, 0, -0.2f), (Joint.RightElbow, 0, 0, -0.7f), (Joint.Spine2, -0.1f, 0, 0.1f), (Joint.Head, -0.1f, 0.2f, 0))),
    ];

    /// <summary>Every sheet with the name of its file, without ending.</summary>
    /// <param name="model">The body to show.</param>
    /// <param name="size">Width and height of one cell in pixels, at least 8.</param>
    public static IReadOnlyList<(string Name, RgbImage Sheet)> All(BodyModel model, int size = 320) =>
        [("sides", Sides(model, size)), ("rest", Rest(model, size)), ("poses", Poses(model, size)), ("shapes", Shapes(model, size))];

    /// <summary>The body from eight sides, arms down.</summary>
    /// <param name="model">The body to show.</param>
    /// <param name="size">Width and height of one cell in pixels, at least 8.</param>
    public static RgbImage Sides(BodyModel model, int size = 320) =>
        Draw(model, size, new Shader(model), [.. Enumerable.Range(0, 8).Select(k =>
            new View(string.Create(CultureInfo.InvariantCulture, $"{45 * k} degrees"), new float[BodyParameters.ShapeLength], _poses[0].Pose, k * MathF.PI / 4))]);

    /// <summary>The rest pose from the front, the side and the back, its parts in colours, and the head from near.</summary>
    /// <inheritdoc cref="Sides"/>
    public static RgbImage Rest(BodyModel model, int size = 320)
    {
        var shape = new float[BodyParameters.ShapeLength];
        var pose = new float[BodyParameters.PoseLength];
        Shader plain = new(model), parts = new(model, new ShadingOptions { Colours = BodyColours.Parts });
        View front = new("rest pose", shape, pose, 0), side = new("from the left", shape, pose, -MathF.PI / 2), back = new("from behind", shape, pose, MathF.PI);
        return ContactSheet.Compose(
            [.. Cells(model, size, plain, [front, side, back]), .. Cells(model, size, parts, [front with { Label = "parts" }]),
                Head(model, size, plain, front), Head(model, size, plain, front with { Yaw = -MathF.PI / 4 }), Head(model, size, plain, side), Head(model, size, parts, front)],
            Columns, size);
    }

    /// <summary>Six poses.</summary>
    /// <inheritdoc cref="Sides"/>
    public static RgbImage Poses(BodyModel model, int size = 320) =>
        Draw(model, size, new Shader(model), [.. _poses.Select(pose => new View(pose.Name, new float[BodyParameters.ShapeLength], pose.Pose, -0.6f))], columns: 3);

    /// <summary>Each shape direction at two standard deviations below and above the mean, arms down.</summary>
    /// <inheritdoc cref="Sides"/>
    public static RgbImage Shapes(BodyModel model, int size = 320) =>
        Draw(model, size, new Shader(model), [.. Enumerable.Range(0, BodyParameters.ShapeLength).SelectMany(k => new[] { -2, 2 }.Select(value =>
        {
            var shape = new float[BodyParameters.ShapeLength];
            shape[k] = value;
            return new View(string.Create(CultureInfo.InvariantCulture, $"shape {k}: {value:+0;-0}"), shape, _poses[0].Pose, -0.4f);
        }))]);

    private sealed record View(string Label, float[] Shape, float[] Pose, float Yaw);

    private static RgbImage Draw(BodyModel model, int size, Shader shader, IReadOnlyList<View> views, int columns = Columns) =>
        ContactSheet.Compose(Cells(model, size, shader, views), columns, size);

    private static LabelledPicture[] Cells(BodyModel model, int size, Shader shader, IReadOnlyList<View> views)
    {
        var bodies = views.Select(view => Turn(model, view)).ToArray();
        var bounds = bodies.Select(body => Bounds(body.Vertices)).ToArray();
        var extent = bounds.Max(box => Math.Max(box.Max.X - box.Min.X, box.Max.Y - box.Min.Y));
        var scale = 2 * Fill / extent;
        // In camera view y points down: the feet are where y is greatest.
        return [.. bodies.Select((body, i) => new LabelledPicture(
            shader.Draw(body, new(scale, -(bounds[i].Min.X + bounds[i].Max.X) / 2, Fill / scale - bounds[i].Max.Y), size), views[i].Label))];
    }

    private static LabelledPicture Head(BodyModel model, int size, Shader shader, View view)
    {
        var body = Turn(model, view);
        var (min, max) = Bounds([.. body.Vertices.Where((_, v) => model.SkinningWeights[v * JointTree.Count + (int)Joint.Head] > 0.5f).DefaultIfEmpty(body.Joints[(int)Joint.Head])]);
        var scale = 1.7f / Math.Max(max.Y - min.Y, 0.05f);
        return new(shader.Draw(body, new(scale, -(min.X + max.X) / 2, -(min.Y + max.Y) / 2), size), "head");
    }

    /// <summary>Poses the body turned about the vertical, in camera view.</summary>
    private static PosedBody Turn(BodyModel model, View view)
    {
        var pose = view.Pose.ToArray();
        var facing = Rotations.Compose(new(0, view.Yaw, 0), new(MathF.PI, 0, 0));
        (pose[0], pose[1], pose[2]) = (facing.X, facing.Y, facing.Z);
        var body = model.CreatePosed();
        model.Pose(view.Shape, pose, body);
        return body;
    }

    private static (Vector3 Min, Vector3 Max) Bounds(ReadOnlySpan<Vector3> points)
    {
        var (min, max) = (points[0], points[0]);
        foreach (var point in points)
            (min, max) = (Vector3.Min(min, point), Vector3.Max(max, point));
        return (min, max);
    }

    private static float[] Pose(params ReadOnlySpan<(Joint Joint, float X, float Y, float Z)> turns)
    {
        var pose = new float[BodyParameters.PoseLength];
        foreach (var (joint, x, y, z) in turns)
            (pose[3 * (int)joint], pose[3 * (int)joint + 1], pose[3 * (int)joint + 2]) = (x, y, z);
        return pose;
    }
}
