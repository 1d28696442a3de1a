using LiquidWarp.Bodies;
using LiquidWarp.Imaging;

namespace LiquidWarp.Rendering;

/// <summary>The outline of a drawn body.</summary>
public static class Silhouette
{
    /// <summary>1 where a body is in a square picture, 0 elsewhere.</summary>
    /// <param name="model">The body's model.</param>
    /// <param name="body">θ over the picture.</param>
    /// <param name="side">The picture's, pixels.</param>
    public static Mask Of(BodyModel model, BodyParameters body, int side)
    {
        var (posed, fragments) = (model.CreatePosed(), new Fragments(side, side));
        model.Pose(body, posed);
        new Rasterizer().Rasterize(Projection.Project(posed, body.Camera), model.Faces, fragments);
        return Of(fragments);
    }

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

    /// <summary>1 where there is a face of a region, 0 elsewhere.</summary>
    /// <param name="fragments">What to outline.</param>
    /// <param name="region">(F) a mark for each face.</param>
    /// <param name="marked">True outlines the marked faces, false the others.</param>
    public static Mask Of(Fragments fragments, ReadOnlySpan<bool> region, bool marked = true)
    {
        var mask = new Mask(fragments.Width, fragments.Height);
        for (var i = 0; i < mask.Data.Length; i++)
            if (fragments.FaceIndex[i] is var face && face >= 0 && region[face] == marked)
                mask.Data[i] = 1;
        return mask;
    }
}
