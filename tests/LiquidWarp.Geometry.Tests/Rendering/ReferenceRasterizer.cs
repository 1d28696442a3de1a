using System.Numerics;
using LiquidWarp.Rendering;

namespace LiquidWarp.Tests.Rendering;

/// <summary>The slow, obvious twin of <see cref="Rasterizer"/>: REFERENCE 3.2 for every pixel and every face.</summary>
internal static class ReferenceRasterizer
{
    public static Fragments Rasterize(Vector3[] projected, int[] faces, int width, int height)
    {
        var result = new Fragments(width, height);
        Array.Fill(result.Depth, Rasterizer.Far);
        for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
                for (var face = 0; face < faces.Length / 3; face++)
                    DrawPixel(result, row, column, face, projected[faces[3 * face]], projected[faces[3 * face + 1]], projected[faces[3 * face + 2]]);
        return result;
    }

    private static void DrawPixel(Fragments result, int row, int column, int face, Vector3 v0, Vector3 v1, Vector3 v2)
    {
        int w = result.Width, h = result.Height, xi = column, yi = h - 1 - row;
        float xp = (float)(2 * xi + 1 - w) / w, yp = (float)(2 * yi + 1 - h) / h;
        float x0 = v0.X, x1 = v1.X, x2 = v2.X, y0 = -v0.Y, y1 = -v1.Y, y2 = -v2.Y, z0 = v0.Z, z1 = v1.Z, z2 = v2.Z;
        if (!(IsFinite(v0) && IsFinite(v1) && IsFinite(v2)))
            return;
        if ((y2 - y0) * (x1 - x0) < (y1 - y0) * (x2 - x0))
            return;
        if ((xp < x0 && xp < x1 && xp < x2) || (xp > x0 && xp > x1 && xp > x2) || (yp < y0 && yp < y1 && yp < y2) || (yp > y0 && yp > y1 && yp > y2))
            return;
        if ((yp - y0) * (x1 - x0) < (xp - x0) * (y1 - y0)
            || (yp - y1) * (x2 - x1) < (xp - x1) * (y2 - y1)
            || (yp - y2) * (x0 - x2) < (xp - x2) * (y0 - y2))
            return;

        float px0 = 0.5f * (x0 * w + w - 1), px1 = 0.5f * (x1 * w + w - 1), px2 = 0.5f * (x2 * w + w - 1);
        float py0 = 0.5f * (y0 * h + h - 1), py1 = 0.5f * (y1 * h + h - 1), py2 = 0.5f * (y2 * h + h - 1);
        var determinant = (py1 - py2) * (px0 - px2) + (px2 - px1) * (py0 - py2);
        if (determinant == 0 || !float.IsFinite(determinant))
            return;
        var w0 = (xi - px2) * ((py1 - py2) / determinant) + (px2 - px1) / determinant * (yi - py2);
        var w1 = (xi - px2) * ((py2 - py0) / determinant) + (px0 - px2) / determinant * (yi - py2);
        var w2 = Clamp(1 - w0 - w1);
        (w0, w1) = (Clamp(w0), Clamp(w1));
        var sum = w0 + w1 + w2;
        (w0, w1, w2) = (w0 / sum, w1 / sum, w2 / sum);
        var zp = 1 / (w0 / z0 + w1 / z1 + w2 / z2);
        var pixel = row * w + column;
        if (!(zp > Rasterizer.Near && zp < Rasterizer.Far && zp < result.Depth[pixel]))
            return;
        result.Depth[pixel] = zp;
        result.FaceIndex[pixel] = face;
        (result.Barycentrics[3 * pixel], result.Barycentrics[3 * pixel + 1], result.Barycentrics[3 * pixel + 2]) = (w0, w1, w2);
    }

    private static bool IsFinite(Vector3 v) => float.IsFinite(v.X) && float.IsFinite(v.Y) && float.IsFinite(v.Z);

    private static float Clamp(float weight) => weight < 0 ? 0 : weight > 1 ? 1 : weight;
}
