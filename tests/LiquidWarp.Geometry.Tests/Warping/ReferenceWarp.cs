using System.Numerics;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

/// <summary>The slow, obvious twins of flow composition and sampling, in double precision.</summary>
internal static class ReferenceWarp
{
    /// <summary>T = Σ_k weight_k · corner_k per pixel and coordinate; -2 where there is no face.</summary>
    public static float[] Compose(Vector2[] corners, Fragments target)
    {
        var flow = new float[2 * target.FaceIndex.Length];
        for (var pixel = 0; pixel < target.FaceIndex.Length; pixel++)
            for (var axis = 0; axis < 2; axis++)
            {
                double sum = 0;
                for (var k = 0; k < 3 && target.FaceIndex[pixel] >= 0; k++)
                    sum += (double)target.Barycentrics[3 * pixel + k] * corners[3 * target.FaceIndex[pixel] + k][axis];
                flow[2 * pixel + axis] = target.FaceIndex[pixel] < 0 ? -2 : (float)sum;
            }

        return flow;
    }

    /// <summary>Four neighbours, each looked up by itself for each channel, outside counting as 0.</summary>
    public static float[] Sample(FloatImage source, TransformationFlow flow, CornerAlignment alignment)
    {
        var result = new float[flow.Width * flow.Height * source.Channels];
        for (var pixel = 0; pixel < flow.Width * flow.Height; pixel++)
        {
            var x = ToPixels(flow.Data[2 * pixel], source.Width, alignment);
            var y = ToPixels(flow.Data[2 * pixel + 1], source.Height, alignment);
            for (var c = 0; c < source.Channels; c++)
            {
                double sum = 0;
                for (var row = (int)Math.Floor(y); row <= (int)Math.Floor(y) + 1; row++)
                    for (var column = (int)Math.Floor(x); column <= (int)Math.Floor(x) + 1; column++)
                        if (row >= 0 && row < source.Height && column >= 0 && column < source.Width)
                            sum += (1 - Math.Abs(x - column)) * (1 - Math.Abs(y - row)) * source.Row(row)[column * source.Channels + c];
                result[pixel * source.Channels + c] = (float)sum;
            }
        }

        return result;
    }

    private static double ToPixels(float g, int n, CornerAlignment alignment) =>
        alignment == CornerAlignment.Centres ? (g + 1.0) / 2 * (n - 1) : ((g + 1.0) * n - 1) / 2;
}
