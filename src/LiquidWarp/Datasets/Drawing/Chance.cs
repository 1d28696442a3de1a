using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>Random choices.</summary>
internal static class Chance
{
    /// <summary>A generator for a number of a series: neighbouring numbers give unrelated ones.</summary>
    public static Random Of(long seed, long number)
    {
        // SplitMix64 (Steele, Lea, Flood 2014).
        var z = unchecked((ulong)seed * 0x9E3779B97F4A7C15ul + (ulong)number + 0x632BE59BD9B4E019ul);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ul;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBul;
        return new((int)((z ^ (z >> 31)) & int.MaxValue));
    }

    public static float Between(this Random random, float from, float to) => from + (to - from) * random.NextSingle();

    public static bool Happens(this Random random, float probability) => random.NextSingle() < probability;

    public static T Pick<T>(this Random random, params ReadOnlySpan<T> items) => items[random.Next(items.Length)];

    /// <summary>Normal with mean 0, at most three deviations off.</summary>
    public static float Gaussian(this Random random, float deviation)
    {
        var radius = MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle() + 1e-12f));
        return Math.Clamp(radius * MathF.Cos(2 * MathF.PI * random.NextSingle()), -3, 3) * deviation;
    }

    public static Vector3 Direction(this Random random) => Vector3.Normalize(new(random.Gaussian(1), random.Gaussian(1), random.Gaussian(1) + 1e-3f));
}
