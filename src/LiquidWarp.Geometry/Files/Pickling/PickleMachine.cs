using System.Buffers.Binary;

namespace LiquidWarp.Files.Pickling;

/// <summary>
/// The stack machine of pickle, protocols 0 to 5, over data only. Each instruction costs time in proportion to the bytes it takes
/// or to what it charges to the budget, so that a file can neither hang nor swell it; nothing recurses on the file's behalf.
/// </summary>
internal sealed partial class PickleMachine(ByteSource source, PickleContext context)
{
    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly ReadBudget _budget = context.Budget;

    /// <summary>Runs one pickle to its end and gives its value, in which <see cref="Reconstruction"/>s may stand.</summary>
    public object? Load()
    {
        while (true)
        {
            var code = source.ReadByte();
            switch (code)
            {
                case (byte)'.':
                    return Pop();
                case 0x80:
                    CheckProtocol();
                    break;
                case 0x95:
                    source.ReadInt64();
                    break;
                default:
                    if (!RunStack(code) && !RunNumber(code) && !RunText(code) && !RunContainer(code) && !RunMemo(code) && !RunObject(code))
                        throw Malformed($"unknown instruction 0x{code:x2}");
                    break;
            }
        }
    }

    private void CheckProtocol()
    {
        var protocol = source.ReadByte();
        if (protocol > 5)
            throw context.Fail($"it is a pickle of protocol {protocol}, newer than 5");
    }

    private bool RunStack(byte code)
    {
        switch (code)
        {
            case (byte)'(':
                _budget.Charge(16);
                _marks.Add(_stack.Count);
                return true;
            case (byte)'0' when _marks.Count > 0 && _marks[^1] == _stack.Count:
                _marks.RemoveAt(_marks.Count - 1);
                return true;
            case (byte)'0':
                Pop();
                return true;
            case (byte)'1':
                PopToMark();
                return true;
            case (byte)'2':
                Push(Peek());
                return true;
            default:
                return false;
        }
    }

    private bool RunContainer(byte code)
    {
        switch (code)
        {
            case (byte)'}':
                Push(PickleKeys.CreateDictionary(_budget));
                return true;
            case (byte)'d':
                var entries = PopToMark();
                Push(PickleKeys.CreateDictionary(_budget));
                StoreAll(entries);
                return true;
            case (byte)'s':
                var value = Pop();
                StoreAll([Pop(), value]);
                return true;
            case (byte)'u':
                StoreAll(PopToMark());
                return true;
            case (byte)']':
                _budget.Charge(64);
                Push(new List<object?>());
                return true;
            case (byte)'l':
                _budget.Charge(64);
                Push(new List<object?>(PopToMark()));
                return true;
            case (byte)'a':
                AppendAll([Pop()]);
                return true;
            case (byte)'e':
                AppendAll(PopToMark());
                return true;
            case (byte)')':
                Push(System.Array.Empty<object?>());
                return true;
            case (byte)'t':
                Push(PopToMark());
                return true;
            case 0x85 or 0x86 or 0x87:
                Push(PopTuple(code - 0x84));
                return true;
            case 0x8f:
                _budget.Charge(256);
                Push(new HashSet<object?>(PickleKeys.Comparer));
                return true;
            case 0x90:
                AddAll(PopToMark());
                return true;
            case 0x91:
                var members = PopToMark();
                _budget.Charge(256);
                Push(new HashSet<object?>(PickleKeys.Comparer));
                AddAll(members);
                return true;
            default:
                return false;
        }
    }

    private void StoreAll(ReadOnlySpan<object?> pairs)
    {
        if (Peek() is not Dictionary<object, object?> dictionary || pairs.Length % 2 != 0)
            throw Malformed("an item is stored in what is no dictionary");
        for (var i = 0; i < pairs.Length; i += 2)
            PickleKeys.Store(dictionary, pairs[i], pairs[i + 1], context);
    }

    private void AppendAll(ReadOnlySpan<object?> items)
    {
        if (Peek() is not List<object?> list)
            throw Malformed("an item is appended to what is no list");
        _budget.Charge(items.Length * 24L);
        list.AddRange(items);
    }

    private void AddAll(ReadOnlySpan<object?> members)
    {
        if (Peek() is not HashSet<object?> set)
            throw Malformed("a member is added to what is no set");
        foreach (var member in members)
            PickleKeys.Add(set, member, context);
    }

    private void Push(object? value)
    {
        _budget.Charge(16);
        _stack.Add(value);
    }

    private object? Pop()
    {
        var value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object? Peek() =>
        _stack.Count > (_marks.Count > 0 ? _marks[^1] : 0) ? _stack[^1] : throw Malformed("its stack runs empty");

    private object?[] PopTuple(int count)
    {
        _budget.Charge(32 + 8 * count);
        var tuple = new object?[count];
        for (var i = count - 1; i >= 0; i--)
            tuple[i] = Pop();
        return tuple;
    }

    private object?[] PopToMark()
    {
        if (_marks.Count == 0)
            throw Malformed("a mark is missing");
        var start = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        _budget.Charge(32 + 8L * (_stack.Count - start));
        var items = new object?[_stack.Count - start];
        _stack.CopyTo(start, items, 0, items.Length);
        _stack.RemoveRange(start, items.Length);
        return items;
    }

    private long ReadBigEndianInt64()
    {
        Span<byte> bytes = stackalloc byte[8];
        source.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }

    private InputException Malformed(string what) => context.Fail($"its pickle is malformed near byte {source.Position:N0}: {what}");
}
