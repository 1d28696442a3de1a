using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>Exact: frames in the order of their numbers.</summary>
public class FrameOrderTests
{
    [Theory]
    [InlineData("out/clip2_000000000012_keypoints.json", 12L)]
    [InlineData("frame_7.jpg", 7L)]
    [InlineData("C:\\clip\\0003.png", 3L)]
    [InlineData("15", 15L)]
    [InlineData("a1b2c.x", 2L)]
    [InlineData("picture.mp4", null)]
    [InlineData("99999999999999999999.jpg", null)]
    [InlineData("", null)]
    public void NumberOf_IsTheLastNumberOfTheName(string name, long? number) => Assert.Equal(number, FrameOrder.NumberOf(name));

    [Theory]
    [InlineData("f10 f9 f11 f2", "f2:0 f9:7 f10:8 f11:9")]
    [InlineData("f0 f10 f5 f20", "f0:0 f5:1 f10:2 f20:4")]
    [InlineData("b a c", "a:0 b:1 c:2")]
    [InlineData("left1 right1 left2", "left1:0 right1:1 left2:2")]
    [InlineData("x f2", "f2:0 x:1")]
    [InlineData("f4", "f4:0")]
    [InlineData("", "")]
    public void Sort_GoesByNumbersAndLeavesGaps(string names, string expected) =>
        Assert.Equal(expected, string.Join(' ', FrameOrder.Sort(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), name => name).Select(item => $"{item.Item}:{item.Frame}")));
}
