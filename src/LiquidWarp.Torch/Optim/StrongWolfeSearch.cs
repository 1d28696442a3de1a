namespace LiquidWarp.Torch.Optim;

/// <summary>What is known at one length along a direction.</summary>
internal sealed record LinePoint(double Length, double Loss, double[] Gradient, double Slope);

/// <summary>
/// Finds a length that lowers the loss enough and flattens the slope enough (Nocedal and Wright, Numerical Optimization,
/// algorithms 3.5 and 3.6), with safeguarded cubic interpolation.
/// </summary>
internal sealed class StrongWolfeSearch(Func<double, LinePoint> evaluate, double directionSize, double changeTolerance)
{
    private const double Decrease = 1e-4;
    private const double Flattening = 0.9;
    private const int MaxRounds = 25;

    public (LinePoint End, int Evaluations) Run(LinePoint start, double firstLength)
    {
        var previous = start;
        var current = evaluate(firstLength);
        var rounds = 0;

        // Go further until the wanted length lies between two points.
        while (true)
        {
            if (rounds == MaxRounds)
                return Narrow(start, start, current, rounds);
            if (IsTooHigh(start, current) || (rounds > 1 && current.Loss >= previous.Loss))
                return Narrow(start, previous, current, rounds);
            if (IsFlat(start, current))
                return (current, rounds + 1);
            if (current.Slope >= 0)
                return Narrow(start, previous, current, rounds);

            var least = current.Length + 0.01 * (current.Length - previous.Length);
            var next = CubicMinimum(previous, current, least, current.Length * 10);
            previous = current;
            current = evaluate(next);
            rounds++;
        }
    }

    // Shrinks the bracket [a, b]; the lower end always satisfies the decrease condition.
    private (LinePoint End, int Evaluations) Narrow(LinePoint start, LinePoint a, LinePoint b, int rounds)
    {
        var (low, high) = b.Loss < a.Loss ? (b, a) : (a, b);
        var stalled = false;
        while (rounds < MaxRounds && Math.Abs(high.Length - low.Length) * directionSize >= changeTolerance)
        {
            var (least, most) = (Math.Min(low.Length, high.Length), Math.Max(low.Length, high.Length));
            var length = Math.Clamp(CubicMinimum(low, high, least, most), least, most);

            // Too near an end twice running, or at it: move a tenth of the way in, or the bracket would hardly shrink.
            var margin = 0.1 * (most - least);
            var isNearEnd = Math.Min(most - length, length - least) < margin;
            if (isNearEnd && (stalled || length >= most || length <= least))
            {
                length = Math.Abs(length - most) < Math.Abs(length - least) ? most - margin : least + margin;
                stalled = false;
            }
            else
            {
                stalled = isNearEnd;
            }

            var tried = evaluate(length);
            rounds++;
            if (IsTooHigh(start, tried) || tried.Loss >= low.Loss)
            {
                high = tried;
                continue;
            }

            if (IsFlat(start, tried))
                return (tried, rounds + 1);
            if (tried.Slope * (high.Length - low.Length) >= 0)
                high = low;
            low = tried;
        }

        return (low, rounds + 1);
    }

    // True also where the loss is not a number: such a point is never walked to.
    private static bool IsTooHigh(LinePoint start, LinePoint point) => !(point.Loss <= start.Loss + Decrease * point.Length * start.Slope);

    private static bool IsFlat(LinePoint start, LinePoint point) => Math.Abs(point.Slope) <= -Flattening * start.Slope;

    // Minimum of the cubic through two values and slopes, or the middle where it has none.
    private static double CubicMinimum(LinePoint a, LinePoint b, double least, double most)
    {
        var (left, right) = a.Length <= b.Length ? (a, b) : (b, a);
        var bend = left.Slope + right.Slope - 3 * (left.Loss - right.Loss) / (left.Length - right.Length);
        var square = bend * bend - left.Slope * right.Slope;
        if (!(square >= 0 && double.IsFinite(square)))
            return (least + most) / 2;
        var root = Math.Sqrt(square);
        var minimum = right.Length - (right.Length - left.Length) * ((right.Slope + root - bend) / (right.Slope - left.Slope + 2 * root));
        return Math.Min(Math.Max(minimum, least), most);
    }
}
