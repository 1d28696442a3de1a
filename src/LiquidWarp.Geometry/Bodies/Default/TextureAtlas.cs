using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// Texture coordinates: each part is cut like clothing, flattened, and packed into the unit square. The head is one piece
/// with its seam down the back; trunk, arms and legs have a front and a back, hands a back and a palm, feet two sides.
/// Pieces of the right side are the mirror images of the left ones, turned so that no face is seen from behind.
/// </summary>
internal static class TextureAtlas
{
    private const float Margin = 0.004f;
    private const int Pieces = 20;

    /// <summary>Unwraps the mesh.</summary>
    /// <param name="mesh">The closed surface.</param>
    /// <param name="parts">Part of each face, see <see cref="FaceRegions"/>.</param>
    public static BodySurface Unwrap(SymmetricMesh mesh, byte[] parts)
    {
        var pieces = CutIntoPieces(mesh, parts);
        var charts = new List<Chart>();
        for (var piece = 0; piece < Pieces; piece++)
        {
            // Pieces of the right limbs are mirrored instead of unwrapped again.
            if (piece >= 4 && piece / 2 % 2 == 1) charts.Add(charts[piece - 2].Mirrored(mesh.Faces.Length / 6));
            else charts.Add(Chart.Flatten(mesh, Enumerable.Range(0, pieces.Length).Where(face => pieces[face] == piece).ToArray(), piece));
        }
        Pack(charts.Where(chart => chart.Faces.Length > 0).ToList());

        var coordinates = new List<Vector2>();
        var textureFaces = new int[mesh.Faces.Length];
        foreach (var chart in charts)
        {
            for (var corner = 0; corner < chart.Corners.Length; corner++)
                textureFaces[3 * chart.Faces[corner / 3] + corner % 3] = coordinates.Count + chart.Corners[corner];
            coordinates.AddRange(chart.Flat);
        }
        return new()
        {
            TextureCoordinates = coordinates.ToArray(),
            TextureFaces = textureFaces,
            PartNames = BodyParts.Names,
            FaceParts = parts,
            FrontalFace = FaceRegions.FrontalFace(mesh),
            Head = FaceRegions.Head(mesh),
        };
    }

    /// <summary>For each face twice its part plus the side of the cut, the sides tidied until each piece is in one.</summary>
    private static int[] CutIntoPieces(SymmetricMesh mesh, byte[] parts)
    {
        var neighbours = FaceNeighbours(mesh.Faces);
        var half = parts.Length / 2;
        var pieces = new int[parts.Length];
        for (var face = 0; face < parts.Length; face++)
        {
            var (a, b, c) = (mesh.Positions[mesh.Faces[3 * face]], mesh.Positions[mesh.Faces[3 * face + 1]], mesh.Positions[mesh.Faces[3 * face + 2]]);
            pieces[face] = 2 * parts[face] + (IsOnSecondSide(parts[face], (a + b + c) / 3, Vector3.Normalize(Vector3.Cross(b - a, c - a))) ? 1 : 0);
        }
        // Majority rule, then islands: what hangs off the largest connected set of a piece joins the other side.
        for (var round = 0; round < 12; round++)
        {
            for (var face = 0; face < half; face++)
            {
                var others = 0;
                foreach (var neighbour in neighbours[face]) if (pieces[neighbour] == (pieces[face] ^ 1)) others++;
                if (others >= 2) pieces[face] ^= 1;
            }
            CopyToRight(pieces, half);
        }
        for (var piece = 2; piece < Pieces; piece++)
            foreach (var island in Components(pieces, piece, neighbours).OrderByDescending(set => set.Count).Skip(1))
                foreach (var face in island) pieces[face] ^= 1;
        return pieces;
    }

    private static void CopyToRight(int[] pieces, int half)
    {
        for (var face = 0; face < half; face++) pieces[face + half] = pieces[face] < 4 ? pieces[face] : pieces[face] + 2;
    }

    private static bool IsOnSecondSide(byte part, Vector3 middle, Vector3 normal) => part switch
    {
        0 => false,
        8 or 9 => normal.Y < 0,
        6 or 7 => FootSide(middle) > -0.006f,
        1 => middle.Z < -0.02f,
        4 or 5 => middle.Z < -0.021f,
        _ => middle.Z < -0.008f - 0.028f * Math.Clamp((0.475f - middle.Y) / 0.4f, 0, 1),
    };

    private static float FootSide(Vector3 point)
    {
        var (sine, cosine) = MathF.SinCos(BodyField.FootTurn);
        return (MathF.Abs(point.X) - BodyField.FootOrigin.X) * cosine - (point.Z - BodyField.FootOrigin.Z) * sine;
    }

    private static List<List<int>> Components(int[] pieces, int piece, int[][] neighbours)
    {
        var seen = new HashSet<int>();
        var components = new List<List<int>>();
        for (var start = 0; start < pieces.Length; start++)
        {
            if (pieces[start] != piece || !seen.Add(start)) continue;
            var component = new List<int> { start };
            for (var next = 0; next < component.Count; next++)
                foreach (var neighbour in neighbours[component[next]])
                    if (pieces[neighbour] == piece && seen.Add(neighbour)) component.Add(neighbour);
            components.Add(component);
        }
        return components;
    }

