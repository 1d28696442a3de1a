using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Recovery;

// Analytic, with the network that ships: what pictures hold that nobody would give on purpose, or that everybody gives.
public sealed class OddPictureTests(ShippedRecovery shipped) : TensorTestBase, IClassFixture<ShippedRecovery>
{
    [Fact]
    public void Recover_PicturesOfNobody_FindsNobody()
    {
        Assert.Empty(shipped.Look(Pictures.Plain(300, 200, (120, 130, 140))));
        Assert.Empty(shipped.Look(Pictures.Plain(300, 200, default)));
        Assert.Empty(shipped.Look(Pictures.Noise(300, 200)));
        Assert.Empty(shipped.Look(Pictures.Noise(520, 240)));
        Assert.Empty(shipped.Look(Pictures.Plain(1, 1, default)));
        Assert.Empty(shipped.Look(Pictures.Drawn(shipped.Model, 2, 0).Empty));
    }

    [Fact]
    public void Recover_Cartoon_IsTakenForThePersonThatItShowsOrDoubted()
    {
        var picture = Pictures.Cartoon();
        var person = Assert.Single(shipped.Look(picture));
        // No network was shown such people; what may not be is a body that lies elsewhere, or faces the other way, without a word.
        var findings = shipped.Findings(picture);
        if (findings.Contains("misfit"))
            return;
        Assert.InRange(person.Fit.MeanError, 0, 0.03f);
        Assert.InRange(person.Fit.Covered!.Value, 0.8f, 1);
        var marks = Marks(person.Body, picture);
        var (left, right) = findings.Contains("from-behind") ? (BodyPoint.RightAnkle, BodyPoint.LeftAnkle) : (BodyPoint.LeftAnkle, BodyPoint.RightAnkle);
        // The drawn man is 360 pixels tall.
        Assert.InRange(Vector2.Distance(marks[left], new(170, 355)), 0, 30);
        Assert.InRange(Vector2.Distance(marks[right], new(130, 355)), 0, 30);
        Assert.InRange(Vector2.Distance(marks[BodyPoint.Nose], new(150, 65)), 0, 30);
    }

    [Fact]
    public void Recover_StickMan_IsNobodyOrDoubted() =>
        Assert.NotEmpty(shipped.Findings(Pictures.StickMan()).Intersect(["no-person", "unsure", "misfit"]));

    [Fact]
    public void Recover_Crowd_IsEverybodyTheLargestFirst()
    {
        var (person, other) = (Pictures.Person(), Pictures.Other());
        var picture = Pictures.Plain(900, 512, (200, 200, 190));
        Pictures.Paste(Pictures.Scaled(other, 360, 360), picture, 20, 140);
        Pictures.Paste(Pictures.Crop(person, 100, 0, 300, 512), picture, 380, 0);
        Pictures.Paste(Pictures.Scaled(other, 240, 240), picture, 660, 260);

        var people = shipped.Look(picture);

        Assert.Equal([530, 200, 780], people.Select(found => 10 * (int)MathF.Round(Hips(found, picture).X / 10)).Select(x => Near(x, 530, 200, 780)));
        Assert.All(people, found => Assert.InRange(found.Fit.MeanError, 0, 0.02f));
        Assert.Contains("several-people", shipped.Findings(picture));
    }

    [Theory]
    [InlineData(1, 0.5f)]
    [InlineData(2, 1)]
    [InlineData(3, -0.5f)]
    public void Recover_PersonWhoseFeetAreNotDown_LiesOnThemAllTheSame(int quarters, float halfTurns)
    {
        var upright = Assert.Single(shipped.Look(Pictures.Person()));
        var picture = Pictures.Turned(Pictures.Person(), quarters);

        var person = Assert.Single(shipped.Look(picture));

        Assert.InRange(person.Fit.MeanError, 0, 0.02f);
        // Every point is where it was, turned about the middle of the picture.
        var turn = Matrix3x2.CreateRotation(halfTurns * MathF.PI, new(256));
        var (before, after) = (Marks(upright.Body, picture), Marks(person.Body, picture));
        foreach (var point in new[] { BodyPoint.Nose, BodyPoint.LeftWrist, BodyPoint.RightWrist, BodyPoint.LeftKnee, BodyPoint.LeftAnkle, BodyPoint.RightAnkle })
            Assert.InRange(Vector2.Distance(Vector2.Transform(before[point], turn), after[point]), 0, 12);
        Assert.Equal(quarters == 2, shipped.Findings(picture).Contains("upside-down"));
    }

    [Fact]
    public void Preflight_GoodPictures_FindsNothing()
    {
        Assert.Empty(shipped.Findings(Pictures.Person()));
        Assert.Empty(shipped.Findings(Pictures.Other()));
        Assert.Empty(shipped.Findings(Pictures.Drawn(shipped.Model, 1, 0).Picture));
    }

    [Theory]
    [InlineData("no-person")]
    [InlineData("feet-cut-off")]
    [InlineData("head-cut-off")]
    [InlineData("arms-hidden")]
    [InlineData("too-small")]
    [InlineData("blurred")]
    [InlineData("from-behind")]
    [InlineData("upside-down")]
    [InlineData("several-people")]
    public void Preflight_PictureWithOneFault_NamesIt(string code) => Assert.Contains(code, shipped.Findings(WithFault(code)));

    private RgbImage WithFault(string code)
    {
        var picture = Pictures.Person();
        switch (code)
        {
            case "no-person":
                return Pictures.Crop(picture, 0, 0, 120, 512);
            case "feet-cut-off":
                return Pictures.Crop(picture, 0, 0, 512, 380);
            case "head-cut-off":
                return Pictures.Crop(picture, 0, 120, 512, 392);
            case "arms-hidden":
                return Pictures.Crop(picture, 0, 0, 325, 512);
            case "too-small":
                var room = Pictures.Plain(400, 400, (200, 200, 190));
                Pictures.Paste(Pictures.Scaled(picture, 100, 100), room, 150, 150);
                return room;
            case "blurred":
                return Pictures.Blurred(picture, 8);
            case "from-behind":
                return Pictures.Drawn(shipped.Model, 0, MathF.PI).Picture;
            case "upside-down":
                return Pictures.Turned(picture, 2);
            default:
                var wide = Pictures.Plain(812, 512, (200, 200, 190));
                Pictures.Paste(picture, wide, 0, 0);
                Pictures.Paste(Pictures.Crop(Pictures.Other(), 100, 0, 300, 512), wide, 512, 0);
                return wide;
        }
    }

    private static int Near(float x, params int[] places) => places.MinBy(place => MathF.Abs(place - x));

    private Vector2 Hips(RecoveredPerson person, RgbImage picture) => Marks(person.Body, picture)[BodyPoint.HipMiddle];

    /// <summary>The points of a body in a picture's pixels.</summary>
    private Dictionary<BodyPoint, Vector2> Marks(BodyParameters body, RgbImage picture)
    {
        var canvas = SquareCanvas.Of(picture);
        return new BodySkeleton(shipped.Model).Mark(body).ToDictionary(mark => mark.Key, mark => (mark.Value + Vector2.One) * canvas.Side / 2 - new Vector2(canvas.Left, canvas.Top));
    }
}
