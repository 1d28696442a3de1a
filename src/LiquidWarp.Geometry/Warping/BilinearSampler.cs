using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LiquidWarp.Imaging;

namespace LiquidWarp.Warping;

/// <summary>
/// Samples a picture or feature map where a flow points: bilinear, zeros beyond the border (each of the four neighbours that lies
/// outside counts as 0 and keeps its weight), PyTorch's <c>grid_sample</c> in either corner convention (REFERENCE 0.1).
/// </summary>
public static class BilinearSampler
{
    /// <summary>Samples into a new map of the flow's size.</summary>
    public static FloatImage Sample(FloatImage source, TransformationFlow flow, CornerAlignment alignment)
    {
        var into = new FloatImage(flow.Width, flow.Height, source.Channels);
        Sample(source, flow, alignment, into);
        return into;
    }

    /// <summary>Samples; every pixel of <paramref name="into"/> is written, 0 where the flow points nowhere.</summary>
    /// <param name="source">What to sample, of any size and number of channels.</param>
    /// <param name="flow">Where to sample.</param>
    /// <param name="alignment">What the flow's coordinates mean.</param>
    /// <param name="into">Of the flow's size and the source's channels; not the source itself.</param>
    public static void Sample(FloatImage source, TransformationFlow flow, CornerAlignment alignment, FloatImage into)
    {
        if ((into.Width, into.Height, into.Channels) != (flow.Width, flow.Height, source.Channels))
            throw new ArgumentException($"The result is {into.Width}×{into.Height}×{into.Channels}, expected {flow.Width}×{flow.Height}×{source.Channels}.", nameof(into));
        if (ReferenceEquals(into.Data, source.Data))
            throw new ArgumentException("A map cannot be sampled into itself.", nameof(into));
        RowThreads.Shared.Run(flow.Height, RowThreads.Shared.BandOf(flow.Height), new Rows(source, flow, alignment, into));
    }

    private sealed class Rows(FloatImage source, TransformationFlow flow, CornerAlignment alignment, FloatImage into) : IRowBody
    {
        private readonly int _width = source.Width;
        private readonly int _height = source.Height;
        private readonly int _channels = source.Channels;

        public void Invoke(int from, int to)
        {
            for (var pixel = from * flow.Width; pixel < to * flow.Width; pixel++)
            {
                var x = ToPixels(flow.Data[2 * pixel], _width);
                var y = ToPixels(flow.Data[2 * pixel + 1], _height);
                var target = into.Data.AsSpan(pixel * _channels, _channels);
                // Also refuses NaN. Left and above of −1, right and below of the last, no neighbour is inside.
                if (x > -1 && y > -1 && x < _width && y < _height)
                    SamplePixel(x, y, target);
                else
                    target.Clear();
            }
        }

        private float ToPixels(float coordinate, int size) =>
            alignment == CornerAlignment.Centres ? (coordinate + 1) / 2 * (size - 1) : ((coordinate + 1) * size - 1) / 2;

        private void SamplePixel(float x, float y, Span<float> target)
        {
            int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
            float toRight = left + 1 - x, toBottom = top + 1 - y, fromLeft = x - left, fromTop = y - top;
            float upperLeft = toRight * toBottom, upperRight = fromLeft * toBottom, lowerLeft = toRight * fromTop, lowerRight = fromLeft * fromTop;
            var start = (top * _width + left) * _channels;
            if (left >= 0 && top >= 0 && left < _width - 1 && top < _height - 1)
                Blend(ref source.Data[start], _width * _channels, (upperLeft, upperRight, lowerLeft, lowerRight), target);
            else
                BlendAtBorder(left, top, (upperLeft, upperRight, lowerLeft, lowerRight), target);
        }

        /// <summary>All four neighbours are inside: whole vectors of channels, then what is left.</summary>
        private void Blend(ref float upper, int rowLength, (float A, float B, float C, float D) weights, Span<float> target)
        {
            ref var upperRight = ref Unsafe.Add(ref upper, _channels);
            ref var lower = ref Unsafe.Add(ref upper, rowLength);
            ref var lowerRight = ref Unsafe.Add(ref lower, _channels);
            ref var result = ref MemoryMarshal.GetReference(target);
            var c = 0;
            for (; c <= _channels - Vector256<float>.Count; c += Vector256<float>.Count)
                (Vector256.LoadUnsafe(ref upper, (nuint)c) * weights.A + Vector256.LoadUnsafe(ref upperRight, (nuint)c) * weights.B
                    + Vector256.LoadUnsafe(ref lower, (nuint)c) * weights.C + Vector256.LoadUnsafe(ref lowerRight, (nuint)c) * weights.D)
                    .StoreUnsafe(ref result, (nuint)c);
            for (; c < _channels; c++)
                Unsafe.Add(ref result, c) = Unsafe.Add(ref upper, c) * weights.A + Unsafe.Add(ref upperRight, c) * weights.B
                    + Unsafe.Add(ref lower, c) * weights.C + Unsafe.Add(ref lowerRight, c) * weights.D;
        }

        private void BlendAtBorder(int left, int top, (float A, float B, float C, float D) weights, Span<float> target)
        {
            target.Clear();
            Add(left, top, weights.A, target);
            Add(left + 1, top, weights.B, target);
            Add(left, top + 1, weights.C, target);
            Add(left + 1, top + 1, weights.D, target);
        }

        private void Add(int x, int y, float weight, Span<float> target)
        {
            if ((uint)x >= (uint)_width || (uint)y >= (uint)_height)
                return;
            var neighbour = source.Data.AsSpan((y * _width + x) * _channels, _channels);
            for (var c = 0; c < target.Length; c++)
                target[c] += neighbour[c] * weight;
        }
    }
}
