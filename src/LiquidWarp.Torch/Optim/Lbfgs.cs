using System.Numerics.Tensors;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Torch.Optim;

/// <summary>
/// L-BFGS (Liu and Nocedal 1989) with a strong-Wolfe line search. Its vectors are doubles in ordinary memory: made for fits of up
/// to some hundred thousand numbers. The curvature learned in one step is used in the next.
/// </summary>
public sealed class Lbfgs
{
    // Below this, s·y says nothing about the curvature.
    private const double LeastCurvature = 1e-10;

    private readonly Tensor[] _parameters;
    private readonly LbfgsOptions _options;
    private readonly List<(double[] Step, double[] Change, double Inverse)> _history = [];
    private double _scale = 1;
    private double[]? _direction;
    private double[]? _previousGradient;
    private double _length;

    /// <summary>Prepares to improve some parameters.</summary>
    public Lbfgs(IEnumerable<NamedTensor> parameters, LbfgsOptions? options = null)
    {
        _parameters = [.. parameters.Select(parameter => parameter.Tensor)];
        _options = options ?? new LbfgsOptions();
    }

    /// <summary>Follows up to <see cref="LbfgsOptions.MaxIterations"/> directions. Places where the loss is not a number are avoided.</summary>
    /// <param name="loss">Computes the loss of the parameters as they are, with gradients recorded.</param>
    /// <returns>The loss before and after.</returns>
    public (double Before, double After) Step(Func<Tensor> loss)
    {
        var position = ReadParameters();
        var (value, gradient) = Evaluate(loss, position);
        var before = value;
        var evaluations = 1;

        for (var iteration = 1; iteration <= _options.MaxIterations && Largest(gradient) > _options.GradientTolerance; iteration++)
        {
            var first = _direction is null;
            _direction = Direction(gradient);
            _length = first ? Math.Min(1, 1 / TensorPrimitives.SumOfMagnitudes<double>(gradient)) * _options.LearningRate : _options.LearningRate;
            _previousGradient = gradient;
            var slope = TensorPrimitives.Dot<double>(gradient, _direction);
            if (slope > -_options.ChangeTolerance)
                break;

            var start = new LinePoint(0, value, gradient, slope);
            var search = new StrongWolfeSearch(length => EvaluateAlong(loss, position, _direction, length), Largest(_direction), _options.ChangeTolerance);
            var (end, spent) = search.Run(start, _length);
            evaluations += spent;
            _length = end.Length;
            position = Along(position, _direction, _length);
            var change = Math.Abs(end.Loss - value);
            (value, gradient) = (end.Loss, end.Gradient);

            if (evaluations >= _options.MaxEvaluations || change < _options.ChangeTolerance ||
                Largest(_direction) * _length <= _options.ChangeTolerance)
                break;
        }

        WriteParameters(position);
        return (before, value);
    }

    // The two-loop recursion: −H·gradient with the inverse Hessian H that the history implies.
    private double[] Direction(double[] gradient)
    {
        if (_direction is not null)
            Remember(gradient);
        var direction = Array.ConvertAll(gradient, value => -value);
        var weights = new double[_history.Count];
        for (var i = _history.Count - 1; i >= 0; i--)
        {
            weights[i] = TensorPrimitives.Dot<double>(_history[i].Step, direction) * _history[i].Inverse;
            AddScaled(direction, _history[i].Change, -weights[i]);
        }

        TensorPrimitives.Multiply(direction, _scale, direction);
        for (var i = 0; i < _history.Count; i++)
        {
            var back = TensorPrimitives.Dot<double>(_history[i].Change, direction) * _history[i].Inverse;
            AddScaled(direction, _history[i].Step, weights[i] - back);
        }

        return direction;
    }

    private void Remember(double[] gradient)
    {
        var change = new double[gradient.Length];
        TensorPrimitives.Subtract<double>(gradient, _previousGradient!, change);
        var step = new double[gradient.Length];
        TensorPrimitives.Multiply(_direction!, _length, step);
        var curvature = TensorPrimitives.Dot<double>(change, step);
        if (curvature <= LeastCurvature)
            return;
        if (_history.Count == _options.History)
            _history.RemoveAt(0);
        _history.Add((step, change, 1 / curvature));
        _scale = curvature / TensorPrimitives.Dot<double>(change, change);
    }

    private LinePoint EvaluateAlong(Func<Tensor> loss, double[] from, double[] direction, double length)
    {
        var (value, gradient) = Evaluate(loss, Along(from, direction, length));
        return new LinePoint(length, value, gradient, TensorPrimitives.Dot<double>(gradient, direction));
    }

    private (double Loss, double[] Gradient) Evaluate(Func<Tensor> loss, double[] position)
    {
        WriteParameters(position);
        foreach (var parameter in _parameters)
            parameter.ClearGrad();
        using var scope = TensorScope.Enter();
        var value = loss();
        value.Backward();

        var gradient = new double[position.Length];
        var at = 0;
        foreach (var parameter in _parameters)
        {
            var count = (int)parameter.ElementCount;
            if (parameter.HasGrad)
                parameter.Grad.CopyTo(gradient.AsSpan(at, count));
            at += count;
        }

        return (value.ToDouble(), gradient);
    }

    private double[] ReadParameters() => [.. _parameters.SelectMany(parameter => parameter.ToArray<double>())];

    private void WriteParameters(double[] position)
    {
        using var unrecorded = NoGrad.Enter();
        var at = 0;
        foreach (var parameter in _parameters)
        {
            var count = (int)parameter.ElementCount;
            parameter.CopyFrom<double>(position.AsSpan(at, count));
            at += count;
        }
    }

    private static double[] Along(double[] from, double[] direction, double length)
    {
        var to = (double[])from.Clone();
        AddScaled(to, direction, length);
        return to;
    }

    private static void AddScaled(double[] sum, double[] other, double scale) => TensorPrimitives.MultiplyAdd(other, scale, sum, sum);

    private static double Largest(double[] values) => Math.Abs(TensorPrimitives.MaxMagnitude<double>(values));
}
