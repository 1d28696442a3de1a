namespace LiquidWarp.Files.Pickling;

/// <summary>
/// Every name that a pickle may ask for. Each is bound to code of ours that builds data; a name that is not here is refused,
/// whatever it is, so that adding to this list is the only way to make the reader do more.
/// </summary>
internal static class PickleGlobals
{
    private static readonly Dictionary<string, PickleGlobal> Known = Collect();

    /// <summary>Finds a name.</summary>
    /// <exception cref="InputException">It is not on the list.</exception>
    public static PickleGlobal Find(string fullName, PickleContext context) =>
        Known.TryGetValue(fullName, out var global)
            ? global
            : throw context.Fail($"it asks for {Printable(fullName)}, which is not data that can be read: refused, and nothing of it was run");

    private static Dictionary<string, PickleGlobal> Collect()
    {
        PickleGlobal[][] families =
        [
            PythonGlobals.All, NumpyGlobals.All, ScipyGlobals.All, ChumpyGlobals.All, JoblibGlobals.All, TorchGlobals.All,
        ];
        return families.SelectMany(family => family).ToDictionary(global => global.Name);
    }

    private static string Printable(string name) =>
        string.Concat(name.Take(200).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter));
}
