using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Tests.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

public class TextureWarpTests
{
    private static readonly BodyModel Sphere = SphereBody.Create(30, 60);
    private static readonly WeakPerspectiveCamera Camera = new(1, 0, 0);

    // The person is red above and blue below, on green: any green on the person is background that bled.
    [Fact]
    public void Draw_SamePose_GivesTheSourceBackWithoutBackground()
    {
        var warp = new TextureWarp(Sphere, Photo(0.8f), SphereBody.Pose(Sphere), Camera, null, 64);
        var picture = Draw(warp, SphereBody.Pose(Sphere));
        for (var y = 0; y < 64; y++)
            for (var x = 0; x < 64; x++)
            {
                var distance = Math.Sqrt(Math.Pow(x - 31.5, 2) + Math.Pow(y - 31.5, 2));
                var pixel = picture.Row(y).Slice(3 * x, 3);
                if (distance < 24)
                    Assert.True(pixel[1] < -0.95f, $"green at {x}, {y}");
                if (distance < 24 && Math.Abs(y - 31.5) > 3)
                    Assert.True(y < 32 ? pixel[0] > 0.95f && pixel[2] < -0.95f : pixel[2] > 0.95f && pixel[0] < -0.95f, $"not the source at {x}, {y}");
                if (distance > 28)
                    Close.Assert([0.5f, 0.5f, 0.5f], pixel, 0);
            }
    }

    [Fact]
    public void Draw_FromBehind_ContinuesTheFront()
    {
        var warp = new TextureWarp(Sphere, Photo(0.8f), SphereBody.Pose(Sphere), Camera, null, 64);
        var picture = Draw(warp, SphereBody.Pose(Sphere, yaw: MathF.PI));
        Span<float> upper = picture.Row(16).Slice(3 * 32, 3), lower = picture.Row(48).Slice(3 * 32, 3);
        Assert.True(upper[0] > 0.8f && upper[1] < -0.8f && upper[2] < -0.8f, "the upper back is red");
        Assert.True(lower[2] > 0.8f && lower[1] < -0.8f && lower[0] < -0.8f, "the lower back is blue");
    }

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

    // Analytic: with its ends held, a chain of vertices takes a straight line.
    [Fact]
    public void Fill_StripBetweenKnownEnds_TakesAStraightLine()
    {
        int[] faces = [.. Enumerable.Range(0, 9).SelectMany(i => (int[])[i, i + 1, i])];
        var edges = new MeshEdges(10, faces);
        Assert.Equal([3, 5], edges.Of(4).ToArray());
        var colours = new Vector3[10];
        colours[9] = new(0.9f);
        float[] confidence = [1, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        var filled = SurfaceColours.Fill(edges, colours, confidence, [0, -1, -1, -1, -1, -1, -1, -1, -1, 9]);
        for (var i = 1; i < 9; i++)
            Assert.Equal(filled[i].X, (filled[i - 1].X + filled[i + 1].X) / 2, 1e-3f);
        Assert.Equal(0, filled[0].X, 0.02f);
        Assert.Equal(0.9f, filled[9].X, 0.02f);
    }

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

    private static FloatImage Draw(TextureWarp warp, PosedBody body)
    {
        var picture = new FloatImage(64, 64, 3);
        Array.Fill(picture.Data, 0.5f);
        warp.Draw(body, Camera, picture);
        return picture;
    }

    private static RgbImage Photo(float radius)
    {
        var photo = new RgbImage(128, 128);
        for (var y = 0; y < 128; y++)
            for (var x = 0; x < 128; x++)
            {
                var inside = Math.Sqrt(Math.Pow(x - 63.5, 2) + Math.Pow(y - 63.5, 2)) < radius * 64;
                photo.Row(y)[3 * x + (inside ? y < 64 ? 0 : 2 : 1)] = 255;
            }

        return photo;
    }
}
