using System.Numerics;
using LiquidWarp.Imaging;

namespace LiquidWarp.Rendering;

/// <summary>The mesh of one frame, held in place while threads read it.</summary>
internal readonly unsafe struct MeshView(Vector3* vertices, int vertexCount, int* corners, int faceCount)
{
    public int FaceCount => faceCount;

    /// <summary>Corner <paramref name="k"/> of a face, with y turned upwards as the reference's formulas have it.</summary>
    public Vector3 Corner(int face, int k)
    {
        var index = corners[3 * face + k];
        if ((uint)index >= (uint)vertexCount)
            throw new ArgumentException($"Face {face} names vertex {index}, but there are {vertexCount}.");
        var vertex = vertices[index];
        return vertex with { Y = -vertex.Y };
    }
}

/// <summary>The pixels that a face may cover: rows and columns, both ends included.</summary>
internal readonly record struct FaceBox(int Face, int FirstRow, int LastRow, int FirstColumn, int LastColumn);

/// <summary>
/// First stage of rasterising: drops faces that show nothing (back faces, faces off the picture, between pixel centres, or not
/// finite) and boxes the rest, block by block in the order of their indices.
/// </summary>
internal sealed class FaceBoxing : IRowBody
{
    public const int BlockLength = 1024;

    private MeshView _mesh;
    private FaceBox[] _boxes = [];
    private int[] _kept = [];

    public MeshView Mesh => _mesh;

    /// <summary>x of each column's centre; padded with NaN so that a vector may be read from any column.</summary>
    public float[] Columns { get; private set; } = [];

    /// <summary>y, upwards, of each row's centre; row 0 is the top.</summary>
    public float[] Rows { get; private set; } = [];

    public int BlockCount => (_mesh.FaceCount + BlockLength - 1) / BlockLength;

    public ReadOnlySpan<FaceBox> Block(int block) => _boxes.AsSpan(block * BlockLength, _kept[block]);

    public void Begin(MeshView mesh, int width, int height)
    {
        _mesh = mesh;
        if (_boxes.Length < mesh.FaceCount)
            (_boxes, _kept) = (new FaceBox[mesh.FaceCount], new int[BlockCount]);
        if (Columns.Length != width + FaceDrawing.Lanes || Rows.Length != height)
        {
            Columns = new float[width + FaceDrawing.Lanes];
            Array.Fill(Columns, float.NaN);
            for (var x = 0; x < width; x++)
                Columns[x] = (float)(2 * x + 1 - width) / width;
            Rows = new float[height];
            for (var y = 0; y < height; y++)
                Rows[y] = (float)(2 * (height - 1 - y) + 1 - height) / height;
        }
    }

    public void Invoke(int from, int to)
    {
        var kept = 0;
        for (var face = from; face < to; face++)
            if (TryBox(face, out var box))
                _boxes[from + kept++] = box;
        _kept[from / BlockLength] = kept;
    }

    private bool TryBox(int face, out FaceBox box)
    {
        box = default;
        Vector3 a = _mesh.Corner(face, 0), b = _mesh.Corner(face, 1), c = _mesh.Corner(face, 2);
        if ((c.Y - a.Y) * (b.X - a.X) < (b.Y - a.Y) * (c.X - a.X))
            return false;
        // x − x is 0 where x is finite and NaN where it is not.
        if (a - a + (b - b) + (c - c) != Vector3.Zero)
            return false;

        var low = Vector3.Min(Vector3.Min(a, b), c);
        var high = Vector3.Max(Vector3.Max(a, b), c);
        int width = Columns.Length - FaceDrawing.Lanes, height = Rows.Length;
        if (high.X < -1 || low.X > 1 || high.Y < -1 || low.Y > 1)
            return false;

        // Estimates one pixel wide of the mark, then exact by the same comparisons as the definition's.
        var firstColumn = (int)Math.Clamp(0.5f * (low.X * width + width - 1) - 1, 0, width - 1);
        while (firstColumn < width && Columns[firstColumn] < low.X)
            firstColumn++;
        var lastColumn = (int)Math.Clamp(0.5f * (high.X * width + width - 1) + 1, 0, width - 1);
        while (lastColumn >= firstColumn && Columns[lastColumn] > high.X)
            lastColumn--;
        if (lastColumn < firstColumn)
            return false;
        var firstRow = (int)Math.Clamp(0.5f * (height - 1 - high.Y * height) - 1, 0, height - 1);
        while (firstRow < height && Rows[firstRow] > high.Y)
            firstRow++;
        var lastRow = (int)Math.Clamp(0.5f * (height - 1 - low.Y * height) + 1, 0, height - 1);
        while (lastRow >= firstRow && Rows[lastRow] < low.Y)
            lastRow--;
        if (lastRow < firstRow)
            return false;
        box = new(face, firstRow, lastRow, firstColumn, lastColumn);
        return true;
    }
}
