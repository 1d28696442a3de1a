using System.Numerics;
using LiquidWarp.Rendering;

namespace LiquidWarp.Tests.Rendering;

public class RasterizerTests
{
    // Golden: the map of REFERENCE 11. Its coordinates have y up, so y changes sign here.
    [Fact]
    public void Rasterize_ReferenceScene_EqualsPublishedMap()
    {
        Vector3[] vertices =
        [
            new(-0.8f, 0.8f, 3), new(0.8f, 0.8f, 3), new(0, -0.8f, 3),
            new(-0.9f, 0, 2), new(0.9f, -0.9f, 2), new(0.9f, 0, 2),
            new(-0.9f, 0, 2.5f), new(0.9f, 0, 2.5f), new(0.9f, -0.9f, 2.5f),
        ];
        var fragments = new Fragments(8, 8);
        new Rasterizer(1).Rasterize(vertices, [0, 1, 2, 3, 4, 5, 6, 7, 8], fragments);

        int[] expected =
        [
            -1, -1, -1, -1, -1, -1, -1, 2,
            -1, -1, -1, -1, -1, 2, 2, 2,
            -1, -1, -1, 2, 2, 2, 2, 2,
            -1, 2, 2, 2, 2, 2, 2, 2,
            -1, -1, 0, 0, 0, 0, -1, -1,
            -1, -1, 0, 0, 0, 0, -1, -1,
            -1, 0, 0, 0, 0, 0, 0, -1,
            -1, -1, -1, -1, -1, -1, -1, -1,
        ];
        Assert.Equal(expected, fragments.FaceIndex);
        Close.Assert([0.4453125f, 0.2890625f, 0.265625f], fragments.Barycentrics.AsSpan(3 * (5 * 8 + 3), 3), 1e-6);
        Close.Assert([0.29166667f, 0.29166667f, 0.41666667f], fragments.Barycentrics.AsSpan(3 * (2 * 8 + 5), 3), 1e-6);
        Close.Assert([0.15277778f, 0.70833333f, 0.13888889f], fragments.Barycentrics.AsSpan(3 * (3 * 8 + 6), 3), 1e-6);
        Assert.Equal(Rasterizer.Far, fragments.Depth[0]);
    }

    // Parity: bit for bit with the slow twin, whatever the mesh, the size and the number of threads.
    [Theory]
    [InlineData(MeshKind.Small, 64, 64)]
    [InlineData(MeshKind.Small, 37, 51)]
    [InlineData(MeshKind.Large, 33, 20)]
    [InlineData(MeshKind.Large, 3, 70)]
    [InlineData(MeshKind.Degenerate, 40, 40)]
    [InlineData(MeshKind.Depths, 40, 24)]
    [InlineData(MeshKind.OffPicture, 24, 40)]
    [InlineData(MeshKind.NotFinite, 40, 40)]
    [InlineData(MeshKind.Huge, 40, 33)]
    [InlineData(MeshKind.Small, 1, 1)]
    public void Rasterize_RandomMesh_EqualsReferenceOnAnyNumberOfThreads(MeshKind kind, int width, int height)
    {
        for (var seed = 0; seed < 4; seed++)
        {
            var (vertices, faces) = RandomMesh(kind, new Random(seed));
            var expected = ReferenceRasterizer.Rasterize(vertices, faces, width, height);
            foreach (var threads in (int[])[1, 2, 5])
            {
                var actual = new Fragments(width, height);
                Array.Fill(actual.Barycentrics, 7f); // whatever the last frame left must go
                Array.Fill(actual.Depth, 0f);
                new Rasterizer(threads).Rasterize(vertices, faces, actual);
                Assert.Equal(expected.FaceIndex, actual.FaceIndex);
                Assert.Equal(expected.Barycentrics, actual.Barycentrics);
                Assert.Equal(expected.Depth, actual.Depth);
            }

            if (width * height > 1)
                Assert.True(expected.FaceIndex.Any(face => face >= 0), $"seed {seed} drew nothing");
        }
    }

    // Analytic: the weights put the corners back on the pixel's centre.
    [Fact]
    public void Rasterize_RandomMesh_WeightsReproducePixelCentres()
    {
        var (vertices, faces) = RandomMesh(MeshKind.Large, new Random(5));
        var fragments = new Fragments(48, 48);
        new Rasterizer(1).Rasterize(vertices, faces, fragments);
        for (var pixel = 0; pixel < 48 * 48; pixel++)
        {
            if (fragments.FaceIndex[pixel] is var face && face < 0)
                continue;
            var at = Vector3.Zero;
            for (var k = 0; k < 3; k++)
                at += fragments.Barycentrics[3 * pixel + k] * vertices[faces[3 * face + k]];
            Assert.Equal((2 * (pixel % 48) + 1 - 48) / 48f, at.X, 1e-4f);
            Assert.Equal((2 * (pixel / 48) + 1 - 48) / 48f, at.Y, 1e-4f);
            Assert.Equal(1, fragments.Barycentrics.AsSpan(3 * pixel, 3).ToArray().Sum(), 1e-6f);
        }
    }

    [Fact]
    public void Rasterize_EqualDepth_LowestFaceWins()
    {
        Vector3[] vertices = [new(-1, 1, 2), new(1, 1, 2), new(0, -1, 2)];
        var fragments = new Fragments(9, 9);
        new Rasterizer(1).Rasterize(vertices, [0, 1, 2, 0, 1, 2, 0, 1, 2], fragments);
        Assert.Contains(0, fragments.FaceIndex);
        Assert.DoesNotContain(1, fragments.FaceIndex);
        Assert.DoesNotContain(2, fragments.FaceIndex);
    }

