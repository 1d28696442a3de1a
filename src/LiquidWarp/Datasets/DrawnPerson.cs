using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using LiquidWarp.Rendering;

namespace LiquidWarp.Datasets;

/// <summary>
/// A picture of a person who does not exist: the body model dressed, painted and lit by code, so that the project has
/// something to show and to run on that is its own. The truth comes with it.
/// </summary>
/// <param name="Picture">The picture, square.</param>
/// <param name="Body">θ that it was drawn with.</param>
/// <param name="Mask">1 on the person.</param>
/// <param name="Keypoints">The points of OpenPose's BODY_25 that the drawing shows.</param>
public sealed record DrawnPerson(RgbImage Picture, BodyParameters Body, Mask Mask, PersonKeypoints Keypoints)
{
    private const int Supersampling = 3;

    private sealed record Mesh(BodyModel Model, Vector3[] Vertices, Vector3[] Normals);

    /// <summary>Draws a person standing in A-pose; the same input gives the same picture.</summary>
    /// <param name="model">The body model.</param>
    /// <param name="style">Looks.</param>
    /// <param name="size">Side of the picture in pixels.</param>
    public static DrawnPerson Create(BodyModel model, DrawnPersonStyle style, int size = 512)
    {
        var outfit = new Outfit(style);
        var body = Stand(model, style);
        var mesh = Dress(model, body, outfit);
        var light = new SoftLight(mesh.Vertices, model.Faces, window: new Vector3(-0.62f, -0.62f, -0.85f));
        var side = size * Supersampling;
        var fragments = new Fragments(side, side);
        var projected = new Vector3[mesh.Vertices.Length];
        Projection.Project(mesh.Vertices, body.Camera, projected);
        new Rasterizer().Rasterize(projected, model.Faces, fragments);

        var relief = Relief(mesh, fragments, outfit);
        var room = new DrawnRoom(style, body.Camera, mesh.Vertices.Max(vertex => vertex.Y));
        var large = new RgbImage(side, side);
        Parallel.For(0, side, y =>
        {
            for (var x = 0; x < side; x++)
            {
                var colour = fragments.FaceIndex[y * side + x] >= 0
                    ? Shade(mesh, fragments, outfit, light, relief, x, y, 2 / (body.Camera.Scale * side))
                    : room.Colour((2 * x + 1f) / side - 1, (2 * y + 1f) / side - 1, light);
                Store(colour, large.Data.AsSpan(3 * (y * side + x), 3));
            }
        });
        var picture = Grain(Resampling.Resize(large, size, size, ResizeMethod.Area), style.Seed);
        return new(picture, body, Shrink(Silhouette.Of(fragments)), Mark(model, body, size));
    }

    /// <summary>A-pose: arms a little off the body, elbows and knees loose, framed whole.</summary>
    private static BodyParameters Stand(BodyModel model, DrawnPersonStyle style)
    {
        var pose = BodyParameters.Frontal().Pose;
        Turn(Joint.LeftShoulder, new(0.05f, -0.10f, -0.92f));
        Turn(Joint.RightShoulder, new(0.05f, 0.10f, 0.92f));
        Turn(Joint.LeftElbow, new(0, -0.22f, 0));
        Turn(Joint.RightElbow, new(0, 0.22f, 0));
        Turn(Joint.LeftHip, new(-0.02f, 0, 0.035f));
        Turn(Joint.RightHip, new(-0.02f, 0, -0.035f));
        Turn(Joint.LeftAnkle, new(0.02f, 0.20f, 0));
        Turn(Joint.RightAnkle, new(0.02f, -0.20f, 0));
        Turn(Joint.Head, new(0.03f, 0.05f, 0));
        var posed = model.CreatePosed();
        model.Pose(style.Shape, pose, posed);
        var (top, bottom) = (posed.Vertices.Min(vertex => vertex.Y), posed.Vertices.Max(vertex => vertex.Y));
        var scale = 1.60f / (bottom - top);
        return new(new(scale, 0, -(top + bottom) / 2 + 0.01f), pose, style.Shape);

        void Turn(Joint joint, Vector3 turn) => turn.CopyTo(pose, 3 * (int)joint);
    }

    /// <summary>The posed mesh with clothes and hair: smoothed where covered, then moved out by what covers it.</summary>
    private static Mesh Dress(BodyModel model, BodyParameters body, Outfit outfit)
    {
        var naked = model.CreatePosed();
        model.Pose(body, naked);
        var vertices = (Vector3[])naked.Vertices.Clone();
        var amount = model.Template.Select(place => Outfit.Smoothing(outfit.At(place))).ToArray();
        for (var round = 0; round < 20; round++)
            vertices = Smooth(vertices, model.Faces, amount);
        var normals = new Vector3[vertices.Length];
        VertexNormals.Compute(vertices, model.Faces, normals);
        var even = Array.ConvertAll(amount, _ => 1f);
        var directions = Smooth(Smooth(Smooth(normals, model.Faces, even), model.Faces, even), model.Faces, even);
        var thickness = Array.ConvertAll(model.Template, place => new Vector3(outfit.Thickness(place)));
        for (var round = 0; round < 3; round++)
            thickness = Smooth(thickness, model.Faces, even);
        for (var v = 0; v < vertices.Length; v++)
        {
            // Smoothing has shrunk limbs a little: what it took is given back with the thickness.
            var lost = Math.Max(0, Vector3.Dot(naked.Vertices[v] - vertices[v], normals[v]));
            var direction = directions[v].LengthSquared() > 0 ? Vector3.Normalize(directions[v]) : normals[v];
            vertices[v] += (thickness[v].X + lost) * direction;
        }
        VertexNormals.Compute(vertices, model.Faces, normals);
        return new(model, vertices, normals);
    }