    private static int[][] FaceNeighbours(int[] faces)
    {
        var across = new Dictionary<(int, int), int>();
        for (var corner = 0; corner < faces.Length; corner++)
            across[(faces[corner], faces[corner % 3 == 2 ? corner - 2 : corner + 1])] = corner / 3;
        var neighbours = new int[faces.Length / 3][];
        for (var face = 0; face < neighbours.Length; face++)
            neighbours[face] = [.. Enumerable.Range(0, 3).Select(k => across[(faces[3 * face + (k + 1) % 3], faces[3 * face + k])])];
        return neighbours;
    }

    /// <summary>Shelves: charts by falling height from the bottom up, at the largest common scale that fits the square.</summary>
    private static void Pack(List<Chart> charts)
    {
        charts.Sort((a, b) => b.Size.Y != a.Size.Y ? b.Size.Y.CompareTo(a.Size.Y) : a.Faces[0].CompareTo(b.Faces[0]));
        var (fits, tooLarge) = (0f, 4f);
        for (var round = 0; round < 40; round++)
        {
            var scale = (fits + tooLarge) / 2;
            if (TryPlace(charts, scale, false)) fits = scale;
            else tooLarge = scale;
        }
        TryPlace(charts, fits, true);
    }

    private static bool TryPlace(List<Chart> charts, float scale, bool move)
    {
        float x = Margin, y = Margin, shelf = 0;
        foreach (var chart in charts)
        {
            var size = chart.Size * scale;
            if (x + size.X + Margin > 1)
            {
                (x, y) = (Margin, y + shelf + Margin);
                shelf = 0;
            }
            if (x + size.X + Margin > 1 || y + size.Y + Margin > 1) return false;
            if (move) chart.Place(new(x, y), scale);
            x += size.X + Margin;
            shelf = MathF.Max(shelf, size.Y);
        }
        return true;
    }

    /// <summary>A flattened piece: its faces, their corners in its own vertices, and where those lie.</summary>
    private sealed class Chart(int[] faces, int[] corners, Vector2[] flat)
    {
        public int[] Faces { get; } = faces;
        public int[] Corners { get; } = corners;
        public Vector2[] Flat { get; } = flat;
        public Vector2 Size => Flat.Length == 0 ? Vector2.Zero : Flat.Aggregate(Vector2.Max) - Flat.Aggregate(Vector2.Min);

        public static Chart Flatten(SymmetricMesh mesh, int[] faces, int piece)
        {
            var index = new Dictionary<(int Vertex, bool Right), int>();
            var positions = new List<Vector3>();
            var corners = new int[3 * faces.Length];
            for (var corner = 0; corner < corners.Length; corner++)
            {
                var face = faces[corner / 3];
                var vertex = mesh.Faces[3 * face + corner % 3];
                var at = mesh.Positions[vertex];
                // The head is slit along the middle of its back, up to the crown.
                var onSlit = piece < 2 && at.X == 0 && at.Z < BodyField.HeadOrigin.Z - 0.03f;
                var key = (vertex, onSlit && face >= mesh.Faces.Length / 6);
                if (!index.TryGetValue(key, out var own))
                {
                    index[key] = own = positions.Count;
                    positions.Add(at);
                }
                corners[corner] = own;
            }
            if (faces.Length == 0) return new(faces, corners, []);
            var flat = ChartUnwrap.Flatten(positions.ToArray(), corners);
            TurnUpright(flat, positions, piece is 8 or 9 or 16 or 17);
            // Faces and hands show more than the rest of the body, so they get more of the texture.
            var zoom = piece < 2 ? 1.45f : piece >= 16 ? 1.25f : 1;
            for (var vertex = 0; vertex < flat.Length; vertex++) flat[vertex] *= zoom;
            return new(faces, corners, flat);
        }

        /// <summary>The same piece of the other side: mirrored in u, with the corners in the mirrored faces' order.</summary>
        public Chart Mirrored(int half) => new(
            Array.ConvertAll(Faces, face => face + half),
            [.. Enumerable.Range(0, Faces.Length).SelectMany(face => new[] { Corners[3 * face], Corners[3 * face + 2], Corners[3 * face + 1] })],
            Array.ConvertAll(Flat, point => point with { X = -point.X }));

        public void Place(Vector2 corner, float scale)
        {
            var low = Flat.Aggregate(Vector2.Min);
            for (var vertex = 0; vertex < Flat.Length; vertex++) Flat[vertex] = corner + (Flat[vertex] - low) * scale;
        }

        /// <summary>Turns the piece so that up on the body, or outwards along the arm, is up in the texture.</summary>
        private static void TurnUpright(Vector2[] flat, List<Vector3> positions, bool alongArm)
        {
            var (gradient, centre) = (Vector2.Zero, flat.Aggregate(Vector2.Add) / flat.Length);
            for (var vertex = 0; vertex < flat.Length; vertex++)
                gradient += (flat[vertex] - centre) * (alongArm ? positions[vertex].X : positions[vertex].Y);
            var up = Vector2.Normalize(gradient);
            for (var vertex = 0; vertex < flat.Length; vertex++)
                flat[vertex] = new(flat[vertex].X * up.Y - flat[vertex].Y * up.X, Vector2.Dot(flat[vertex], up));
        }
    }
}
