using LiquidWarp.Evaluation;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Tests.Synthesis;

namespace LiquidWarp.Tests.Evaluation;

// Exact: in its own pose a body shows its own picture, and nothing lies beside it.
public sealed class PlainWarpTests
{
    [Fact]
    public void Draw_TheSourcesOwnPose_ShowsTheSourceOnTheBodyAndNothingElse()
    {
        var (source, canvas) = (DollPhoto.Source, SquareCanvas.Of(DollPhoto.Photo));
        var photo = canvas.Place(DollPhoto.Photo).ToFloat();
        var body = Silhouette.Of(DollPhoto.Model, DollPhoto.Body, canvas.Side);
        using var warp = new PlainWarp(DollPhoto.Model, source, canvas.Side);
        var picture = new FloatImage(canvas.Side, canvas.Side, 3);
        warp.Draw(DollPhoto.Body, picture);

        Assert.Contains((byte)1, body.Data);
        for (var i = 0; i < picture.Data.Length; i++)
            Assert.Equal(body.Data[i / 3] != 0 ? photo.Data[i] : 0, picture.Data[i], body.Data[i / 3] != 0 ? 0.01f : 0);
    }

    [Fact]
    public void Draw_FromBehind_HasNothingToShow()
    {
        var side = SquareCanvas.Of(DollPhoto.Photo).Side;
        using var warp = new PlainWarp(DollPhoto.Model, DollPhoto.Source, side);
        float Shown(float turn)
        {
            var picture = new FloatImage(side, side, 3);
            var pose = (float[])DollPhoto.Body.Pose.Clone();
            // Turned about the body's own upright, which is about x by half a turn.
            (pose[0], pose[1], pose[2]) = (MathF.PI * MathF.Cos(turn / 2), 0, MathF.PI * MathF.Sin(turn / 2));
            warp.Draw(DollPhoto.Body with { Pose = pose }, picture);
            return picture.Data.Count(value => value != 0);
        }

        Assert.InRange(Shown(MathF.PI) / Shown(0), 0, 0.1);
    }
}