    [Fact]
    public void Rasterize_SharedEdgeOnPixelCentres_LeavesNoGap()
    {
        // The diagonal of a square passes through pixel centres, which belong to both triangles.
        Vector3[] vertices = [new(-1, -1, 2), new(1, -1, 2), new(1, 1, 2), new(-1, 1, 2)];
        var fragments = new Fragments(16, 16);
        new Rasterizer(1).Rasterize(vertices, [0, 2, 1, 0, 3, 2], fragments);
        Assert.DoesNotContain(-1, fragments.FaceIndex);
        for (var i = 0; i < 16; i++)
            Assert.Equal(0, fragments.FaceIndex[17 * i]);
    }

    [Fact]
    public void Rasterize_Batch_EqualsOneByOne()
    {
        var (a, faces) = RandomMesh(MeshKind.Small, new Random(1));
        var (b, _) = RandomMesh(MeshKind.Small, new Random(2));
        var batch = new[] { new Fragments(32, 32), new Fragments(20, 44) };
        var rasterizer = new Rasterizer(2);
        rasterizer.Rasterize([.. a, .. b], faces, batch);
        Assert.Equal(ReferenceRasterizer.Rasterize(a, faces, 32, 32).FaceIndex, batch[0].FaceIndex);
        Assert.Equal(ReferenceRasterizer.Rasterize(b, faces, 20, 44).FaceIndex, batch[1].FaceIndex);
        Assert.Throws<ArgumentException>(() => rasterizer.Rasterize(a.AsSpan(1), faces, batch));
    }

    [Fact]
    public void Rasterize_SecondFrame_AllocatesNothing()
    {
        var (vertices, faces) = RandomMesh(MeshKind.Small, new Random(1));
        var rasterizer = new Rasterizer(1);
        var fragments = new Fragments(64, 64);
        rasterizer.Rasterize(vertices, faces, fragments);
        var before = GC.GetAllocatedBytesForCurrentThread();
        rasterizer.Rasterize(vertices, faces, fragments);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Rasterize_NothingToDraw_LeavesBackground()
    {
        var fragments = new Fragments(5, 4);
        fragments.FaceIndex[3] = 9;
        new Rasterizer(2).Rasterize([], [], fragments);
        Assert.All(fragments.FaceIndex, face => Assert.Equal(-1, face));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Rasterize_FaceNamesNoVertex_Throws(int threads)
    {
        var faces = Enumerable.Repeat((int[])[0, 1, 2], 5000).SelectMany(f => f).ToArray();
        faces[^1] = 3;
        var rasterizer = new Rasterizer(threads);
        var failure = Assert.Throws<ArgumentException>(() => rasterizer.Rasterize(new Vector3[3], faces, new Fragments(4, 4)));
        Assert.Contains("vertex 3", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => rasterizer.Rasterize(new Vector3[3], [0, 1], new Fragments(4, 4)));
        rasterizer.Rasterize(new Vector3[3], [0, 1, 2], new Fragments(4, 4)); // and it still works
    }

    /// <summary>What is special about a random mesh.</summary>
    public enum MeshKind
    {
        /// <summary>Many small faces, as a body has.</summary>
        Small,

        /// <summary>Faces of any size.</summary>
        Large,

        /// <summary>Corners on a coarse grid: pixel centres on edges, repeated corners, points and lines, ties in depth.</summary>
        Degenerate,

        /// <summary>Corners before and behind the near and far planes, some at 0.</summary>
        Depths,

        /// <summary>Most corners off the picture.</summary>
        OffPicture,

        /// <summary>Some corners NaN or infinite.</summary>
        NotFinite,

        /// <summary>Corners so far off that products overflow.</summary>
        Huge,
    }

    internal static (Vector3[] Vertices, int[] Faces) RandomMesh(MeshKind kind, Random random)
    {
        var count = kind == MeshKind.Small ? 400 : 90;
        var vertices = new Vector3[count];
        var faces = new int[kind == MeshKind.Small ? 3 * 1500 : 3 * 80];
        for (var i = 0; i < count; i++)
            vertices[i] = kind switch
            {
                MeshKind.Small => i % 10 == 0 ? Point(1) : vertices[i - i % 10] + 0.1f * (Point(1) - new Vector3(0, 0, 2)),
                MeshKind.Degenerate => new(random.Next(-4, 5) / 4f - 1 / 40f, random.Next(-4, 5) / 4f - 1 / 40f, random.Next(1, 3)),
                MeshKind.Depths => Point(1) with { Z = random.Next(6) switch { 0 => -1, 1 => 0, 2 => 0.1f, 3 => 0.3f, 4 => 99, _ => 150 } },
                MeshKind.OffPicture => Point(4),
                MeshKind.NotFinite => random.Next(12) switch
                {
                    0 => Point(1) with { X = float.NaN },
                    1 => Point(1) with { Y = float.PositiveInfinity },
                    2 => Point(1) with { Z = random.Next(2) == 0 ? float.NaN : float.NegativeInfinity },
                    _ => Point(1),
                },
                MeshKind.Huge => random.Next(2) == 0 ? Point(1) : Point(MathF.Pow(10, random.Next(2, 39))) with { Z = 2 },
                _ => Point(1),
            };
        for (var i = 0; i < faces.Length; i++)
            faces[i] = kind == MeshKind.Small ? random.Next(0, 10) + i / 3 % 40 * 10 : random.Next(count);
        return (vertices, faces);

        Vector3 Point(float reach) => new(
            (2 * random.NextSingle() - 1) * reach, (2 * random.NextSingle() - 1) * reach, 2 + 2 * random.NextSingle() - 1);
    }
}
