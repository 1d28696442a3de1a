using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Motions;
using LiquidWarp.Rendering;

namespace LiquidWarp.Tests.Datasets;

/// <summary>Exact: pairs are functions of their number. Analytic: truth and picture agree.</summary>
public class DrawnPairsTests
{
    private static readonly BodyModel Body = BodyModel.LoadDefault();

    private static DrawnPairs Open(int seed = 3, bool testSubjects = false) => new([Body], [ProceduralMotion.Create("walk")], 64, seed, testSubjects);

    [Fact]
    public void Pair_AnyOrderAndThreads_SamePictures()
    {
        long[] numbers = [30, 1, 55, 2, 0, 31];
        var expected = numbers.Order().ToDictionary(number => number, Open().Pair);
        var other = Open();
        Parallel.ForEach(numbers, number =>
        {
            var pair = other.Pair(number);
            foreach (var (a, b) in new[] { (expected[number].Source, pair.Source), (expected[number].Target, pair.Target) })
            {
                Assert.Equal(a.Picture.Data, b.Picture.Data);
                Assert.Equal(a.Coverage!.Data, b.Coverage!.Data);
                Assert.Equal(a.Background!.Data, b.Background!.Data);
                Assert.Equal(a.Body.ToVector(), b.Body.ToVector());
            }
        });
    }

    [Fact]
    public void Pair_NumbersOfOneVideo_ShareThePlaceAndOthersDoNot()
    {
        var pairs = Open();
        var (first, last, next) = (pairs.Pair(0), pairs.Pair(DrawnPairs.PairsPerVideo - 1), pairs.Pair(DrawnPairs.PairsPerVideo));
        Assert.Equal(first.Source.Background!.Data, last.Target.Background!.Data);
        Assert.Equal(first.Source.Body.Shape, last.Target.Body.Shape);
        Assert.NotEqual(first.Source.Background!.Data, next.Source.Background!.Data);
        Assert.NotEqual(first.Source.Body.Shape, next.Source.Body.Shape);
    }

    [Fact]
    public void Identity_OtherSeedOrSubjects_OtherNameAndOtherPeople()
    {
        var names = new[] { Open(), Open(seed: 4), Open(testSubjects: true) };
        Assert.Equal(3, names.Select(pairs => pairs.Identity).Distinct().Count());
        Assert.Equal(3, names.Select(pairs => string.Join(' ', pairs.Pair(0).Source.Body.Shape)).Distinct().Count());
    }

    [Fact]
    public void Pair_Body_LiesUnderThePersonDrawn()
    {
        var pairs = Open();
        var posed = Body.CreatePosed();
        var (covered, bodies) = (0f, 0);
        for (var number = 0; number < 200; number += 20)
        {
            var picture = pairs.Pair(number).Target;
            Body.Pose(picture.Body, posed);
            var fragments = new Fragments(64, 64);
            new Rasterizer(1).Rasterize(Projection.Project(posed, picture.Body.Camera), Body.Faces, fragments);
            for (var i = 0; i < fragments.FaceIndex.Length; i++)
                if (fragments.FaceIndex[i] >= 0)
                    (covered, bodies) = (covered + picture.Coverage!.Data[i], bodies + 1);
        }

        // Measured: 0.95 and more; the rest is the half covered outline of a person who is forty pixels tall.
        Assert.InRange(covered / bodies, 0.9, 1);
    }

    [Fact]
    public void Pair_WhereNobodyIs_ShowsTheBackgroundButForShadowAndNoise()
    {
        var pairs = Open();
        for (var number = 0; number < 96; number += 24)
        {
            var picture = pairs.Pair(number).Source;
            var differences = Enumerable.Range(0, 64 * 64).Where(i => picture.Coverage!.Data[i] == 0).Select(i => Math.Abs(picture.Picture.Data[3 * i + 1] - picture.Background!.Data[3 * i + 1])).Order().ToArray();
            Assert.InRange(differences[differences.Length / 2], 0, 8);
        }
    }

    [Fact]
    public void DrawnPairs_WrongArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DrawnPairs([], [], 64, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DrawnPairs([Body], [], 65, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DrawnPairs([Body], [], 16, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Open().Pair(-1));
    }
}
