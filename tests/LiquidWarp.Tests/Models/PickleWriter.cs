using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace LiquidWarp.Tests.Models;

/// <summary>Writes pickles of protocol 2 as Python 2 and torch do: what the published files consist of. Tuples are object?[], dictionaries lists of pairs.</summary>
internal sealed class PickleWriter(Stream stream)
{
    private static readonly Calling OrderedDictionary = new("collections", "OrderedDict", []);

    /// <summary>A name that the reader must know.</summary>
    public sealed record Global(string Module, string Name);

    /// <summary>A call of a name, with the state that the result is told afterwards.</summary>
    public sealed record Calling(string Module, string Name, object?[] Arguments, object? State = null, bool IsNew = false);

    /// <summary>A reference to something outside the pickle.</summary>
    public sealed record Outside(object?[] Id);

    /// <summary>An OrderedDict, as state_dict gives it.</summary>
    public sealed record Ordered(IEnumerable<(object Key, object? Value)> Items);

    /// <summary>Writes one pickle.</summary>
    public void Write(object? value)
    {
        Code(0x80, 2);
        Put(value);
        Code('.');
    }

    private void Put(object? value)
    {
        switch (value)
        {
            case null: Code('N'); break;
            case bool truth: Code(truth ? 0x88 : 0x89); break;
            case int number: Code('J'); Number(number); break;
            case BigInteger big:
                var digits = big.ToByteArray();
                Code(0x8A, digits.Length);
                stream.Write(digits);
                break;
            case string text: Counted('X', Encoding.UTF8.GetBytes(text)); break;
            case byte[] bytes: Counted('T', bytes); break;
            case Global(var module, var name): stream.Write(Encoding.ASCII.GetBytes($"c{module}\n{name}\n")); break;
            case object?[] tuple: Code('('); All(tuple); Code('t'); break;
            case List<object?> list: Code(']', '('); All(list); Code('e'); break;
            case Outside(var id): Put(id); Code('Q'); break;
            case Calling(var module, var name, var arguments, var state, var isNew):
                Put(new Global(module, name));
                Put(arguments);
                Code(isNew ? 0x81 : 'R');
                if (state is null)
                    break;
                Put(state);
                Code('b');
                break;
            case Ordered(var items): Put(OrderedDictionary); Items(items); break;
            case IEnumerable<(object Key, object? Value)> items: Code('}'); Items(items); break;
            default: throw new ArgumentException($"A {value.GetType().Name} has no place in these pickles.");
        }
    }

    private void Items(IEnumerable<(object Key, object? Value)> items)
    {
        Code('(');
        foreach (var (key, value) in items)
            All([key, value]);
        Code('u');
    }

    private void All(IEnumerable<object?> values)
    {
        foreach (var value in values)
            Put(value);
    }

    private void Counted(char code, byte[] bytes)
    {
        Code(code);
        Number(bytes.Length);
        stream.Write(bytes);
    }

    private void Number(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        stream.Write(bytes);
    }

    private void Code(params ReadOnlySpan<int> codes)
    {
        foreach (var code in codes)
            stream.WriteByte((byte)code);
    }
}
