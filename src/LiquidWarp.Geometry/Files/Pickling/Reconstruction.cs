namespace LiquidWarp.Files.Pickling;

/// <summary>
/// Something that a pickle makes in steps (created, remembered, filled in later) and that stands on the stack until its value is
/// asked for. It is ours, not the class that the file names: it holds data and runs nothing.
/// </summary>
internal abstract class Reconstruction
{
    /// <summary>What takes its place in the finished tree.</summary>
    /// <exception cref="InputException">It was never filled in, or wrongly.</exception>
    public abstract object? Value(PickleContext context);

    /// <summary>Takes the state that a BUILD instruction hands over.</summary>
    public virtual void Build(object? state, PickleContext context) => throw context.Fail("it fills in an object that takes no state");
}

/// <summary>A Python 2 string: bytes where an array wants them, Latin-1 text everywhere else.</summary>
internal sealed class PickledText(byte[] bytes) : Reconstruction
{
    private string? _text;

    public byte[] Bytes => bytes;

    public override object Value(PickleContext context)
    {
        if (_text is null)
            context.Budget.Charge(bytes.Length * 2L + 32);
        return _text ??= System.Text.Encoding.Latin1.GetString(bytes);
    }
}

/// <summary>
/// A name that pickles may ask for. <paramref name="call"/> stands in for calling it, <paramref name="create"/> for making an
/// instance; where both are null it is a mere name, as of a dictionary's default type.
/// </summary>
internal sealed class PickleGlobal(
    string name, Func<PickleCall, object?>? call = null, Func<PickleContext, object?>? create = null, object? token = null) : Reconstruction
{
    public string Name => name;

    /// <summary>What the name means to the family of types that it belongs to, such as the element type of a torch storage.</summary>
    public object? Token => token;

    public object? Call(object?[] arguments, PickleContext context)
    {
        if (call is null && create is null)
            throw context.Fail($"it calls {name}, which can only be named");
        return call is null ? create!(context) : call(new PickleCall(name, arguments, context));
    }

    public object? Create(PickleContext context) =>
        create is null ? throw context.Fail($"it makes an instance of {name}, which is not supported") : create(context);

    public override object Value(PickleContext context) => name;
}

/// <summary>A call that a pickle asks for, with its arguments as they stand on the stack.</summary>
internal readonly struct PickleCall(string name, object?[] arguments, PickleContext context)
{
    public int Count => arguments.Length;

    public PickleContext Context => context;

    /// <summary>An argument as it is, perhaps a <see cref="Reconstruction"/>.</summary>
    public object? this[int index] =>
        index < arguments.Length ? arguments[index] : throw context.Fail($"it calls {name} with {arguments.Length} arguments, which are too few");

    public string Text(int index) => context.Text(this[index], name);

    public long Integer(int index) => context.Integer(this[index], name);
}
