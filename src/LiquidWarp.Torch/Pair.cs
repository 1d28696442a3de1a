namespace LiquidWarp.Torch;

/// <summary>A number for each axis of a picture, such as a kernel size or a stride; one number serves for both.</summary>
/// <param name="Vertical">Along the rows' direction, the height.</param>
/// <param name="Horizontal">Along the columns' direction, the width.</param>
public readonly record struct Pair(int Vertical, int Horizontal)
{
    /// <summary>The same for both axes.</summary>
    public static implicit operator Pair(int both) => new(both, both);

    /// <summary>(vertical, horizontal), as libtorch wants sizes.</summary>
    public static implicit operator Pair((int Vertical, int Horizontal) pair) => new(pair.Vertical, pair.Horizontal);

    // In the form that crosses the native border.
    internal long[] ToArray() => [Vertical, Horizontal];

    /// <summary>Gives the two numbers to a native call.</summary>
    public static implicit operator ReadOnlySpan<long>(Pair pair) => pair.ToArray();
}
