using System.Numerics;
using LiquidWarp.Bodies;
using Xunit;

namespace LiquidWarp.Tests.Bodies.Default;

/// <summary>Exact: texture atlas, parts and regions of the shipped body.</summary>
public sealed class DefaultBodySurfaceTests
{
    private static BodyModel Model => ShippedBody.Model;
    private static BodySurface Surface => Model.Surface!;

    [Fact]
    public void TextureFaces_All_TurnTheSameWayInsideTheSquare()
    {
        Assert.All(Surface.TextureCoordinates, uv => Assert.True(uv is { X: >= 0 and <= 1, Y: >= 0 and <= 1 }));
        for (var face = 0; face < Model.FaceCount; face++)
        {
            var (a, b, c) = Corners(face);
            Assert.True((b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X) > 0, $"face {face} is flat or seen from behind");
        }
    }

    [Fact]
    public void TextureFaces_Pixels_BelongToOneFaceAtMost()
    {
        const int size = 1500;
        var owner = new int[size * size];
        for (var face = 0; face < Model.FaceCount; face++)
        {
            var (a, b, c) = Corners(face);
            (a, b, c) = (a * size, b * size, c * size);
            var area = Cross(a, b, c);
            var low = Vector2.Min(a, Vector2.Min(b, c));
            var high = Vector2.Max(a, Vector2.Max(b, c));
            for (var y = (int)low.Y; y <= Math.Min((int)high.Y, size - 1); y++)
                for (var x = (int)low.X; x <= Math.Min((int)high.X, size - 1); x++)
                {
                    var point = new Vector2(x + 0.5f, y + 0.5f);
                    // Strictly inside: neighbours share their edges.
                    if (MathF.Min(Cross(b, c, point), MathF.Min(Cross(c, a, point), Cross(a, b, point))) < 1e-3f * area + 1e-3f) continue;
                    Assert.True(owner[y * size + x] == 0, $"faces {owner[y * size + x] - 1} and {face} overlap at ({x}, {y})");
                    owner[y * size + x] = face + 1;
                }
        }
        Assert.InRange(owner.Count(face => face > 0) / (double)owner.Length, 0.35, 0.95);
    }

    [Fact]
    public void FaceParts_Ten_CoverAllFacesOnTheRightSides()
    {
        Assert.Equal(BodyParts.Names, Surface.PartNames);
        Assert.Equal(Model.FaceCount, Surface.FaceParts.Length);
        for (byte part = 0; part < 10; part++) Assert.True(Surface.FaceParts.Count(p => p == part) > 200);
        for (var face = 0; face < Model.FaceCount; face++)
        {
            var middle = (Model.Template[Model.Faces[3 * face]] + Model.Template[Model.Faces[3 * face + 1]] + Model.Template[Model.Faces[3 * face + 2]]) / 3;
            if (Surface.FaceParts[face] >= 2) Assert.True(Surface.FaceParts[face] % 2 == 0 ? middle.X > 0 : middle.X < 0);
            if (Surface.FrontalFace[face]) Assert.True(Surface.Head[face] && middle.Z > 0);
            if (Surface.FaceParts[face] == 0) Assert.True(Surface.Head[face]);
        }
        Assert.InRange(Surface.FrontalFace.Count(front => front) / (double)Surface.Head.Count(head => head), 0.3, 0.8);
    }

    private static float Cross(Vector2 a, Vector2 b, Vector2 c) => (b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X);

    private static (Vector2 A, Vector2 B, Vector2 C) Corners(int face) => (
        Surface.TextureCoordinates[Surface.TextureFaces[3 * face]],
        Surface.TextureCoordinates[Surface.TextureFaces[3 * face + 1]],
        Surface.TextureCoordinates[Surface.TextureFaces[3 * face + 2]]);
}
