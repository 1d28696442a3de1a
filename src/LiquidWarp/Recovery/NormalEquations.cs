namespace LiquidWarp.Recovery;

/// <summary>Sums residuals and their derivatives into JᵀJ and Jᵀr, and solves for a damped Gauss–Newton step.</summary>
internal sealed class NormalEquations(int count)
{
    private readonly double[] _matrix = new double[count * count];
    private readonly double[] _gradient = new double[count];
    private readonly double[] _factor = new double[count * count];

    public void Clear()
    {
        Array.Clear(_matrix);
        Array.Clear(_gradient);
    }

    /// <summary>Adds one residual; <paramref name="weight"/> multiplies its square.</summary>
    public void Add(double residual, ReadOnlySpan<double> row, double weight)
    {
        // A point hangs on few joints: most derivatives are 0.
        Span<int> filled = stackalloc int[count];
        var length = 0;
        for (var i = 0; i < count; i++)
            if (row[i] != 0)
                filled[length++] = i;
        for (var a = 0; a < length; a++)
        {
            var (i, scaled) = (filled[a], weight * row[filled[a]]);
            _gradient[i] += scaled * residual;
            for (var b = 0; b <= a; b++)
                _matrix[i * count + filled[b]] += scaled * row[filled[b]];
        }
    }

    /// <summary>
    /// The step −(JᵀJ + damping·diag)⁻¹Jᵀr over the variables that are free, zero elsewhere; false if it cannot be solved.
    /// </summary>
    public bool Solve(double damping, ReadOnlySpan<bool> free, Span<double> step)
    {
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = !free[i] || !free[j] ? (i == j ? 1 : 0) : _matrix[i * count + j];
                if (i == j && free[i])
                    sum += damping * (sum + 1e-6);
                for (var k = 0; k < j; k++)
                    sum -= _factor[i * count + k] * _factor[j * count + k];
                if (i != j)
                    _factor[i * count + j] = sum / _factor[j * count + j];
                else if (sum <= 0 || double.IsNaN(sum))
                    return false;
                else
                    _factor[i * count + i] = Math.Sqrt(sum);
            }
        }
        for (var i = 0; i < count; i++)
        {
            var sum = free[i] ? -_gradient[i] : 0;
            for (var k = 0; k < i; k++)
                sum -= _factor[i * count + k] * step[k];
            step[i] = sum / _factor[i * count + i];
        }
        for (var i = count - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < count; k++)
                step[i] -= _factor[k * count + i] * step[k];
            step[i] /= _factor[i * count + i];
        }
        return true;
    }
}
