namespace LiquidWarp.Torch;

/// <summary>What becomes of a loss of many elements.</summary>
public enum Reduction
{
    /// <summary>Each element's loss is kept.</summary>
    None = 0,

    /// <summary>Their mean.</summary>
    Mean = 1,

    /// <summary>Their sum.</summary>
    Sum = 2,
}
