using System.Globalization;
using System.Text;

namespace LiquidWarp.Files;

/// <summary>The header of an npy file: a Python dictionary of three entries, parsed as just that.</summary>
/// <param name="Format">The elements.</param>
/// <param name="Fortran">True if the first axis is fastest.</param>
/// <param name="Shape">Extents of the axes.</param>
internal readonly record struct NpyHeader(ElementFormat Format, bool Fortran, int[] Shape)
{
    private const int MostBytes = 1 << 16;

    /// <summary>Reads magic, version and dictionary.</summary>
    public static NpyHeader Read(ByteSource source)
    {
        Span<byte> magic = stackalloc byte[8];
        source.ReadExactly(magic);
        if (magic[0] != 0x93 || !magic[1..6].SequenceEqual("NUMPY"u8))
            throw source.Budget.Fail("it is no npy array: the magic bytes are missing");
        if (magic[6] is < 1 or > 3)
            throw source.Budget.Fail($"npy version {magic[6]}.{magic[7]} is unknown");
        var length = magic[6] == 1 ? source.ReadUInt16() : (uint)source.ReadInt32();
        if (length > MostBytes)
            throw source.Budget.Fail($"its npy header of {length:N0} bytes is too long");
        var text = Encoding.UTF8.GetString(source.ReadBytes(length));
        return new Parser(text, source.Budget).Parse();
    }

    /// <summary>The bytes before the elements, padded so that these start at a multiple of 64.</summary>
    public static byte[] Create(NdArray array)
    {
        var shape = array.Shape.Length == 1 ? $"{array.Shape[0]}," : string.Join(", ", array.Shape);
        var text = $"{{'descr': '{ElementFormat.Spell(array)}', 'fortran_order': False, 'shape': ({shape}), }}";
        var padded = (10 + text.Length + 1 + 63) / 64 * 64 - 10;
        var header = new byte[10 + padded];
        header[0] = 0x93;
        "NUMPY"u8.CopyTo(header.AsSpan(1));
        (header[6], header[7], header[8], header[9]) = (1, 0, (byte)padded, (byte)(padded >> 8));
        Encoding.ASCII.GetBytes(text.PadRight(padded - 1) + "\n").CopyTo(header, 10);
        return header;
    }

    private sealed class Parser(string text, ReadBudget budget)
    {
        private int _at;

        public NpyHeader Parse()
        {
            ElementFormat? format = null;
            bool? fortran = null;
            int[]? shape = null;
            Expect('{');
            while (!Skip('}'))
            {
                var key = Quoted();
                Expect(':');
                switch (key)
                {
                    case "descr":
                        format = Format();
                        break;
                    case "fortran_order":
                        fortran = Boolean();
                        break;
                    case "shape":
                        shape = Shape();
                        break;
                    default:
                        throw Malformed();
                }

                if (!Skip(','))
                {
                    Expect('}');
                    break;
                }
            }

            return format is { } f && fortran is { } order && shape is not null ? new NpyHeader(f, order, shape) : throw Malformed();
        }

        private ElementFormat Format()
        {
            if (Peek() == '[')
                throw budget.Fail("its elements are records with named fields, which are not supported: save each field as an array of its own");
            var spelling = Quoted();
            return ElementFormat.Parse(spelling) ?? throw budget.Fail($"its elements are of numpy type '{spelling}', which is not supported");
        }

        private bool Boolean()
        {
            foreach (var (word, value) in new[] { ("True", true), ("False", false) })
                if (string.CompareOrdinal(text, Blank(), word, 0, word.Length) == 0)
                {
                    _at += word.Length;
                    return value;
                }

            throw Malformed();
        }

        private int[] Shape()
        {
            var extents = new List<int>();
            Expect('(');
            while (!Skip(')'))
            {
                extents.Add(Extent());
                if (!Skip(','))
                {
                    Expect(')');
                    break;
                }
            }

            return extents.Count <= 64 ? [.. extents] : throw Malformed();
        }

        private int Extent()
        {
            var start = Blank();
            while (_at < text.Length && char.IsAsciiDigit(text[_at]))
                _at++;
            if (!int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var extent))
                throw budget.Fail("its npy header declares a shape that no array can have");
            // Python 2 wrote long integers with an L behind.
            if (_at < text.Length && text[_at] == 'L')
                _at++;
            return extent;
        }

        private string Quoted()
        {
            var quote = Peek();
            var end = quote is '\'' or '"' ? text.IndexOf(quote, _at + 1) : -1;
            if (end < 0)
                throw Malformed();
            var quoted = text[(_at + 1)..end];
            _at = end + 1;
            return quoted;
        }

        private char Peek() => Blank() < text.Length ? text[_at] : throw Malformed();

        private bool Skip(char expected)
        {
            if (Peek() != expected)
                return false;
            _at++;
            return true;
        }

        private void Expect(char expected)
        {
            if (!Skip(expected))
                throw Malformed();
        }

        private int Blank()
        {
            while (_at < text.Length && text[_at] is (' ' or '\t' or '\n' or '\r'))
                _at++;
            return _at;
        }

        private InputException Malformed() => budget.Fail("its npy header is malformed");
    }
}
