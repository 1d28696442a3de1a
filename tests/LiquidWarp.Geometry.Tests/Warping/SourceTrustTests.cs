using System.Numerics;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

public class SourceTrustTests
{
    [Fact]
    public void Of_TwoLimbsAcrossEachOther_TrustsNeitherRim()
    {
        // Two squares that lie apart on the rest shape, one before the other in the picture.
        Vector3[] template = [new(0, 0, 0), new(1, 0, 0), new(1, 1, 0), new(0, 1, 0), new(5, 0, 0), new(6, 0, 0), new(6, 1, 0), new(5, 1, 0)];
        Vector3[] projected = [new(-2, -2, 3), new(2, -2, 3), new(2, 2, 3), new(-2, 2, 3), new(0, -2, 2), new(2, -2, 2), new(2, 2, 2), new(0, 2, 2)];
        int[] faces = [0, 2, 1, 0, 3, 2, 4, 6, 5, 4, 7, 6];
        var fragments = new Fragments(20, 20);
        new Rasterizer(1).Rasterize(projected, faces, fragments);
        var trust = SourceTrust.Of(fragments, faces, template, null, rim: 2, step: 0.3f);
        for (var x = 0; x < 20; x++)
            Assert.Equal(x is >= 8 and <= 11 ? 0 : 1, trust.Row(10)[x]);

        var person = new Mask(20, 20);
        for (var x = 0; x < 6; x++)
            person.Row(10)[x] = 1;
        Assert.Equal(0, SourceTrust.Of(fragments, faces, template, person, rim: 2, step: 0.3f).Row(10)[3]);
    }
}
