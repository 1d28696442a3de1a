using System.Globalization;
using System.Numerics;
using System.Text;
using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>One canonical text for a tree, the same that tests/Golden/files/make_files.py writes of the Python objects.</summary>
internal static class TreeText
{
    public static string Of(object? value) => value switch
    {
        null => "None",
        bool flag => flag ? "True" : "False",
        long or BigInteger => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        double number => "f" + BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        string text => Quote(text),
        byte[] bytes => "b" + Convert.ToHexStringLower(bytes),
        NdArray array => Of(array),
        SparseMatrix matrix =>
            $"{(matrix.ByColumns ? "csc" : "csr")}({matrix.Rows} {matrix.Columns}):{Convert.ToHexStringLower(matrix.ToDense().Data)}",
        List<object?> list => $"[{Join(list)}]",
        object?[] tuple => $"({Join(tuple)})",
        HashSet<object?> set => $"<{string.Join(' ', set.Select(Of).Order(StringComparer.Ordinal))}>",
        Dictionary<object, object?> dictionary => Of(dictionary),
        _ => throw new InvalidOperationException($"A tree holds a {value.GetType()}."),
    };

    public static string Of(IEnumerable<KeyValuePair<object, object?>> items) => $"{{{string.Join(' ', items.Select(pair => $"{Of(pair.Key)}={Of(pair.Value)}"))}}}";

    public static string Of(IEnumerable<KeyValuePair<string, NdArray>> arrays) =>
        Of(arrays.Select(pair => KeyValuePair.Create<object, object?>(pair.Key, pair.Value)));

    private static string Of(NdArray array)
    {
        var name = $"{array.DType}({string.Join(' ', array.Shape)})";
        return array.DType switch
        {
            DType.Object => $"{name}[{Join(array.Objects)}]",
            DType.Bytes or DType.Text => $"{name}[{string.Join(' ', array.ToStrings().Select(Quote))}]",
            _ => $"{name}:{Convert.ToHexStringLower(array.Data)}",
        };
    }

    private static string Join(IEnumerable<object?> values) => string.Join(' ', values.Select(Of));

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                >= ' ' and <= '~' => letter.ToString(),
                _ => $"\\u{(int)letter:x4}",
            });
        return quoted.Append('"').ToString();
    }
}
