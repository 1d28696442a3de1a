using System.Numerics;

namespace LiquidWarp.Files.Pickling;

/// <summary>
/// Keys of dictionaries and members of sets: equal by value, as Python has it for text, bytes, numbers and tuples, and hashed with
/// the process's random seed, so that no file can choose keys that collide.
/// </summary>
internal sealed class PickleKeys : IEqualityComparer<object?>
{
    /// <summary>Hashing repeats for each use of a key, so that a key's size must be bounded.</summary>
    private const int MostBytes = 4096;
    private const int MostParts = 32;

    public static PickleKeys Comparer { get; } = new();

    /// <summary>An empty dictionary, paid for.</summary>
    public static Dictionary<object, object?> CreateDictionary(ReadBudget budget)
    {
        budget.Charge(256);
        return new Dictionary<object, object?>(Comparer);
    }

    /// <summary>Stores an item, paid for.</summary>
    public static void Store(Dictionary<object, object?> dictionary, object? key, object? value, PickleContext context)
    {
        context.Budget.Charge(128);
        dictionary[Check(key, context)] = value;
    }

    /// <summary>Adds a member to a set, paid for.</summary>
    public static void Add(HashSet<object?> set, object? member, PickleContext context)
    {
        context.Budget.Charge(96);
        set.Add(Check(member, context));
    }

    /// <summary>The value of a key, if it is one that can be hashed at bounded cost.</summary>
    private static object Check(object? raw, PickleContext context)
    {
        var parts = 0;
        return Check(raw, context, ref parts, 0);
    }

    private static object Check(object? raw, PickleContext context, ref int parts, int depth)
    {
        if (++parts > MostParts)
            throw context.Fail("a tuple used as a key has too many parts");
        var key = context.Resolve(raw);
        switch (key)
        {
            case string { Length: <= MostBytes } or byte[] { Length: <= MostBytes } or long or double or bool or BigInteger:
                return key;
            case object?[] { Length: < MostParts } tuple when depth < 4:
                var copy = new object?[tuple.Length];
                for (var i = 0; i < copy.Length; i++)
                    copy[i] = tuple[i] is null ? null : Check(tuple[i], context, ref parts, depth + 1);
                context.Budget.Charge(32 + copy.Length * 8);
                return copy;
            default:
                throw context.Fail("a dictionary or set has a key that is neither short text, bytes, a number nor a small tuple");
        }
    }

    public new bool Equals(object? x, object? y) => (Widen(x), Widen(y)) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (object?[] a, object?[] b) => a.AsSpan().SequenceEqual(b, this),
        var (a, b) => object.Equals(a, b),
    };

    public int GetHashCode(object? obj)
    {
        var hash = new HashCode();
        Add(ref hash, obj);
        return hash.ToHashCode();
    }

    private static void Add(ref HashCode hash, object? key)
    {
        switch (Widen(key))
        {
            case byte[] bytes:
                hash.AddBytes(bytes);
                break;
            case object?[] tuple:
                foreach (var part in tuple)
                    Add(ref hash, part);
                break;
            case long number:
                hash.Add((int)number);
                hash.Add((int)(number >> 32));
                break;
            case double number:
                var bits = BitConverter.DoubleToInt64Bits(number);
                hash.Add((int)bits);
                hash.Add((int)(bits >> 32));
                break;
            case BigInteger number:
                hash.AddBytes(number.ToByteArray());
                break;
            case var other:
                hash.Add(other);
                break;
        }
    }

    /// <summary>Callers look up by int what pickles hold as long.</summary>
    private static object? Widen(object? key) => key is int number ? (long)number : key;
}
