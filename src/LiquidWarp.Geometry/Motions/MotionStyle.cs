namespace LiquidWarp.Motions;

/// <summary>How a motion made by code is performed; the defaults give the shipped samples.</summary>
public sealed record MotionStyle
{
    /// <summary>Speed, 1 by default; 0.5 to 2 looks natural.</summary>
    public float Tempo { get; init; } = 1;

    /// <summary>How far arms and steps reach, 1 by default; 0.6 to 1.2 stays within a body's limits.</summary>
    public float Reach { get; init; } = 1;

    /// <summary>True exchanges left and right.</summary>
    public bool Mirror { get; init; }

    /// <summary>Wider stance, metres for each foot, 0 by default; -0.03 to 0.1.</summary>
    public float Stance { get; init; }

    /// <summary>Arms further from the body, degrees, 0 by default; -5 to 40.</summary>
    public float ArmSpread { get; init; }

    /// <summary>More bend in the elbows, degrees, 0 by default; -10 to 50.</summary>
    public float ElbowBend { get; init; }

    /// <summary>Lean of the upper body: forwards (-8 to 15 degrees), 0 by default.</summary>
    public float Lean { get; init; }

    /// <summary>Turn of the head to the left, degrees, 0 by default; -40 to 40.</summary>
    public float HeadTurn { get; init; }

    /// <summary>Where the person faces: degrees to their left from facing the camera, 0 by default.</summary>
    public float Heading { get; init; }

    /// <summary>A style drawn at random within the natural ranges; the heading is drawn from the whole circle.</summary>
    public static MotionStyle Random(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        float In(float low, float high) => low + (high - low) * random.NextSingle();
        return new()
        {
            Tempo = In(0.7f, 1.4f),
            Reach = In(0.7f, 1.15f),
            Mirror = random.Next(2) == 1,
            Stance = In(-0.03f, 0.1f),
            ArmSpread = In(-5, 40),
            ElbowBend = In(-10, 50),
            Lean = In(-8, 15),
            HeadTurn = In(-40, 40),
            Heading = In(-180, 180),
        };
    }
}
