using System.Numerics;

namespace LiquidWarp.Datasets;

/// <summary>A pattern woven into or printed on a top.</summary>
public enum ClothPattern
{
    /// <summary>One colour.</summary>
    Plain,

    /// <summary>Horizontal stripes in the second colour.</summary>
    Stripes,

    /// <summary>A checked shirt of both colours.</summary>
    Checks,

    /// <summary>One colour with a large round print on the chest.</summary>
    Print,
}

/// <summary>What a drawn person looks like. Colours are sRGB, 0 to 1.</summary>
public sealed record DrawnPersonStyle
{
    /// <summary>10 shape coefficients.</summary>
    public float[] Shape { get; init; } = new float[10];

    /// <summary>Colour of the skin.</summary>
    public Vector3 Skin { get; init; } = new(0.87f, 0.68f, 0.57f);

    /// <summary>Colour of hair and brows.</summary>
    public Vector3 Hair { get; init; } = new(0.24f, 0.15f, 0.10f);

    /// <summary>Colour of the eyes.</summary>
    public Vector3 Eyes { get; init; } = new(0.30f, 0.42f, 0.45f);

    /// <summary>Long hair frames the face and reaches to the neck.</summary>
    public bool LongHair { get; init; }

    /// <summary>Main colour of the top.</summary>
    public Vector3 Top { get; init; } = new(0.93f, 0.92f, 0.88f);

    /// <summary>Second colour of the top's pattern.</summary>
    public Vector3 TopSecond { get; init; } = new(0.16f, 0.27f, 0.45f);

    /// <summary>Pattern of the top.</summary>
    public ClothPattern Pattern { get; init; } = ClothPattern.Stripes;

    /// <summary>Sleeves to the wrists instead of the upper arm.</summary>
    public bool LongSleeves { get; init; }

    /// <summary>Colour of the trousers.</summary>
    public Vector3 Trousers { get; init; } = new(0.20f, 0.27f, 0.39f);

    /// <summary>Colour of the shoes.</summary>
    public Vector3 Shoes { get; init; } = new(0.85f, 0.33f, 0.24f);

    /// <summary>Colour of the wall behind.</summary>
    public Vector3 Wall { get; init; } = new(0.80f, 0.81f, 0.77f);

    /// <summary>Seed of folds, grain and strands.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The person of <c>samples/person.png</c>.</summary>
    public static DrawnPersonStyle Person { get; } = new();

    /// <summary>The person of <c>samples/other.png</c>.</summary>
    public static DrawnPersonStyle Other { get; } = new()
    {
        Shape = [-0.5f, -0.6f, 0.3f, 0.2f, 0, 0, 0, 0, 0, 0],
        Skin = new(0.55f, 0.37f, 0.27f),
        Hair = new(0.09f, 0.07f, 0.06f),
        Eyes = new(0.24f, 0.15f, 0.09f),
        LongHair = true,
        Top = new(0.78f, 0.25f, 0.22f),
        TopSecond = new(0.20f, 0.16f, 0.17f),
        Pattern = ClothPattern.Checks,
        LongSleeves = true,
        Trousers = new(0.66f, 0.58f, 0.44f),
        Shoes = new(0.92f, 0.92f, 0.90f),
        Wall = new(0.70f, 0.77f, 0.80f),
        Seed = 7,
    };
}
