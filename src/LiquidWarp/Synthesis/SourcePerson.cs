using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using LiquidWarp.Rendering;

namespace LiquidWarp.Synthesis;

/// <summary>A photo taken apart: the person's body, where the person is, and what is behind.</summary>
/// <param name="Photo">The picture, of any shape.</param>
/// <param name="Body">θ over the photo's square canvas.</param>
/// <param name="Matte">Where the person is, at the photo's size.</param>
/// <param name="Background">The photo without the person, at the photo's size.</param>
public sealed record SourcePerson(RgbImage Photo, BodyParameters Body, PersonMatte Matte, RgbImage Background)
{
    /// <summary>
    /// How far the photo's camera looks down (or up): the person who stands in it leans that much towards or away from the camera. A turn
    /// about x, of 25° at most.
    /// </summary>
    public Quaternion CameraPitch
    {
        get
        {
            const float most = 25 * MathF.PI / 180;
            var upright = Vector3.Transform(Vector3.UnitY, Rotations.ToQuaternion(new Vector3(Body.Pose)));
            return Quaternion.CreateFromAxisAngle(Vector3.UnitX, Math.Clamp(MathF.Atan2(-upright.Z, -upright.Y), -most, most));
        }
    }

    /// <summary>Finds the person's outline and fills the background behind it.</summary>
    /// <param name="model">The body model that <paramref name="body"/> is of.</param>
    /// <param name="photo">The picture.</param>
    /// <param name="body">θ, from <see cref="KeypointFit"/> or a file.</param>
    /// <param name="mask">The person's mask at the photo's size if there is a better one than the program would find.</param>
    /// <param name="likely">(H, W, 1) how likely each of the photo's pixels is the person, 0 to 1, as the recovery network saw it; without a mask, helps to find the outline.</param>
    /// <param name="inpainting">How the background is filled.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="InputException">The body does not lie in the photo or has no size, or the mask is empty or of another size.</exception>
    public static SourcePerson Prepare(BodyModel model, RgbImage photo, BodyParameters body, Mask? mask = null, FloatImage? likely = null,
        BackgroundInpaintingOptions? inpainting = null, CancellationToken cancellation = default)
    {
        if (!(body.Camera.Scale > 0))
            throw new InputException($"The body's camera has the scale {body.Camera.Scale}, which is not above 0. Recover the body from this picture.");
        var canvas = SquareCanvas.Of(photo);
        var silhouette = canvas.Crop(Silhouette.Of(model, body, canvas.Side));
        if (!silhouette.Data.Contains((byte)1))
            throw new InputException("The body does not lie in the picture. Recover it from this picture.");
        if (mask is not null && (mask.Width, mask.Height) != (photo.Width, photo.Height))
            throw new InputException($"The mask has {mask.Width}×{mask.Height} pixels, the picture {photo.Width}×{photo.Height}. Give a mask of the picture's size.");
        if (mask is not null && !mask.Data.Contains((byte)1))
            throw new InputException("The mask is black everywhere. Give one that is white where the person is.");
        var height = body.Camera.Scale * canvas.Side / 2 * (model.Template.Max(vertex => vertex.Y) - model.Template.Min(vertex => vertex.Y));
        var matte = mask is null ? PersonMatte.Find(photo, silhouette, height, likely, cancellation) : PersonMatte.FromMask(mask);
        var person = Morphology.Dilate(mask ?? Mask.Union(matte.Mask, silhouette), 2 * Math.Max(2, (int)(0.025f * height)) + 1);
        var hole = Mask.Union(person, Morphology.Dilate(GroundShadow.Find(photo, person, height), 2 * Math.Max(1, (int)(0.012f * height)) + 1));
        return new(photo, body, matte, BackgroundInpainting.Fill(photo, hole, inpainting, cancellation));
    }
}
