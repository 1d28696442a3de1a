using System.Globalization;
using System.Text;

namespace LiquidWarp.Files.Pickling;

/// <summary>The text notations of protocol 0.</summary>
internal static class PickleText
{
    /// <summary>A Python 2 string as <c>repr</c> writes it: quotes round it, backslash escapes in it.</summary>
    public static byte[] ParseQuoted(string line, PickleContext context)
    {
        line = line.TrimEnd('\r');
        if (line.Length < 2 || line[0] is not ('\'' or '"') || line[^1] != line[0])
            throw context.Fail("a string in its pickle lacks its quotes");
        context.Budget.Charge(line.Length * 2L);
        var bytes = new byte[line.Length];
        var count = 0;
        for (var at = 1; at < line.Length - 1;)
            bytes[count++] = line[at] == '\\' ? Unescape(line, ref at, context) : (byte)line[at++];
        return bytes[..count];
    }

    /// <summary>Unicode text in Latin-1 with <c>\uXXXX</c> and <c>\UXXXXXXXX</c> escapes.</summary>
    public static string ParseRawUnicode(string line, PickleContext context)
    {
        context.Budget.Charge(line.Length * 4L + 64);
        var text = new StringBuilder(line.Length);
        for (var at = 0; at < line.Length;)
        {
            if (line[at] != '\\' || at + 1 == line.Length || line[at + 1] is not ('u' or 'U'))
            {
                text.Append(line[at++]);
                continue;
            }

            var digits = line[at + 1] == 'u' ? 4 : 8;
            var value = Digits(line, at + 2, digits, context);
            if (value is < 0 or > 0x10FFFF)
                throw Malformed(context);
            if (value > 0xFFFF)
                text.Append(char.ConvertFromUtf32(value));
            else
                text.Append((char)value);
            at += 2 + digits;
        }

        return text.ToString();
    }

    private static byte Unescape(string line, ref int at, PickleContext context)
    {
        var code = line[at + 1];
        at += 2;
        switch (code)
        {
            case 'n':
                return (byte)'\n';
            case 'r':
                return (byte)'\r';
            case 't':
                return (byte)'\t';
            case 'a':
                return 7;
            case 'b':
                return 8;
            case 'f':
                return 12;
            case 'v':
                return 11;
            case '\\' or '\'' or '"':
                return (byte)code;
            case 'x':
                at += 2;
                return (byte)Digits(line, at - 2, 2, context);
            case >= '0' and <= '7':
                var octal = code - '0';
                for (var i = 0; i < 2 && line[at] is >= '0' and <= '7'; i++)
                    octal = octal * 8 + (line[at++] - '0');
                return (byte)octal;
            default:
                throw Malformed(context);
        }
    }

    private static int Digits(string line, int at, int count, PickleContext context) =>
        at + count <= line.Length
        && int.TryParse(line.AsSpan(at, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Malformed(context);

    private static InputException Malformed(PickleContext context) => context.Fail("a string in its pickle has a malformed escape");
}
