using LiquidWarp.Torch.Interop;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Torch.Optim;

/// <summary>
/// Exponential moving average of parameters: after each step average ← d·average + (1 − d)·parameter. A generator judged and saved
/// with its averages is steadier than with the weights of any one step. After n earlier steps d is (1 + n) / (10 + n) until that
/// exceeds the decay asked for, so that the first weights are soon forgotten.
/// </summary>
public sealed class ParameterAverage : IDisposable
{
    private const string Steps = "steps";

    private readonly NamedTensor[] _parameters;
    private readonly Tensor[] _averages;
    private readonly double _decay;
    private long _steps;
    private bool _inUse;

    /// <summary>Starts from the parameters as they are now, on their device.</summary>
    /// <param name="parameters">What to average, such as <see cref="ParameterStore.Parameters"/>.</param>
    /// <param name="decay">Memory in [0, 1): 0.999 remembers about a thousand steps.</param>
    public ParameterAverage(IEnumerable<NamedTensor> parameters, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decay, 1);
        _decay = decay;
        _parameters = [.. parameters];
        using var scope = TensorScope.Enter();
        _averages = Array.ConvertAll(_parameters, parameter => parameter.Tensor.Detach().Clone().Outlive());
    }

    /// <summary>Takes in the parameters after a step of their optimiser.</summary>
    public void Step()
    {
        RequireRest();
        var decay = Math.Min(_decay, (1.0 + _steps) / (10.0 + _steps));
        using var averages = new HandleArray(_averages);
        using var parameters = new HandleArray(Array.ConvertAll(_parameters, parameter => parameter.Tensor));
        Native.Check(Native.lw_average_step(averages.Pointers, parameters.Pointers, averages.Count, 1 - decay));
        _steps++;
    }

    /// <summary>Puts the averages under the layers until the result is disposed; nothing is copied. Not for steps of an optimiser.</summary>
    /// <example><code>using (average.Use()) Weights.Save(store, "generator.safetensors");</code></example>
    /// <exception cref="InvalidOperationException">They are in use already.</exception>
    public IDisposable Use()
    {
        RequireRest();
        Exchange();
        _inUse = true;
        return new Usage(this);
    }

    /// <summary>Copies of the averages under the names of their parameters, and the count of "steps".</summary>
    public IEnumerable<StateEntry> Save()
    {
        RequireRest();
        for (var i = 0; i < _parameters.Length; i++)
            yield return StateEntry.From(_parameters[i].Name, _averages[i]);
        yield return new StateEntry(Steps, DType.Int64, [], BitConverter.GetBytes(_steps));
    }

    /// <summary>Goes on from a saved state of the same parameters.</summary>
    /// <exception cref="StateMismatchException">It is of other parameters; nothing was changed.</exception>
    public void Load(IEnumerable<StateEntry> state)
    {
        RequireRest();
        using var store = new ParameterStore(initialise: false);
        for (var i = 0; i < _parameters.Length; i++)
            store.Root.Buffer(_parameters[i].Name, _averages[i].Shape, type: _averages[i].Type);
        store.Root.Buffer(Steps, [], type: DType.Int64);

        store.Load(state);
        for (var i = 0; i < _parameters.Length; i++)
            _averages[i].CopyFrom(store[_parameters[i].Name]);
        _steps = (long)store[Steps].ToDouble();
    }

    /// <summary>Frees the averages; the parameters are not its own.</summary>
    public void Dispose()
    {
        foreach (var average in _averages)
            average.Dispose();
    }

    private void Exchange()
    {
        using var scope = TensorScope.Enter();
        for (var i = 0; i < _parameters.Length; i++)
        {
            var own = _parameters[i].Tensor.Detach();
            _parameters[i].Tensor.Replace(_averages[i]);
            _averages[i].Replace(own);
        }
    }

    private void RequireRest()
    {
        if (_inUse)
            throw new InvalidOperationException("The averages are in use in the place of the parameters: dispose what Use gave first.");
    }

    private sealed class Usage(ParameterAverage average) : IDisposable
    {
        public void Dispose()
        {
            if (!average._inUse)
                return;
            average._inUse = false;
            average.Exchange();
        }
    }
}
