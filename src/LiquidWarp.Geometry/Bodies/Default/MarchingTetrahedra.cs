using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// Triangulates the zero level of a distance field. A cube of the grid is six tetrahedra, so the result is a manifold by
/// construction, and /// where the box starts at x = 0 its rim lies exactly in that plane.
/// </summary>
internal static class MarchingTetrahedra
{
    private const int Block = 8;

    // Corners are numbered by their bits x | y << 1 | z << 2; each tetrahedron is a monotone path from 0 to 7.
    private static ReadOnlySpan<byte> Tetrahedra =>
        [0, 1, 3, 7, 0, 3, 2, 7, 0, 2, 6, 7, 0, 6, 4, 7, 0, 4, 5, 7, 0, 5, 1, 7];

    /// <summary>Vertices and counter-clockwise triangles of the level set inside the box, on a grid of the given cell size.</summary>
    public static (List<Vector3> Vertices, List<int> Faces) Polygonise(
        Func<Vector3, float> distance, Vector3 low, Vector3 high, float cell)
    {
        var size = high - low;
        var (nx, ny, nz) = (Blocks(size.X), Blocks(size.Y), Blocks(size.Z));
        int Blocks(float length) => (int)MathF.Ceiling(length / (cell * Block));
        var vertices = new List<Vector3>();
        var faces = new List<int>();
        var known = new Dictionary<(long, long), int>();
        var values = new float[(Block + 1) * (Block + 1) * (Block + 1)];
        Vector3 Position(int i, int j, int k) => new(low.X + i * cell, low.Y + j * cell, low.Z + k * cell);
        // Distances are exact only near the surface; twice the half diagonal leaves room for that.
        var skip = 2 * cell * Block * 0.5f * MathF.Sqrt(3);

        Span<float> corner = stackalloc float[8];
        Span<(int I, int J, int K)> place = stackalloc (int, int, int)[8];
        for (var bk = 0; bk < nz; bk++)
            for (var bj = 0; bj < ny; bj++)
                for (var bi = 0; bi < nx; bi++)
                {
                    var middle = Position(bi * Block, bj * Block, bk * Block) + new Vector3(cell * Block * 0.5f);
                    if (MathF.Abs(distance(middle)) > skip) continue;
                    Sample(bi * Block, bj * Block, bk * Block);
                    for (var k = 0; k < Block; k++)
                        for (var j = 0; j < Block; j++)
                            for (var i = 0; i < Block; i++)
                                March(bi * Block, bj * Block, bk * Block, i, j, k, corner, place);
                }
        return (vertices, faces);

        void Sample(int i0, int j0, int k0)
        {
            var index = 0;
            for (var k = 0; k <= Block; k++)
                for (var j = 0; j <= Block; j++)
                    for (var i = 0; i <= Block; i++)
                        values[index++] = distance(Position(i0 + i, j0 + j, k0 + k));
        }

        void March(int i0, int j0, int k0, int i, int j, int k, Span<float> corner, Span<(int I, int J, int K)> place)
        {
            var inside = 0;
            for (var c = 0; c < 8; c++)
            {
                var (ci, cj, ck) = (i + (c & 1), j + (c >> 1 & 1), k + (c >> 2));
                corner[c] = values[(ck * (Block + 1) + cj) * (Block + 1) + ci];
                place[c] = (i0 + ci, j0 + cj, k0 + ck);
                if (corner[c] < 0) inside++;
            }
            if (inside is 0 or 8) return;
            for (var t = 0; t < Tetrahedra.Length; t += 4)
                Cut(Tetrahedra.Slice(t, 4), corner, place);
        }

        void Cut(ReadOnlySpan<byte> tetrahedron, Span<float> corner, Span<(int I, int J, int K)> place)
        {
            Span<byte> inner = stackalloc byte[4];
            Span<byte> outer = stackalloc byte[4];
            int inners = 0, outers = 0;
            foreach (var c in tetrahedron)
                if (corner[c] < 0) inner[inners++] = c;
                else outer[outers++] = c;
            if (inners == 0 || outers == 0) return;
            var inward = Vector3.Zero;
            foreach (var c in inner[..inners]) inward += Position(place[c].I, place[c].J, place[c].K) / inners;
            foreach (var c in outer[..outers]) inward -= Position(place[c].I, place[c].J, place[c].K) / outers;
            Span<int> ring = stackalloc int[4];
            if (inners == 2)
            {
                ring[0] = Crossing(inner[0], outer[0], corner, place);
                ring[1] = Crossing(inner[0], outer[1], corner, place);
                ring[2] = Crossing(inner[1], outer[1], corner, place);
                ring[3] = Crossing(inner[1], outer[0], corner, place);
                Emit(ring[0], ring[1], ring[2], inward);
                Emit(ring[0], ring[2], ring[3], inward);
                return;
            }
            var single = inners == 1 ? inner[0] : outer[0];
            var others = inners == 1 ? outer : inner;
            for (var c = 0; c < 3; c++) ring[c] = Crossing(single, others[c], corner, place);
            Emit(ring[0], ring[1], ring[2], inward);
        }

        int Crossing(byte a, byte b, Span<float> corner, Span<(int I, int J, int K)> place)
        {
            if (a > b) (a, b) = (b, a);
            var key = (Key(place[a]), Key(place[b]));
            if (known.TryGetValue(key, out var index)) return index;
            // Kept off the corners: crossings that coincide would make triangles of no area.
            var fraction = Math.Clamp(corner[a] / (corner[a] - corner[b]), 0.02f, 0.98f);
            vertices.Add(Vector3.Lerp(
                Position(place[a].I, place[a].J, place[a].K), Position(place[b].I, place[b].J, place[b].K), fraction));
            return known[key] = vertices.Count - 1;
        }

        static long Key((int I, int J, int K) place) => ((long)place.I * 100_000 + place.J) * 100_000 + place.K;

        void Emit(int a, int b, int c, Vector3 inward)
        {
            var normal = Vector3.Cross(vertices[b] - vertices[a], vertices[c] - vertices[a]);
            if (Vector3.Dot(normal, inward) > 0) (b, c) = (c, b);
            faces.Add(a);
            faces.Add(b);
            faces.Add(c);
        }
    }
}
