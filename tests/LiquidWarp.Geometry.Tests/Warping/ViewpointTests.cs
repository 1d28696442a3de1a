using System.Numerics;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

public class ViewpointTests
{
    // Golden: Euler2matrix of REFERENCE 11, rows.
    [Fact]
    public void FromDegrees_PublishedAngles_EqualPublishedMatrix()
    {
        var r = Viewpoint.FromDegrees(10, 22.5f, 10).Rotation;
        Close.Assert(
            [0.90984373f, -0.10556735f, 0.4012978f, 0.16043f, 0.98138563f, -0.10556735f, -0.38268343f, 0.16043f, 0.90984373f],
            [r.M11, r.M12, r.M13, r.M21, r.M22, r.M23, r.M31, r.M32, r.M33], 1e-6);
        var moved = new Viewpoint(r, new(1, 2, 3)).Apply(Vector3.UnitX);
        Close.Assert([r.M11 + 1, r.M12 + 2, r.M13 + 3], [moved.X, moved.Y, moved.Z], 1e-6);
    }
}
