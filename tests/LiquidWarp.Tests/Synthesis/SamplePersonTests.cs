using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Motions;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Tests.Synthesis;

/// <summary>The whole path on the drawn person that ships, at full size and with the default body.</summary>
public class SamplePersonTests
{
    [Fact]
    public void Frames_TheSourcesOwnPose_ReproduceThePerson()
    {
        var samples = Path.Combine(Goldens.Checkout, "samples");
        var photo = PictureFile.Read(Path.Combine(samples, "person.png"));
        var body = Assert.Single(MotionFile.Read(Path.Combine(samples, "person.npz")).Frames);
        var model = BodyModel.LoadDefault();
        var source = SourcePerson.Prepare(model, photo, body, cancellation: TestContext.Current.CancellationToken);
        using var synthesizer = new TextureWarpSynthesizer(model, source, photo.Width);
        var motion = new Motion("own pose", 30, [body], HasImageCamera: true);
        var frame = Assert.Single(new FrameLoop(source, synthesizer).Frames(new Imitator(model, source).Perform(motion), cancellation: TestContext.Current.CancellationToken));
        var person = DrawnPerson.Create(model, DrawnPersonStyle.Person, photo.Width).Mask;

        // Measured: 21.5 dB on the person, most of what is lost at the outline, and 26.2 dB four pixels inside it.
        Assert.InRange(SignalToNoise(photo, frame, person), 21, 60);
        Assert.InRange(SignalToNoise(photo, frame, Morphology.Erode(person, 9)), 25.7, 60);
        Assert.InRange(SignalToNoise(photo, source.Background, person), 0, 8);
    }

    /// <summary>PSNR in decibels over the pixels of a mask.</summary>
    private static double SignalToNoise(RgbImage expected, RgbImage actual, Mask where)
    {
        double squared = 0;
        for (var i = 0; i < expected.Data.Length; i++)
            squared += where.Data[i / 3] * Math.Pow(expected.Data[i] - actual.Data[i], 2);
        return 10 * Math.Log10(255 * 255 / (squared / (3 * where.Data.Sum(value => value))));
    }
}
