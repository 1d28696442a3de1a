using LiquidWarp.Bodies;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

public class FaceNeighboursTests
{
    [Fact]
    public void Of_Strip_AreTheNearestOfTheSamePart()
    {
        // Codes lie at u = 0, 1, 2, 4, 8; the last but one belongs to another part.
        var surface = new BodySurface
        {
            TextureCoordinates = [new(0, 0), new(1, 0), new(2, 0), new(4, 0), new(8, 0)],
            TextureFaces = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4],
            PartNames = ["a", "b"],
            FaceParts = [0, 0, 0, 1, 0],
            FrontalFace = new bool[5],
            Head = new bool[5],
        };
        var neighbours = new FaceNeighbours(surface, 2);
        Assert.Equal([0, 1], neighbours.Of(0).ToArray());
        Assert.Equal([1, 0], neighbours.Of(1).ToArray());
        Assert.Equal([2, 1], neighbours.Of(2).ToArray());
        Assert.Equal([3, 3], neighbours.Of(3).ToArray());
        Assert.Equal([4, 2], neighbours.Of(4).ToArray());
        Assert.Equal([false, true, true, false, true], neighbours.Spread([false, false, true, false, true]));
    }
}
