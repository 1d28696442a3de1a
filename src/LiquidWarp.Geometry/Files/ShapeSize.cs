namespace LiquidWarp.Files;

/// <summary>Counts the elements of a shape that a file declares, without ever overflowing.</summary>
internal static class ShapeSize
{
    /// <summary>The product of the extents, or null if one is negative or the product exceeds what an array can hold.</summary>
    public static long? Elements(ReadOnlySpan<int> shape)
    {
        var (elements, empty) = (1L, false);
        foreach (var extent in shape)
        {
            if (extent < 0)
                return null;
            empty |= extent == 0;
            elements *= Math.Max(extent, 1);
            if (elements > Array.MaxLength)
                return null;
        }

        return empty ? 0 : elements;
    }
}
