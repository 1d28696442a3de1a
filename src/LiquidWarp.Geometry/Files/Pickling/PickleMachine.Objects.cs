namespace LiquidWarp.Files.Pickling;

/// <summary>The memo, names, and the making of objects.</summary>
internal sealed partial class PickleMachine
{
    /// <summary>Picklers number the memo from 0 or 1 without gaps; a little slack is enough, and keeps it an array.</summary>
    private const int MostMemoGap = 64;

    private static readonly object Unset = new();

    private readonly List<object?> _memo = [];
    private int _memoCount;

    private bool RunMemo(byte code)
    {
        switch (code)
        {
            case (byte)'p':
                Remember(ReadIndex());
                return true;
            case (byte)'q':
                Remember(source.ReadByte());
                return true;
            case (byte)'r':
                Remember((uint)source.ReadInt32());
                return true;
            case 0x94:
                Remember(_memoCount);
                return true;
            case (byte)'g':
                Recall(ReadIndex());
                return true;
            case (byte)'h':
                Recall(source.ReadByte());
                return true;
            case (byte)'j':
                Recall((uint)source.ReadInt32());
                return true;
            default:
                return false;
        }
    }

    private bool RunObject(byte code)
    {
        switch (code)
        {
            case (byte)'c':
                Push(Find(source.ReadLine(1000), source.ReadLine(1000)));
                return true;
            case 0x93:
                var name = context.Text(Pop(), "a name");
                Push(Find(context.Text(Pop(), "a name"), name));
                return true;
            case (byte)'R':
                var arguments = context.Tuple(Pop(), "a call");
                Push(PopGlobal().Call(arguments, context));
                return true;
            case (byte)'i':
                var type = Find(source.ReadLine(1000), source.ReadLine(1000));
                Push(type.Call(PopToMark(), context));
                return true;
            case (byte)'o':
                var parts = PopToMark();
                Push((parts is [PickleGlobal called, ..] ? called : throw NoName()).Call(parts[1..], context));
                return true;
            case 0x81:
                context.Tuple(Pop(), "a new object");
                Push(PopGlobal().Create(context));
                return true;
            case 0x92:
                context.Attributes(Pop(), "a new object");
                context.Tuple(Pop(), "a new object");
                Push(PopGlobal().Create(context));
                return true;
            case (byte)'b':
                Build(Pop());
                return true;
            case (byte)'P':
                Push(LoadPersistent(source.ReadLine(1000)));
                return true;
            case (byte)'Q':
                Push(LoadPersistent(Pop()));
                return true;
            case 0x82 or 0x83 or 0x84:
                throw context.Fail("it asks for an object by an extension code, which only the program that wrote it knows: refused");
            case 0x97 or 0x98:
                throw context.Fail("it keeps data in buffers outside the file, which are not here");
            default:
                return false;
        }
    }

    private void Build(object? state)
    {
        var target = Peek();
        if (target is Reconstruction reconstruction)
            reconstruction.Build(state, context);
        else if (target is not Dictionary<object, object?>)
            throw Malformed("state is set on what has none");

        // joblib writes the elements of an array right behind the description of it.
        if (target is JoblibArray array)
            array.ReadElements(source, context);
    }

    private object? LoadPersistent(object? id) =>
        context.PersistentLoad is { } load ? load(id) : throw context.Fail("it refers to an object outside the pickle, as only torch checkpoints may");

    private PickleGlobal Find(string module, string name) => PickleGlobals.Find($"{module.TrimEnd('\r')}.{name.TrimEnd('\r')}", context);

    private PickleGlobal PopGlobal() => Pop() as PickleGlobal ?? throw NoName();

    private InputException NoName() => Malformed("something is called that is no name");

    private long ReadIndex() =>
        ParseInteger(source.ReadLine(20).TrimEnd('\r'), isLong: true) is long index ? index : throw Malformed("a memo number that is none");

    private void Remember(long index)
    {
        if (index < 0 || index > _memo.Count + MostMemoGap)
            throw Malformed($"memo number {index} out of order");
        var value = Peek();
        _budget.Charge(24 * Math.Max(1, index + 1 - _memo.Count));
        while (_memo.Count <= index)
            _memo.Add(Unset);
        if (_memo[(int)index] == Unset)
            _memoCount++;
        _memo[(int)index] = value;
    }

    private void Recall(long index)
    {
        if (index < 0 || index >= _memo.Count || _memo[(int)index] == Unset)
            throw Malformed($"memo number {index} was never set");
        Push(_memo[(int)index]);
    }
}
