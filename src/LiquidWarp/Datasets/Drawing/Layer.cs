using System.Numerics;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>
/// Something that lies on the body: skin, a garment, hair. All functions take places on the mean body in rest pose.
/// </summary>
internal sealed record Layer
{
    /// <summary>How far a place is inside the layer's edge, metres; it reaches where this is above 0.</summary>
    public required Func<Vector3, float> Reach { get; init; }

    /// <summary>How far it stands off the body, metres.</summary>
    public Func<Vector3, float> Thickness { get; init; } = _ => 0;

    /// <summary>Rounds of smoothing that take the body's own relief away.</summary>
    public int Smoothing { get; init; }

    /// <summary>Rounds that spread what smoothing took before it is given back: few keep bumps, many bridge them as leather does.</summary>
    public int Stiffness { get; init; } = 3;

    /// <summary>How much it falls straight from what stands out above, 0 follows the body, 1 hangs.</summary>
    public float Hang { get; init; }

    /// <summary>Whether what lies deep under it is left out.</summary>
    public bool Hides { get; init; } = true;

    /// <summary>As far as the layers below go on under its edge, metres.</summary>
    public float Overlap { get; init; } = 0.025f;

    /// <summary>Whether its inner side can be seen at the edges.</summary>
    public bool Lined { get; init; }

    public required Finish Finish { get; init; }

    /// <summary>Its colour, place by place.</summary>
    public required Func<Spot, Paint> Paint { get; init; }
}

/// <summary>
/// Something that hangs free of the body: a skirt, long hair, the brim of a hat. A grid of places that follow joints,
/// each row running from left to right as seen from outside.
/// </summary>
internal sealed record Sheet
{
    /// <summary>The part of the body that it counts as.</summary>
    public Limb Limb { get; init; } = Limb.Torso;

    /// <summary>Number of places in a row.</summary>
    public required int Columns { get; init; }

    /// <summary>Number of rows, from the top.</summary>
    public required int Rows { get; init; }

    /// <summary>Whether the last column joins the first.</summary>
    public required bool Closed { get; init; }

    /// <summary>The place of (column, row) in rest pose on the person's own shape.</summary>
    public required Func<int, int, Vector3> Place { get; init; }

    /// <summary>Joints that (column, row) follows, at most four, and their weights, which sum to 1.</summary>
    public required Func<int, int, (int[] Joints, float[] Weights)> Follows { get; init; }

    /// <summary>How deep a place of the mean body lies under it, metres; layers are left out where this is above 0.</summary>
    public Func<Vector3, float> Covers { get; init; } = _ => -1;

    /// <summary>Whether its inner side is seen.</summary>
    public bool Lined { get; init; } = true;

    public required Finish Finish { get; init; }

    /// <summary>Its colour; the place runs along the rows and up the columns, metres.</summary>
    public required Func<Spot, Paint> Paint { get; init; }
}
