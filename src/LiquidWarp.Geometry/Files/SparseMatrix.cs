using System.Runtime.InteropServices;

namespace LiquidWarp.Files;

/// <summary>A sparse matrix as scipy pickles it, by compressed columns (csc) or rows (csr). Indices are checked on reading.</summary>
public sealed class SparseMatrix
{
    /// <summary>Largest dense form in elements: 64 million float64 take 512 MB.</summary>
    private const long MaxDenseElements = 1L << 26;

    internal SparseMatrix(bool byColumns, int rows, int columns, int[] starts, int[] indices, NdArray values)
    {
        (ByColumns, Rows, Columns, Starts, Indices, Values) = (byColumns, rows, columns, starts, indices, values);
    }

    /// <summary>True for csc: <see cref="Starts"/> counts columns and <see cref="Indices"/> holds rows; false for csr, the other way round.</summary>
    public bool ByColumns { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>(Columns + 1) for csc, (Rows + 1) for csr: where each column or row starts in <see cref="Indices"/>; never falling.</summary>
    public int[] Starts { get; }

    /// <summary>(n) row of each value for csc, column for csr.</summary>
    public int[] Indices { get; }

    /// <summary>(n) values, a numeric array.</summary>
    public NdArray Values { get; }

    /// <summary>The dense matrix, Float64 (Rows, Columns); entries given twice are added, as scipy does.</summary>
    /// <exception cref="InputException">The dense form would have more than 2²⁶ elements.</exception>
    public NdArray ToDense()
    {
        if ((long)Rows * Columns > MaxDenseElements)
            throw new InputException($"A sparse matrix of {Rows} × {Columns} is too large to be made dense (at most {MaxDenseElements} elements).");
        var dense = new double[Rows * Columns];
        var values = Values.ToDoubles();
        for (var line = 0; line < Starts.Length - 1; line++)
            for (var i = Starts[line]; i < Starts[line + 1]; i++)
                dense[ByColumns ? Indices[i] * Columns + line : line * Columns + Indices[i]] += values[i];
        return new NdArray(DType.Float64, [Rows, Columns], MemoryMarshal.AsBytes<double>(dense).ToArray());
    }

    /// <summary>Kind, shape and number of values, for messages.</summary>
    public override string ToString() => $"{(ByColumns ? "csc" : "csr")} ({Rows}, {Columns}) of {Indices.Length} values";
}
