namespace LiquidWarp.Training;

/// <summary>A random series for each number, the same in every process.</summary>
internal static class SeededRandom
{
    /// <summary>The series of a number under a seed; neighbouring numbers have nothing in common (SplitMix64's finaliser).</summary>
    public static Random For(int seed, long number)
    {
        var mixed = (ulong)number * 0x9E3779B97F4A7C15 + (uint)seed * 0xD1B54A32D192ED03;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return new Random((int)(mixed ^ (mixed >> 31)));
    }
}