    private static Vector3[] Smooth(Vector3[] values, int[] faces, float[] amount)
    {
        var (sums, counts) = (new Vector3[values.Length], new int[values.Length]);
        for (var i = 0; i < faces.Length; i++)
        {
            var next = faces[i % 3 == 2 ? i - 2 : i + 1];
            sums[faces[i]] += values[next];
            counts[faces[i]]++;
        }
        return [.. values.Select((value, v) => counts[v] == 0 ? value : Vector3.Lerp(value, sums[v] / counts[v], 0.6f * amount[v]))];
    }

    private static (Vector3 Place, Vector3 OnRest, Vector3 Normal) Look(Mesh mesh, Fragments fragments, int pixel)
    {
        var corners = mesh.Model.Faces.AsSpan(3 * fragments.FaceIndex[pixel], 3);
        var weights = fragments.Barycentrics.AsSpan(3 * pixel, 3);
        var (place, rest, normal) = (Vector3.Zero, Vector3.Zero, Vector3.Zero);
        for (var k = 0; k < 3; k++)
        {
            place += weights[k] * mesh.Vertices[corners[k]];
            rest += weights[k] * mesh.Model.Template[corners[k]];
            normal += weights[k] * mesh.Normals[corners[k]];
        }
        return (place, rest, Vector3.Normalize(normal));
    }

    private static float[] Relief(Mesh mesh, Fragments fragments, Outfit outfit)
    {
        var relief = new float[fragments.FaceIndex.Length];
        for (var i = 0; i < relief.Length; i++)
        {
            if (fragments.FaceIndex[i] < 0)
                continue;
            relief[i] = outfit.Relief(Look(mesh, fragments, i).OnRest);
        }
        return relief;
    }

    private static Vector3 Shade(Mesh mesh, Fragments fragments, Outfit outfit, SoftLight light, float[] relief, int x, int y, float metresPerPixel)
    {
        var pixel = y * fragments.Width + x;
        var (place, rest, normal) = Look(mesh, fragments, pixel);
        normal = Vector3.Normalize(normal - new Vector3(Slope(1), Slope(fragments.Width), 0));
        if (normal.Z > -0.02f)
            normal = Vector3.Normalize(normal with { Z = -0.02f });
        var cover = outfit.At(rest);
        var colour = outfit.Colour(rest);
        var lit = light.At(place, normal, cover == Cover.Skin ? 0.25f : 0.05f);
        if (cover == Cover.Skin)
            lit = Vector3.Lerp(lit, new Vector3(lit.X, lit.X * 0.93f, lit.X * 0.9f), 0.3f);
        var gloss = cover switch { Cover.Hair => 0.16f, Cover.Skin => 0.07f, Cover.Shoes => 0.05f, _ => 0f };
        return colour * lit + new Vector3(gloss > 0 ? gloss * light.Gloss(place, normal, cover == Cover.Hair ? 14 : 20) : 0);

        float Slope(int step)
        {
            var (before, after) = (pixel - step, pixel + step);
            if (before < 0 || after >= relief.Length || fragments.FaceIndex[before] < 0 || fragments.FaceIndex[after] < 0)
                return 0;
            return Math.Clamp((relief[after] - relief[before]) / (2 * metresPerPixel), -0.7f, 0.7f);
        }
    }

    private static void Store(Vector3 colour, Span<byte> pixel)
    {
        // A soft shoulder instead of a hard clip keeps white cloth from burning out.
        for (var c = 0; c < 3; c++)
        {
            var value = colour[c];
            value = value > 0.8f ? 0.8f + 0.2f * (1 - MathF.Exp(-(value - 0.8f) / 0.2f)) : value;
            pixel[c] = (byte)Math.Clamp(MathF.Round(255 * value), 0, 255);
        }
    }

    private static RgbImage Grain(RgbImage picture, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < picture.Data.Length; i++)
            picture.Data[i] = (byte)Math.Clamp(picture.Data[i] + (int)MathF.Round(1.6f * (random.NextSingle() + random.NextSingle() - 1)), 0, 255);
        return picture;
    }

    private static Mask Shrink(Mask large)
    {
        var mask = new Mask(large.Width / Supersampling, large.Height / Supersampling);
        for (var y = 0; y < mask.Height; y++)
        {
            for (var x = 0; x < mask.Width; x++)
                mask.Data[y * mask.Width + x] = large.Row(Supersampling * y + Supersampling / 2)[Supersampling * x + Supersampling / 2];
        }
        return mask;
    }

    private static PersonKeypoints Mark(BodyModel model, BodyParameters body, int size)
    {
        var marks = new BodySkeleton(model).Mark(body);
        return new("drawn person", marks
            .Where(mark => OpenPoseKeypoints.Holds(mark.Key))
            .ToDictionary(mark => mark.Key, mark => new MarkedPoint((mark.Value + Vector2.One) * size / 2 - new Vector2(0.5f), 1)))
        {
            PictureSize = (size, size),
        };
    }
}
