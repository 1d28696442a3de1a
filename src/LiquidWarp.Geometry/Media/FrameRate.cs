using System.Globalization;

namespace LiquidWarp.Media;

/// <summary>Frames a second as a fraction, so that 29.97 stays 30000/1001.</summary>
/// <param name="Numerator">Frames, above 0.</param>
/// <param name="Denominator">Seconds, above 0.</param>
public readonly record struct FrameRate(int Numerator, int Denominator)
{
    /// <summary>Frames a second.</summary>
    public double Value => (double)Numerator / Denominator;

    /// <summary>The nearest whole rate, n/1001 rate or thousandth.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0.1 and 1000.</exception>
    public static FrameRate FromDouble(double framesPerSecond)
    {
        if (!(framesPerSecond is >= 0.1 and <= 1000))
            throw new ArgumentOutOfRangeException(nameof(framesPerSecond), framesPerSecond, "A frame rate is between 0.1 and 1000 a second.");
        var whole = Math.Round(framesPerSecond);
        if (Math.Abs(framesPerSecond - whole) < 1e-4)
            return new((int)whole, 1);
        var film = Math.Round(framesPerSecond * 1.001);
        if (Math.Abs(framesPerSecond - film / 1.001) < 2e-3)
            return new((int)film * 1000, 1001);
        return new((int)Math.Round(framesPerSecond * 1000), 1000);
    }

    /// <summary>Numerator/Denominator, as ffmpeg reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <summary>Reads ffprobe's "30000/1001"; null for "0/0" and other nonsense.</summary>
    internal static FrameRate? Parse(string? text)
    {
        var parts = (text ?? "").Split('/');
        if (parts.Length != 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var numerator)
            || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var denominator) || numerator <= 0 || denominator <= 0)
            return null;
        return new(numerator, denominator);
    }
}
