using System.Globalization;
using System.Numerics;
using System.Text;

namespace LiquidWarp.Files.Pickling;

/// <summary>Numbers, text and bytes.</summary>
internal sealed partial class PickleMachine
{
    /// <summary>Longest integer in bytes: turning longer ones to and from decimals takes quadratic time.</summary>
    private const int MostIntegerBytes = 1024;
    private const int MostIntegerDigits = 2400;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private bool RunNumber(byte code)
    {
        object? number;
        switch (code)
        {
            case (byte)'N':
                number = null;
                break;
            case 0x88 or 0x89:
                number = code == 0x88;
                break;
            case (byte)'J':
                number = (long)source.ReadInt32();
                break;
            case (byte)'K':
                number = (long)source.ReadByte();
                break;
            case (byte)'M':
                number = (long)source.ReadUInt16();
                break;
            case (byte)'I' or (byte)'L':
                number = ParseInteger(source.ReadLine(MostIntegerDigits).TrimEnd('\r'), isLong: code == (byte)'L');
                break;
            case 0x8a:
                number = ReadInteger(source.ReadByte());
                break;
            case 0x8b:
                number = ReadInteger(source.ReadInt32());
                break;
            case (byte)'F':
                number = ParseFloat(source.ReadLine(100).TrimEnd('\r'));
                break;
            case (byte)'G':
                number = BitConverter.Int64BitsToDouble(ReadBigEndianInt64());
                break;
            default:
                return false;
        }

        _budget.Charge(24);
        Push(number);
        return true;
    }

    private bool RunText(byte code)
    {
        switch (code)
        {
            case (byte)'S':
                Push(PaidText(PickleText.ParseQuoted(source.ReadLine(Array.MaxLength / 4), context)));
                return true;
            case (byte)'T':
                Push(PaidText(source.ReadBytes(source.ReadInt32())));
                return true;
            case (byte)'U':
                Push(PaidText(source.ReadBytes(source.ReadByte())));
                return true;
            case (byte)'V':
                Push(PickleText.ParseRawUnicode(source.ReadLine(Array.MaxLength / 4), context));
                return true;
            case (byte)'X':
                Push(ReadUtf8((uint)source.ReadInt32()));
                return true;
            case 0x8c:
                Push(ReadUtf8(source.ReadByte()));
                return true;
            case 0x8d:
                Push(ReadUtf8(source.ReadInt64()));
                return true;
            case (byte)'B':
                Push(ReadBlock((uint)source.ReadInt32()));
                return true;
            case (byte)'C':
                Push(ReadBlock(source.ReadByte()));
                return true;
            case 0x8e or 0x96:
                Push(ReadBlock(source.ReadInt64()));
                return true;
            default:
                return false;
        }
    }

    private byte[] ReadBlock(long count)
    {
        _budget.Charge(32);
        return source.ReadBytes(count);
    }

    private PickledText PaidText(byte[] bytes)
    {
        _budget.Charge(96);
        return new PickledText(bytes);
    }

    private string ReadUtf8(long count)
    {
        var bytes = ReadBlock(count);
        _budget.Charge(bytes.Length * 2L + 32);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Malformed("text that is not UTF-8");
        }
    }

    private object ReadInteger(int count)
    {
        if (count is < 0 or > MostIntegerBytes)
            throw Malformed($"an integer of {count} bytes");
        _budget.Charge(64 + count);
        return Narrow(new BigInteger(source.ReadBytes(count)));
    }

    private object ParseInteger(string line, bool isLong)
    {
        if (!isLong && line is ("00" or "01"))
            return line == "01";
        return BigInteger.TryParse(isLong ? line.TrimEnd('L') : line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? Narrow(integer)
            : throw Malformed("an integer that is none");
    }

    private double ParseFloat(string line) => line switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" or "-nan" => double.NaN,
        _ => double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Malformed("a number that is none"),
    };

    /// <summary>Python's integers have no size; ours are long wherever that is enough.</summary>
    private static object Narrow(BigInteger integer)
    {
        object value = integer;
        if (integer.GetBitLength() < 64)
            value = (long)integer;
        return value;
    }
}
