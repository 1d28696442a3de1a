using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Training.Features;

namespace LiquidWarp.Tests.Training.Features;

// Parity: with the rasteriser asked pixel by pixel.
public sealed class SurfaceLabelsTests
{
    [Fact]
    public void Draw_ADoll_SaysOfEachPixelWhatItShows()
    {
        const int Size = 32;
        var pair = new PaintedDolls(Size).Pair(3);
        var (model, person) = (pair.Model, pair.Source);
        var map = SurfaceLabels.Draw(model, person);
        Assert.Equal((Size, Size, SurfaceLabels.Channels), (map.Width, map.Height, map.Channels));

        var posed = model.CreatePosed();
        model.Pose(person.Body, posed);
        var fragments = new Fragments(Size, Size);
        new Rasterizer().Rasterize(Projection.Project(posed, person.Body.Camera), model.Faces, fragments);
        var parts = BodyParts.FromSkinningWeights(model.Faces, model.SkinningWeights);
        var picture = person.Picture.ToFloat();
        var shown = new HashSet<float>();
        for (var pixel = 0; pixel < Size * Size; pixel++)
        {
            var values = map.Data.AsSpan(pixel * SurfaceLabels.Channels, SurfaceLabels.Channels).ToArray();
            Assert.Equal(picture.Data[(3 * pixel)..(3 * pixel + 3)], values[..3]);
            var face = fragments.FaceIndex[pixel];
            var worn = pixel % Size < 2;
            Assert.Equal(face >= 0 ? 1 + parts[face] : worn ? 11 : 0, values[SurfaceLabels.Class]);
            Assert.Equal(face >= 0 ? 1 : 0, values[SurfaceLabels.Surface + 3]);
            var normal = new Vector3(values.AsSpan(SurfaceLabels.Normal, 3));
            if (face < 0)
                Assert.Equal(Vector3.Zero, normal);
            else
                Assert.Equal(1, normal.Length(), 1e-5f);
            shown.Add(values[SurfaceLabels.Class]);
        }

        Assert.True(shown.Count > 6);
    }

    [Fact]
    public void Window_OfLabels_IsAPieceOfThemWithThePerson()
    {
        var pair = new PaintedDolls(32).Pair(3);
        var whole = SurfaceLabels.Draw(pair.Model, pair.Source);
        var places = new HashSet<(int, int)>();
        for (var seed = 0; seed < 20; seed++)
        {
            var window = SurfaceLabels.Window(whole, 16, new Random(seed));
            var place = Enumerable.Range(0, 17 * 17).Select(i => (X: i % 17, Y: i / 17)).Single(at =>
                Enumerable.Range(0, 16).All(row => whole.Row(at.Y + row).Slice(at.X * SurfaceLabels.Channels, 16 * SurfaceLabels.Channels).SequenceEqual(window.Row(row))));
            places.Add(place);
            Assert.Contains(Enumerable.Range(0, 256), pixel => window.Data[pixel * SurfaceLabels.Channels + SurfaceLabels.Class] > 0);
        }

        Assert.True(places.Count > 5);
        Assert.Equal(whole.Data, SurfaceLabels.Window(whole, 32, new Random(1)).Data);
    }
}
