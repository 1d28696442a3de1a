using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Tests.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

public class SurfacePartnersTests
{
    private static readonly BodyModel Sphere = SphereBody.Create(30, 60);

    [Fact]
    public void Choose_OneSideKnown_TakesMirrorThenOtherFaceOfLimb()
    {
        var partners = new SurfacePartners(Sphere);
        var known = Sphere.Template.Select(place => place.X > 0.01f && place.Z > 0.01f).ToArray();
        var chosen = partners.Choose(known);
        for (var vertex = 0; vertex < chosen.Length; vertex++)
        {
            Assert.True(chosen[vertex] >= 0 && known[chosen[vertex]]);
            var (place, from) = (Sphere.Template[vertex], Sphere.Template[chosen[vertex]]);
            if (known[vertex])
                Assert.Equal(vertex, chosen[vertex]);
            else if (place is { X: < -0.02f, Z: > 0.02f })
                Assert.True(Vector3.Distance(place with { X = -place.X }, from) < 1e-4f);
            else if (place.X > 0.1f)
                Assert.InRange(Vector2.Distance(new(place.X, place.Y), new(from.X, from.Y)), 0, 0.12f);
        }
    }
}
