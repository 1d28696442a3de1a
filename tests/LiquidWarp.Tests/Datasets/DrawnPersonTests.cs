using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Media;
using LiquidWarp.Motions;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Datasets;

public class DrawnPersonTests
{
    [Fact]
    public void Create_SameStyle_SamePicture()
    {
        var model = BodyModel.LoadDefault();
        var first = DrawnPerson.Create(model, DrawnPersonStyle.Person, 64);
        Assert.Equal(first.Picture.Data, DrawnPerson.Create(model, DrawnPersonStyle.Person, 64).Picture.Data);
        Assert.NotEqual(first.Picture.Data, DrawnPerson.Create(model, DrawnPersonStyle.Other, 64).Picture.Data);
    }

    [Fact]
    public void Create_Keypoints_LeadBackToTheBody()
    {
        var model = BodyModel.LoadDefault();
        var drawn = DrawnPerson.Create(model, DrawnPersonStyle.Other, 96);
        Assert.Equal(25, drawn.Keypoints.Points.Count);
        Assert.InRange(new KeypointFit(model).Fit(drawn.Keypoints, 96, 96).MeanError, 0, 0.01);
        Assert.InRange(drawn.Mask.Data.Count(value => value != 0) / (96.0 * 96), 0.08, 0.25);
    }

    [Theory]
    [InlineData("person")]
    [InlineData("other")]
    public void Samples_ShippedPictureBodyAndKeypoints_BelongTogether(string name)
    {
        var samples = Path.Combine(Goldens.Checkout, "samples");
        var picture = PictureFile.Read(Path.Combine(samples, $"{name}.png"));
        var body = Assert.Single(MotionFile.Read(Path.Combine(samples, $"{name}.npz")).Frames);
        var found = new KeypointFit(BodyModel.LoadDefault()).Fit(KeypointFile.Read(Path.Combine(samples, $"{name}.keypoints.json")), picture.Width, picture.Height);
        Assert.InRange(found.MeanError, 0, 0.015);
        Assert.InRange(found.Body.Camera.Scale / body.Camera.Scale, 0.9, 1.1);
    }
}
