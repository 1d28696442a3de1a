using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Recovery;

// Exact: the stage says who is there.
public sealed class PersonSearchTests
{
    private static readonly BodyModel Model = TinyBody.Create();

    [Theory]
    [InlineData(0.9f, 0, 0)]
    [InlineData(0.35f, 1.2f, -0.8f)]
    [InlineData(0.2f, -3f, 2f)]
    public void Find_OnePersonOfAnySizeAnywhere_IsSeenInASquareOfTheirOwn(float scale, float x, float y)
    {
        var people = new PersonSearch(Stage(Standing(scale, x, y))).Find(StagedPeople.Picture(0, 600, 600), TestContext.Current.CancellationToken);
        var person = Assert.Single(people);
        Assert.InRange(person.Presence, 0.9f, 1);
        var tall = Math.Max(person.Box.High.X - person.Box.Low.X, person.Box.High.Y - person.Box.Low.Y);
        Assert.InRange(tall / person.Crop.Side, 0.6f, 0.95f);
    }

    [Fact]
    public void Find_ThreePeople_AreTheLargestFirst()
    {
        var people = new PersonSearch(Stage(Standing(0.3f, -2, 0), Standing(0.5f, 0, 0), Standing(0.4f, 1.6f, 0))).Find(StagedPeople.Picture(0, 500, 500), TestContext.Current.CancellationToken);
        Assert.Equal(3, people.Count);
        var tall = people.Select(person => person.Box.High.Y - person.Box.Low.Y).ToList();
        Assert.Equal(tall.OrderDescending(), tall);

        var middle = people.Select(person => (person.Box.Low + person.Box.High) / 2).ToList();
        Assert.Same(people[0], new PersonChoice().From(people, "p"));
        Assert.Same(people[2], new PersonChoice { Number = 2 }.From(people, "p"));
        Assert.Same(people[1], new PersonChoice { At = middle[1] }.From(people, "p"));
        Assert.Contains("no person 3", Assert.Throws<InputException>(() => new PersonChoice { Number = 3 }.From(people, "p")).Message, StringComparison.Ordinal);
        Assert.Contains("(3, 4)", Assert.Throws<InputException>(() => new PersonChoice { At = new(3, 4) }.From(people, "p")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_Nobody_IsNobody() => Assert.Empty(new PersonSearch(Stage()).Find(StagedPeople.Picture(0), TestContext.Current.CancellationToken));

    private static StagedPeople Stage(params BodyParameters[] people) => new(Model, _ => people);

    internal static BodyParameters Standing(float scale, float x, float y) => BodyParameters.Frontal() with { Camera = new WeakPerspectiveCamera(scale, x, y) };
}
