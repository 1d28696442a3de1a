using LiquidWarp.Rendering;

namespace LiquidWarp.Warping;

/// <summary>Which faces a picture shows.</summary>
public static class FaceVisibility
{
    /// <summary>(F) true for each face that is nearest at one pixel or more.</summary>
    public static bool[] Of(Fragments fragments, int faceCount)
    {
        var visible = new bool[faceCount];
        foreach (var face in fragments.FaceIndex)
            if (face >= 0)
                visible[face] = true;
        return visible;
    }
}
