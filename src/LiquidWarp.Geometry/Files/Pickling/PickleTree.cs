namespace LiquidWarp.Files.Pickling;

/// <summary>
/// Turns what a pickle left into a tree that others may walk carelessly: every <see cref="Reconstruction"/> replaced by its value,
/// no cycles, not too deep, and not too large when shared parts are counted each time they are met.
/// </summary>
internal sealed class PickleTree
{
    private static readonly object Open = new();

    private readonly PickleContext _context;
    private readonly ReadLimits _limits;
    private readonly Stack<Frame> _frames = new();
    private readonly Dictionary<object, object> _known = new(ReferenceEqualityComparer.Instance);

    private PickleTree(PickleContext context) => (_context, _limits) = (context, context.Budget.Limits);

    /// <summary>Height and size of a finished container.</summary>
    private sealed record Extent(int Height, double Nodes);

    /// <summary>A container being walked: its parts that are containers too, and what is known of those done.</summary>
    private sealed class Frame(object container, List<object> children, long leaves)
    {
        public object Container => container;

        public List<object> Children => children;

        public int Next { get; set; }

        public int Height { get; set; }

        public double Nodes { get; set; } = leaves;
    }

    /// <summary>Reads one pickle and finishes it.</summary>
    public static object? Load(ByteSource source)
    {
        var context = new PickleContext(source.Budget);
        return Finish(new PickleMachine(source, context).Load(), context);
    }

    /// <summary>Finishes a value that a machine has left.</summary>
    public static object? Finish(object? raw, PickleContext context)
    {
        var value = context.Resolve(raw);
        if (value is not null && IsContainer(value))
            new PickleTree(context).Walk(value);
        return value;
    }

    private void Walk(object root)
    {
        Enter(root);
        while (_frames.TryPeek(out var frame))
        {
            if (frame.Next == frame.Children.Count)
            {
                Leave(frame);
                continue;
            }

            var child = frame.Children[frame.Next];
            if (!_known.TryGetValue(child, out var state))
            {
                Enter(child);
                continue;
            }

            if (state is not Extent extent)
                throw _context.Fail("its values contain themselves");
            frame.Height = Math.Max(frame.Height, extent.Height + 1);
            frame.Nodes += extent.Nodes;
            frame.Next++;
            if (frame.Height >= _limits.MaxDepth || frame.Nodes > _limits.MaxNodes)
                throw _context.Fail($"its values are nested more than {_limits.MaxDepth} deep, or make up more than {_limits.MaxNodes:N0}");
        }
    }

    private void Enter(object container)
    {
        if (_frames.Count >= _limits.MaxDepth)
            throw _context.Fail($"its values are nested more than {_limits.MaxDepth} deep");
        var children = new List<object>();
        var leaves = 1L + container switch
        {
            object?[] tuple => Settle(tuple, children),
            List<object?> list => Settle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list), children),
            NdArray array => Settle(array.Objects, children),
            Dictionary<object, object?> dictionary => Settle(dictionary, children),
            // The members of a set are keys, which are settled when they are added.
            _ => ((HashSet<object?>)container).Count,
        };
        _context.Budget.Charge(256 + 24L * children.Count);
        _known.Add(container, Open);
        _frames.Push(new Frame(container, children, leaves));
    }

    private void Leave(Frame frame)
    {
        _frames.Pop();
        _known[frame.Container] = new Extent(frame.Height, frame.Nodes);
    }

    /// <summary>Puts values in place and collects the containers among them.</summary>
    private int Settle(Span<object?> values, List<object> children)
    {
        foreach (ref var value in values)
        {
            if (value is Reconstruction)
                value = _context.Resolve(value);
            if (value is not null && IsContainer(value))
                children.Add(value);
        }

        return values.Length;
    }

    private int Settle(Dictionary<object, object?> dictionary, List<object> children)
    {
        List<object>? unsettled = null;
        foreach (var (key, value) in dictionary)
        {
            if (value is Reconstruction)
                (unsettled ??= []).Add(key);
            else if (value is not null && IsContainer(value))
                children.Add(value);
        }

        _context.Budget.Charge((unsettled?.Count ?? 0) * 24L);
        foreach (var key in unsettled ?? [])
        {
            var value = dictionary[key] = _context.Resolve(dictionary[key]);
            if (value is not null && IsContainer(value))
                children.Add(value);
        }

        return dictionary.Count;
    }

    private static bool IsContainer(object value) =>
        value is object?[] { Length: > 0 } or List<object?> or Dictionary<object, object?> or HashSet<object?> or NdArray { DType: DType.Object };
}
