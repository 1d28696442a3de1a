using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Losses;
using LiquidWarp.Networks;

namespace LiquidWarp.Training.Features;

/// <summary>
/// Cuts heads out of pictures as <see cref="FaceIdentityLoss"/> does, but each time a little differently, so that neither frame, light,
/// sharpness nor what is behind tells people apart.
/// </summary>
internal static class FaceCrop
{
    // Pixels; smaller heads show no face.
    private const int LeastSide = 10;

    private const float LargestShift = 0.08f;
    private const float LargestCoarsening = 4;

    /// <summary>The head, 112×96 in [−1, 1], or null where the picture does not show a face.</summary>
    public static FloatImage? Of(BodyModel model, PersonPicture person, Random random)
    {
        if (FaceBox(model, person) is not { } box)
            return null;
        var (width, height) = (box.MaxX - box.MinX, box.MaxY - box.MinY);
        float Between(float low, float high) => low + (high - low) * random.NextSingle();
        var centre = new Vector2(
            (box.MinX + box.MaxX) / 2f + width * Between(-LargestShift, LargestShift), (box.MinY + box.MaxY) / 2f + height * Between(-LargestShift, LargestShift));
        var zoom = Between(0.9f, 1.15f);
        var extent = new Vector2(width * zoom * Between(0.95f, 1.05f), height * zoom * Between(0.95f, 1.05f));
        var coarsening = random.Next(2) == 0 ? 1 : Between(1, LargestCoarsening);
        var (columns, rows) = ((int)(Sphere20a.Width / coarsening), (int)(Sphere20a.Height / coarsening));
        var behind = person.Coverage is not null && random.Next(2) == 0 ? new Vector3(Between(-1, 1), Between(-1, 1), Between(-1, 1)) : (Vector3?)null;
        var face = Sample(person, centre, extent, columns, rows, behind);
        if (coarsening > 1)
            face = Resampling.Resize(face, Sphere20a.Width, Sphere20a.Height, CornerAlignment.Edges);

        var (gain, gamma, noise) = (Between(0.75f, 1.25f), Between(0.8f, 1.25f), Between(0, 0.06f));
        var cast = new[] { gain * Between(0.92f, 1.08f), gain * Between(0.92f, 1.08f), gain * Between(0.92f, 1.08f) };
        for (var i = 0; i < face.Data.Length; i++)
        {
            var level = cast[i % 3] * MathF.Pow(Math.Clamp((face.Data[i] + 1) / 2, 0, 1), gamma);
            face.Data[i] = Math.Clamp(2 * level - 1 + noise * (random.NextSingle() + random.NextSingle() - 1), -1, 1);
        }

        return face;
    }

    private static PixelBox? FaceBox(BodyModel model, PersonPicture person)
    {
        var posed = model.CreatePosed();
        model.Pose(person.Body, posed);
        Vector3 Seen(Keypoint keypoint) => person.Body.Camera.Project(posed.Keypoints[(int)keypoint]);
        var ears = (Seen(Keypoint.LeftEar) + Seen(Keypoint.RightEar)) / 2;
        var box = HeadBox.Of(posed, person.Body.Camera, person.Picture.Width);
        var isShown = Seen(Keypoint.Nose).Z < ears.Z && box.MaxX - box.MinX >= LeastSide && box.MaxY - box.MinY >= LeastSide;
        return isShown ? box : null;
    }

    // Bilinear, the outermost pixels repeated; what is not the person is one colour where that is asked for.
    private static FloatImage Sample(PersonPicture person, Vector2 centre, Vector2 extent, int columns, int rows, Vector3? behind)
    {
        var face = new FloatImage(columns, rows, 3);
        var (picture, size) = (person.Picture, person.Picture.Width);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                var x = Math.Clamp(centre.X + extent.X * ((column + 0.5f) / columns - 0.5f) - 0.5f, 0, size - 1);
                var y = Math.Clamp(centre.Y + extent.Y * ((row + 0.5f) / rows - 0.5f) - 0.5f, 0, size - 1);
                var (left, top) = (Math.Min((int)x, size - 2), Math.Min((int)y, size - 2));
                var (right, down) = (x - left, y - top);
                var (colour, covered) = (Vector3.Zero, 0f);
                for (var corner = 0; corner < 4; corner++)
                {
                    var weight = (corner % 2 == 0 ? 1 - right : right) * (corner < 2 ? 1 - down : down);
                    var pixel = (top + corner / 2) * size + left + corner % 2;
                    colour += weight * new Vector3(picture.Data[3 * pixel], picture.Data[3 * pixel + 1], picture.Data[3 * pixel + 2]);
                    covered += weight * (person.Coverage?.Data[pixel] ?? 1);
                }

                colour = colour / 255 * 2 - Vector3.One;
                (behind is { } other ? Vector3.Lerp(other, colour, covered) : colour).CopyTo(face.Data, 3 * (row * columns + column));
            }

        return face;
    }
}
