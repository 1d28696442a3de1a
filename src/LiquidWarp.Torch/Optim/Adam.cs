using LiquidWarp.Torch.Interop;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Torch.Optim;

/// <summary>
/// Adam (Kingma and Ba 2015), with the arithmetic of torch.optim.Adam. Parameters without a gradient are left alone and do
/// not count the step.
/// </summary>
public sealed class Adam : IDisposable
{
    private readonly Slot[] _slots;
    private readonly AdamOptions _options;

    /// <summary>Prepares to improve some parameters, on the device where they are now.</summary>
    public Adam(IEnumerable<NamedTensor> parameters, AdamOptions? options = null)
    {
        _options = options ?? new AdamOptions();
        LearningRate = _options.LearningRate;
        using var scope = TensorScope.Enter();
        _slots = [.. parameters.Select(parameter => new Slot(parameter))];
    }

    /// <summary>Step size of the next step.</summary>
    public double LearningRate { get; set; }

    /// <summary>Moves each parameter that has a gradient.</summary>
    public void Step()
    {
        foreach (var group in _slots.Where(slot => slot.Parameter.Tensor.HasGrad).GroupBy(slot => ++slot.Steps))
        {
            var slots = group.ToList();
            using var parameters = new HandleArray(slots.ConvertAll(slot => slot.Parameter.Tensor));
            using var means = new HandleArray(slots.ConvertAll(slot => slot.Mean));
            using var squares = new HandleArray(slots.ConvertAll(slot => slot.Square));
            Native.Check(Native.lw_adam_step(parameters.Pointers, means.Pointers, squares.Pointers, slots.Count,
                LearningRate, _options.Beta1, _options.Beta2, _options.Epsilon, _options.WeightDecay, group.Key));
        }
    }

    /// <summary>Forgets the gradients of its parameters.</summary>
    public void ClearGrads()
    {
        foreach (var slot in _slots)
            slot.Parameter.Tensor.ClearGrad();
    }

    /// <summary>Scales the gradients so that their joint Euclidean norm is at most the limit; gives the norm before.</summary>
    public double ClipGradients(double limit)
    {
        using var parameters = new HandleArray(Array.ConvertAll(_slots, slot => slot.Parameter.Tensor));
        Native.Check(Native.lw_clip_gradients(parameters.Pointers, parameters.Count, limit, out var norm));
        return norm;
    }

    /// <summary>Copies of the state: for each parameter "name.mean", "name.square" and "name.step".</summary>
    public IEnumerable<StateEntry> Save()
    {
        foreach (var slot in _slots)
        {
            yield return StateEntry.From($"{slot.Parameter.Name}.mean", slot.Mean);
            yield return StateEntry.From($"{slot.Parameter.Name}.square", slot.Square);
            yield return new StateEntry($"{slot.Parameter.Name}.step", DType.Int64, [], BitConverter.GetBytes(slot.Steps));
        }
    }

    /// <summary>Goes on from a saved state of the same parameters.</summary>
    /// <exception cref="StateMismatchException">It is of other parameters; nothing was changed.</exception>
    public void Load(IEnumerable<StateEntry> state)
    {
        using var store = new ParameterStore(initialise: false);
        foreach (var slot in _slots)
        {
            store.Root.Buffer($"{slot.Parameter.Name}.mean", slot.Mean.Shape, type: slot.Mean.Type);
            store.Root.Buffer($"{slot.Parameter.Name}.square", slot.Square.Shape, type: slot.Square.Type);
            store.Root.Buffer($"{slot.Parameter.Name}.step", [], type: DType.Int64);
        }

        store.Load(state);
        foreach (var slot in _slots)
        {
            slot.Mean.CopyFrom(store[$"{slot.Parameter.Name}.mean"]);
            slot.Square.CopyFrom(store[$"{slot.Parameter.Name}.square"]);
            slot.Steps = (long)store[$"{slot.Parameter.Name}.step"].ToDouble();
        }
    }

    /// <summary>Frees the state; the parameters are not its own.</summary>
    public void Dispose()
    {
        foreach (var slot in _slots)
        {
            slot.Mean.Dispose();
            slot.Square.Dispose();
        }
    }

    private sealed class Slot(NamedTensor parameter)
    {
        public NamedTensor Parameter { get; } = parameter;

        public Tensor Mean { get; } = ZerosLike(parameter.Tensor);

        public Tensor Square { get; } = ZerosLike(parameter.Tensor);

        public long Steps { get; set; }

        // In the parameter's memory order; whatever it holds by now, for a checkpoint may not have been loaded yet.
        private static Tensor ZerosLike(Tensor tensor) => tensor.Detach().Clone().Fill(0).Outlive();
    }
}
