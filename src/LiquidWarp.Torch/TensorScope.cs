namespace LiquidWarp.Torch;

/// <summary>
/// Disposes every tensor that this thread makes while it is entered, but for those kept. Being a ref struct on a thread-local
/// stack it cannot be held across an await, and another thread's tensors are its own affair.
/// </summary>
/// <example><code>
/// using var scope = TensorScope.Enter();
/// return scope.Keep(Conv.Forward(x).Relu());
/// </code></example>
public readonly ref struct TensorScope
{
    [ThreadStatic]
    private static Frame? current;

    private readonly Frame _frame;

    private TensorScope(Frame frame) => _frame = frame;

    /// <summary>Opens a scope; the innermost open one owns what is made.</summary>
    public static TensorScope Enter() => new(current = new Frame(current));

    /// <summary>Moves a tensor of this scope out to the one around it (to nobody where there is none). Others are left alone.</summary>
    public Tensor Keep(Tensor tensor)
    {
        if (tensor.Frame == _frame)
            Hand(tensor, _frame.Outer);
        return tensor;
    }

    /// <summary>Moves several tensors out; see <see cref="Keep(Tensor)"/>.</summary>
    public void Keep(IEnumerable<Tensor> tensors)
    {
        foreach (var tensor in tensors)
            Keep(tensor);
    }

    /// <summary>Disposes what was made since <see cref="Enter"/> and not kept.</summary>
    /// <exception cref="InvalidOperationException">A scope that was entered later is still open.</exception>
    public void Dispose()
    {
        if (current != _frame)
            throw new InvalidOperationException("Tensor scopes must be left in the reverse order of entering, on the same thread.");
        current = _frame.Outer;
        foreach (var tensor in _frame.Tensors)
            if (tensor.Frame == _frame)
                tensor.Dispose();
    }

    internal static void Register(Tensor tensor)
    {
        if (current is { } frame)
            Hand(tensor, frame);
    }

    private static void Hand(Tensor tensor, Frame? frame)
    {
        tensor.Frame = frame;
        frame?.Tensors.Add(tensor);
    }

    internal sealed class Frame(Frame? outer)
    {
        public Frame? Outer { get; } = outer;

        public List<Tensor> Tensors { get; } = [];
    }
}
