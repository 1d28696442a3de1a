using System.Globalization;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Recovery;
using LiquidWarp.Rendering;

namespace LiquidWarp.Tests.Recovery;

/// <summary>
/// The thirteen real photographs with marked joints and masks, where they are. The table is printed with
/// <c>dotnet artifacts/bin/LiquidWarp.Tests/release/LiquidWarp.Tests.dll -class '*PhotoAcceptance*' -showLiveOutput</c>.
/// </summary>
public class PhotoAcceptanceTests
{
    [Fact]
    public void Fit_MarkedPhotographs_PutsTheBodyOnThePerson()
    {
        var photos = Directory.GetFiles(Goldens.Sample("samples/photos")).Order(StringComparer.Ordinal).ToArray();
        var truth = Goldens.Sample("samples/photos-truth");
        var model = BodyModel.LoadDefault();
        var fit = new KeypointFit(model);
        var overlaps = new List<double>();
        foreach (var path in photos)
        {
            var photo = PictureFile.Read(path);
            var mask = PictureFile.ReadMask(Path.Combine(truth, "masks", Path.GetFileNameWithoutExtension(path) + ".png"));
            var found = fit.Fit(KeypointFile.Read(Path.Combine(truth, "keypoints.json"), new(path)), photo.Width, photo.Height);
            var silhouette = Draw(model, found.Body, SquareCanvas.Of(photo));
            var grown = Morphology.Dilate(mask, 13);
            var outside = silhouette.Data.Where((value, i) => value != 0 && grown.Data[i] == 0).Count() / (double)silhouette.Data.Count(value => value != 0);
            var matte = PersonMatte.Find(photo, silhouette, found.PersonHeight, cancellation: TestContext.Current.CancellationToken);
            overlaps.Add(PersonMatteTests.Overlap(matte.Mask, mask));
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Path.GetFileName(path),-52} reprojection {found.MeanError:0.00%}  outside {outside:0.00%}  matte IoU {overlaps[^1]:0.000}"));
            Assert.InRange(found.MeanError, 0, 0.03);
            Assert.InRange(outside, 0, 0.03);
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mean matte IoU {overlaps.Average():0.000}"));
        Assert.InRange(overlaps.Average(), 0.92, 1);
    }

    private static Mask Draw(BodyModel model, BodyParameters body, SquareCanvas canvas)
    {
        var posed = model.CreatePosed();
        model.Pose(body, posed);
        var fragments = new Fragments(canvas.Side, canvas.Side);
        new Rasterizer().Rasterize(Projection.Project(posed, body.Camera), model.Faces, fragments);
        return canvas.Crop(Silhouette.Of(fragments));
    }
}
