namespace LiquidWarp.Torch;

/// <summary>What lies beyond the border of a padded picture.</summary>
public enum PadMode
{
    /// <summary>A constant.</summary>
    Constant = 0,

    /// <summary>The picture mirrored about its outermost pixels.</summary>
    Reflect = 1,

    /// <summary>The outermost pixels repeated.</summary>
    Replicate = 2,
}
