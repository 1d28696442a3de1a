using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using LiquidWarp.Training.Evidence;

namespace LiquidWarp.Training.MeshRecovery;

/// <summary>A look at a drawn person, and the body in it.</summary>
/// <param name="Picture">(S, S, 3) in [−1, 1].</param>
/// <param name="Theta">(1, 1, 85) θ over the look.</param>
/// <param name="Visible">(1, 1, 19) 1 for each keypoint that lies in the look and is not hidden by somebody or something else.</param>
internal sealed record MeshRecoverySample(FloatImage Picture, FloatImage Theta, FloatImage Visible)
{
    /// <summary>Looks at a person.</summary>
    /// <param name="model">The body's model.</param>
    /// <param name="keypoints">The same reduced to its keypoints.</param>
    /// <param name="person">Whom to look at.</param>
    /// <param name="other">Who may stand beside.</param>
    /// <param name="size">Side of the look in pixels.</param>
    /// <param name="random">For what is left to chance.</param>
    public static MeshRecoverySample Of(BodyModel model, KeypointModel keypoints, PersonPicture person, PersonPicture other, int size, Random random)
    {
        var look = PersonLook.Of(model, person, other, size, random);
        var body = Through(look.Crop, model, person.Body, person.Picture.Width);
        var (posed, visible) = (keypoints.CreatePosed(), new FloatImage(1, 1, PosedBody.KeypointCount));
        keypoints.Pose(body.Shape, body.Pose, posed);
        for (var k = 0; k < visible.Channels; k++)
        {
            var place = body.Camera.Project(posed.Keypoints[k]);
            var (x, y) = ((int)MathF.Floor((place.X + 1) * size / 2), (int)MathF.Floor((place.Y + 1) * size / 2));
            visible.Data[k] = x >= 0 && y >= 0 && x < size && y < size && look.Labels.Data[2 * (y * size + x)] > 0.5f ? 1 : 0;
        }

        return new(look.Picture, Row(body.ToVector()), visible);
    }

    /// <summary>Numbers as a map of one pixel.</summary>
    public static FloatImage Row(float[] numbers) => new(1, 1, numbers.Length, numbers);

    /// <summary>θ over a square of a picture.</summary>
    /// <param name="crop">The square.</param>
    /// <param name="model">The body's model.</param>
    /// <param name="body">θ over the picture.</param>
    /// <param name="side">Of the picture, pixels.</param>
    public static BodyParameters Through(PersonCrop crop, BodyModel model, BodyParameters body, int side)
    {
        // The body turns about its pelvis, which goes where it is seen through the square.
        var pelvis = model.RestJoints(body.Shape)[(int)Joint.Pelvis];
        var place = body.Camera.Project(pelvis);
        var upright = crop with { Mirrored = false };
        var seen = upright.FromPicture((new Vector2(place.X, place.Y) + Vector2.One) * side / 2);
        var scale = body.Camera.Scale * side / crop.Side;
        var turned = body.Turned(Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -crop.Turn)) with { Camera = new(scale, seen.X / scale - pelvis.X, seen.Y / scale - pelvis.Y) };
        return crop.Mirrored ? turned.Mirrored() : turned;
    }
}
