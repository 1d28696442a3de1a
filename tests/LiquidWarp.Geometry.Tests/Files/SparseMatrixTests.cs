using System.Text;
using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>Exact: sparse matrices are checked on reading, and made dense within bounds.</summary>
public sealed class SparseMatrixTests
{
    [Fact]
    public void ToDense_OfAHugeMatrix_ThrowsBeforeAllocating()
    {
        var matrix = Read(rows: 2_000_000_000, columns: 2, starts: [0, 1, 1], indices: [5], values: [1]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InputException>(matrix.ToDense);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void ToDense_WithEntriesGivenTwice_AddsThem() =>
        Assert.Equal([0.0, 0, 3, 0, 0, 4], Read(3, 2, [0, 2, 3], [1, 1, 2], [1, 2, 4]).ToDense().ToDoubles());

    [Theory]
    [InlineData(2, 2, new[] { 0, 1 }, new[] { 0 })] // too few starts
    [InlineData(2, 2, new[] { 1, 1, 1 }, new[] { 0 })] // does not start at 0
    [InlineData(2, 2, new[] { 0, 2, 1 }, new[] { 0, 1 })] // falls
    [InlineData(2, 2, new[] { 0, 1, 3 }, new[] { 0, 1 })] // ends beyond the values
    [InlineData(2, 2, new[] { 0, 1, 2 }, new[] { 0, 2 })] // row outside
    [InlineData(2, 2, new[] { 0, 1, 2 }, new[] { 0, -1 })]
    [InlineData(2, int.MaxValue, new[] { 0, 1, 2 }, new[] { 0, 1 })]
    public void Read_PartsThatContradict_Throws(int rows, int columns, int[] starts, int[] indices) =>
        Assert.Throws<InputException>(() => Read(rows, columns, starts, indices, new int[indices.Length]));

    /// <summary>A csc matrix through a protocol 0 pickle written here.</summary>
    private static SparseMatrix Read(int rows, int columns, int[] starts, int[] indices, int[] values)
    {
        var pickle = $"ccopy_reg\n_reconstructor\n(cscipy.sparse.csc\ncsc_matrix\nc__builtin__\nobject\nNtR(dS'_shape'\n(I{rows}\nI{columns}\ntsS'indptr'\n{Array(starts)}"
            + $"sS'indices'\n{Array(indices)}sS'data'\n{Array(values)}sb.";
        return Assert.IsType<SparseMatrix>(SmallFiles.Read("matrix.pkl", Encoding.Latin1.GetBytes(pickle)));
    }

    private static string Array(int[] values)
    {
        var bytes = string.Concat(values.SelectMany(BitConverter.GetBytes).Select(value => $"\\x{value:x2}"));
        return "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n"
            + $"(I{values.Length}\ntcnumpy\ndtype\n(S'i4'\nI0\nI1\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntbI00\nS'{bytes}'\ntb";
    }
}
