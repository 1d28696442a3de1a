using System.Numerics;
using System.Runtime.Intrinsics;
using LiquidWarp.Imaging;

namespace LiquidWarp.Rendering;

/// <summary>
/// Second stage of rasterising: each band of rows is cleared and then drawn, face after face in the order of their indices, eight
/// pixels of a row at once. A band belongs to one thread, which makes the depth test's outcome independent of threads.
/// The arithmetic is that of REFERENCE 3.2, operation by operation, so that it rounds alike.
/// </summary>
internal sealed class FaceDrawing : IRowBody
{
    public const int Lanes = 8;

    private FaceBoxing? _boxing;
    private Fragments? _into;

    public void Begin(FaceBoxing boxing, Fragments into) => (_boxing, _into) = (boxing, into);

    public void Invoke(int from, int to)
    {
        var width = _into!.Width;
        _into.FaceIndex.AsSpan(width * from, width * (to - from)).Fill(-1);
        _into.Barycentrics.AsSpan(3 * width * from, 3 * width * (to - from)).Clear();
        _into.Depth.AsSpan(width * from, width * (to - from)).Fill(Rasterizer.Far);
        for (var block = 0; block < _boxing!.BlockCount; block++)
            foreach (ref readonly var box in _boxing.Block(block))
                if (box.FirstRow < to && box.LastRow >= from)
                    Draw(box, Math.Max(from, box.FirstRow), Math.Min(to - 1, box.LastRow));
    }

    private void Draw(in FaceBox box, int firstRow, int lastRow)
    {
        int width = _into!.Width, height = _into.Height;
        Vector3 a = _boxing!.Mesh.Corner(box.Face, 0), b = _boxing.Mesh.Corner(box.Face, 1), c = _boxing.Mesh.Corner(box.Face, 2);

        // Barycentrics: the inverse of the corner matrix in pixel units, taken about the third corner, which loses fewer digits.
        float ax = ToPixels(a.X, width), bx = ToPixels(b.X, width), cx = ToPixels(c.X, width);
        float ay = ToPixels(a.Y, height), by = ToPixels(b.Y, height), cy = ToPixels(c.Y, height);
        var determinant = (by - cy) * (ax - cx) + (cx - bx) * (ay - cy);
        if (determinant == 0 || !float.IsFinite(determinant))
            return;
        float ma = (by - cy) / determinant, na = (cx - bx) / determinant;
        float mb = (cy - ay) / determinant, nb = (ax - cx) / determinant;

        var columns = _boxing.Columns;
        var indices = Vector256.CreateSequence(0f, 1f);
        Span<float> lanes = stackalloc float[4 * Lanes];
        for (var row = firstRow; row <= lastRow; row++)
        {
            var y = _boxing.Rows[row];
            var edgeAb = Vector256.Create((y - a.Y) * (b.X - a.X));
            var edgeBc = Vector256.Create((y - b.Y) * (c.X - b.X));
            var edgeCa = Vector256.Create((y - c.Y) * (a.X - c.X));
            var rowY = height - 1 - row - cy;
            for (var column = box.FirstColumn; column <= box.LastColumn; column += Lanes)
            {
                var x = Vector256.LoadUnsafe(ref columns[column]);
                var outside = Vector256.LessThan(edgeAb, (x - Vector256.Create(a.X)) * (b.Y - a.Y))
                    | Vector256.LessThan(edgeBc, (x - Vector256.Create(b.X)) * (c.Y - b.Y))
                    | Vector256.LessThan(edgeCa, (x - Vector256.Create(c.X)) * (a.Y - c.Y))
                    | Vector256.GreaterThan(indices, Vector256.Create((float)(box.LastColumn - column)));
                if (outside.ExtractMostSignificantBits() == 0xff)
                    continue;

                var columnX = indices + Vector256.Create((float)column) - Vector256.Create(cx);
                var wa = columnX * ma + Vector256.Create(na * rowY);
                var wb = columnX * mb + Vector256.Create(nb * rowY);
                var wc = Clamp(Vector256<float>.One - wa - wb);
                (wa, wb) = (Clamp(wa), Clamp(wb));
                var sum = wa + wb + wc;
                (wa, wb, wc) = (wa / sum, wb / sum, wc / sum);
                var depth = Vector256<float>.One / (wa / Vector256.Create(a.Z) + wb / Vector256.Create(b.Z) + wc / Vector256.Create(c.Z));
                var seen = Vector256.AndNot(
                    Vector256.GreaterThan(depth, Vector256.Create(Rasterizer.Near)) & Vector256.LessThan(depth, Vector256.Create(Rasterizer.Far)),
                    outside).ExtractMostSignificantBits();
                if (seen == 0)
                    continue;

                depth.CopyTo(lanes);
                wa.CopyTo(lanes[Lanes..]);
                wb.CopyTo(lanes[(2 * Lanes)..]);
                wc.CopyTo(lanes[(3 * Lanes)..]);
                for (; seen != 0; seen &= seen - 1)
                {
                    var lane = BitOperations.TrailingZeroCount(seen);
                    Keep(width * row + column + lane, box.Face, lanes[lane], lanes[Lanes + lane], lanes[2 * Lanes + lane], lanes[3 * Lanes + lane]);
                }
            }
        }
    }

    private void Keep(int pixel, int face, float depth, float wa, float wb, float wc)
    {
        if (!(depth < _into!.Depth[pixel]))
            return;
        _into.Depth[pixel] = depth;
        _into.FaceIndex[pixel] = face;
        var weights = _into.Barycentrics.AsSpan(3 * pixel, 3);
        (weights[0], weights[1], weights[2]) = (wa, wb, wc);
    }

    private static float ToPixels(float coordinate, int size) => 0.5f * (coordinate * size + size - 1);

    /// <summary>To [0, 1]; the order of the operands lets NaN through, which the depth test then refuses.</summary>
    private static Vector256<float> Clamp(Vector256<float> weight) =>
        Vector256.MinNative(Vector256<float>.One, Vector256.MaxNative(Vector256<float>.Zero, weight));
}
