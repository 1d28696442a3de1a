using LiquidWarp.Imaging;

namespace LiquidWarp.Rendering;

/// <summary>The outline of a drawn body.</summary>
public static class Silhouette
{
    /// <summary>1 where there is a face, 0 elsewhere.</summary>
    public static Mask Of(Fragments fragments)
    {
        var mask = new Mask(fragments.Width, fragments.Height);
        Of(fragments, mask);
        return mask;
    }

    /// <summary>Fills a mask of the fragments' size: 1 where there is a face, 0 elsewhere.</summary>
    public static void Of(Fragments fragments, Mask into)
    {
        if ((into.Width, into.Height) != (fragments.Width, fragments.Height))
            throw new ArgumentException($"The mask is {into.Width}×{into.Height}, the fragments are {fragments.Width}×{fragments.Height}.", nameof(into));
        for (var i = 0; i < into.Data.Length; i++)
            into.Data[i] = (byte)(~fragments.FaceIndex[i] >>> 31);
    }
}
