using System.Numerics;
using LiquidWarp.Losses;
using LiquidWarp.Networks;

namespace LiquidWarp.Tests.Losses;

// Analytic: REFERENCE 4.4.
public sealed class PersonBoxesTests
{
    [Fact]
    public void Head_OfAPersonInThePicture_HasAMarginButBelow()
    {
        // In [0, 1]: x from 0.4 to 0.6, y from 0.1 to 0.3.
        var box = PersonBoxes.Head(Person(head: [new(-0.2f, -0.4f), new(0.2f, -0.8f)], others: new Vector2(0.9f, 0.9f)), 256);
        Assert.Equal(new PixelBox((int)(0.35f * 256), (int)(0.65f * 256), (int)(0.05f * 256), (int)(0.3f * 256)), box);
        Assert.Equal(new PixelBox(89, 166, 12, 76), box);
    }

    [Fact]
    public void Body_OfAPerson_IsAFifthLargerAndStaysInThePicture()
    {
        // x from 0.4 to 0.8 (centre 0.6, reach 0.24), y from 0 to 1 (limited).
        var box = PersonBoxes.Body(Person(head: [new(-0.2f, -1), new(0, 0)], others: new Vector2(0.6f, 1)), 100);
        Assert.Equal(new PixelBox(36, 84, 0, 100), box);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(0, -2)]
    public void Head_OutsideThePicture_IsEmpty(float x, float y) =>
        Assert.True(PersonBoxes.Head(Person(head: [new(x, y), new(x, y)], others: Vector2.Zero), 64).IsEmpty);

    [Fact]
    public void Both_OfNumbersThatAreNone_AreEmpty()
    {
        var person = Person(head: [new(float.NaN, float.NaN), new(float.NaN, float.NaN)], others: new Vector2(float.NaN, float.NaN));
        Assert.True(PersonBoxes.Head(person, 64).IsEmpty);
        Assert.True(PersonBoxes.Body(person, 64).IsEmpty);
    }

    private static Vector2[] Person(Vector2[] head, Vector2 others) =>
        [.. Enumerable.Range(0, 19).Select(i => i < 12 ? others : head[i % head.Length])];
}
