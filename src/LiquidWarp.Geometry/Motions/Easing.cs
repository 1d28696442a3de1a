namespace LiquidWarp.Motions;

/// <summary>Curves in time as limbs move: they start and stop without a jerk.</summary>
internal static class Easing
{
    /// <summary>From 0 to 1 over [0, 1] with speed and acceleration 0 at both ends (least jerk).</summary>
    public static float Smooth(float t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * t * (10 + t * (6 * t - 15));
    }

    /// <summary>From <paramref name="from"/> to <paramref name="to"/> while t goes from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public static float Between(float t, float start, float end, float from = 0, float to = 1) =>
        from + (to - from) * Smooth((t - start) / (end - start));

    /// <summary>0, up to 1 and back to 0: rises over [start, rise], stays, falls over [fall, end].</summary>
    public static float Pulse(float t, float start, float rise, float fall, float end) => Between(t, start, rise) * (1 - Between(t, fall, end));

    /// <summary>Smooth passage through values at increasing times; constant before and after.</summary>
    public static float Track(float t, params ReadOnlySpan<(float Time, float Value)> keys)
    {
        for (var i = 1; i < keys.Length; i++)
            if (t < keys[i].Time)
                return Between(t, keys[i - 1].Time, keys[i].Time, keys[i - 1].Value, keys[i].Value);
        return keys[^1].Value;
    }

    /// <summary>0, up to 1 in the middle and back to 0 while t goes from <paramref name="start"/> to <paramref name="end"/>: a foot that steps.</summary>
    public static float Arc(float t, float start, float end)
    {
        var sine = MathF.Sin(Math.Clamp((t - start) / (end - start), 0, 1) * MathF.PI);
        return sine * sine;
    }
}
