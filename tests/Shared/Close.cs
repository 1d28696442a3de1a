using System.Globalization;

namespace LiquidWarp.Tests;

/// <summary>Compares arrays of numbers and says where and by how much they differ.</summary>
internal static class Close
{
    /// <summary>Asserts |expected − actual| ≤ absolute + relative·|expected| for every element.</summary>
    public static void Assert(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double absolute, double relative = 0)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        (double worst, int at) = (0, -1);
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs((double)expected[i] - actual[i]);
            var allowed = absolute + relative * Math.Abs((double)expected[i]);
            if (double.IsNaN(difference) || difference - allowed > worst)
                (worst, at) = (double.IsNaN(difference) ? double.PositiveInfinity : difference - allowed, i);
        }

        if (at >= 0)
            Xunit.Assert.Fail(string.Create(CultureInfo.InvariantCulture,
                $"element {at} of {expected.Length}: expected {expected[at]}, got {actual[at]}, {worst:g3} over the tolerance {absolute:g3} + {relative:g3}·|expected|"));
    }
}
