using LiquidWarp.Imaging;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Tests.Synthesis;

public class SourcePersonTests
{
    [Fact]
    public void Prepare_BodyOrMaskThatCannotBe_SaysSo()
    {
        var error = Assert.Throws<InputException>(() => SourcePerson.Prepare(DollPhoto.Model, DollPhoto.Photo, DollPhoto.Body with { Camera = new(0.9f, 9, 0) }, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("does not lie in the picture", error.Message);
        Assert.Contains("scale 0", Assert.Throws<InputException>(() => SourcePerson.Prepare(DollPhoto.Model, DollPhoto.Photo, DollPhoto.Body with { Camera = new(0, 0, 0) }, cancellation: TestContext.Current.CancellationToken)).Message);
        Assert.Contains("black everywhere", Assert.Throws<InputException>(() => SourcePerson.Prepare(DollPhoto.Model, DollPhoto.Photo, DollPhoto.Body, new Mask(160, 200), cancellation: TestContext.Current.CancellationToken)).Message);
        Assert.Contains("mask has 3×3", Assert.Throws<InputException>(() => SourcePerson.Prepare(DollPhoto.Model, DollPhoto.Photo, DollPhoto.Body, new Mask(3, 3), cancellation: TestContext.Current.CancellationToken)).Message);
    }
}
