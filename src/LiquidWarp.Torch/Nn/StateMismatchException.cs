namespace LiquidWarp.Torch.Nn;

/// <summary>A checkpoint does not fit a network. The message names the keys that are missing, those that are not known and those of another shape.</summary>
public sealed class StateMismatchException : Exception
{
    private const int Shown = 8;

    /// <summary>Says what does not fit.</summary>
    /// <param name="missing">Names that the network has and the checkpoint lacks.</param>
    /// <param name="unexpected">Names that the checkpoint has and the network does not.</param>
    /// <param name="shapes">"name is [1, 2], the network's is [3, 4]".</param>
    public StateMismatchException(IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> shapes)
        : base("The weights do not fit the network: " + string.Join("; ",
            new[] { List("missing", missing), List("not known", unexpected), List("of another shape", shapes) }.Where(part => part.Length > 0)) + ".")
    {
        Missing = missing;
        Unexpected = unexpected;
        WrongShapes = shapes;
    }

    /// <summary>Names that the network has and the checkpoint lacks.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Names that the checkpoint has and the network does not.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>One text for each tensor of another shape.</summary>
    public IReadOnlyList<string> WrongShapes { get; }

    private static string List(string title, IReadOnlyList<string> items) =>
        items.Count == 0 ? "" : $"{items.Count} {title} ({string.Join(", ", items.Take(Shown))}{(items.Count > Shown ? ", …" : "")})";
}
