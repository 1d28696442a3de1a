using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LiquidWarp.Imaging;

namespace LiquidWarp.Warping;

/// <summary>
/// Lays a person whom a network painted at its own size over a picture of another size. What the network painted is enlarged smoothly;
/// where it trusts the warped source, that is shown as it was warped at the picture's size, so that prints and faces stay as sharp as the photo.
/// Keeps its memory from frame to frame; serves one caller at a time.
/// </summary>
public sealed class PaintOverlay
{
    /// <summary>Channels of a painted map: colour 3 in [−1, 1], mask 1 (1 = background), trust 1, both in [0, 1].</summary>
    public const int PaintChannels = 5;

    // Coverage from which on a warped pixel has its full colour; see SurfaceWarp.
    private const float FullColour = 0.25f;

    // A mask from which on the person changes a pixel by a quarter of a grey level at most.
    private const float Unseen = 1 - 1f / 1024;

    // What is enlarged: the painted share of the colour, the warped share of it, trust and mask. Shares, not colours: where the trust is
    // 1 the painted colour means nothing, and must not leak into neighbours.
    private const int Mixed = 8;

    private readonly FloatImage _mixed;
    private readonly Taps[] _taps;

    /// <summary>Makes room.</summary>
    /// <param name="paintSize">Side of the painted maps.</param>
    /// <param name="size">Side of the pictures.</param>
    public PaintOverlay(int paintSize, int size)
    {
        _mixed = new(paintSize, paintSize, Mixed);
        _taps = new Taps[size];
        for (var i = 0; i < size; i++)
        {
            var at = Math.Clamp((i + 0.5f) * paintSize / size - 0.5f, 0, paintSize - 1);
            var before = (int)at;
            _taps[i] = new(before, Math.Min(before + 1, paintSize - 1), at - before);
        }
    }

    /// <summary>Lays the person over a picture.</summary>
    /// <param name="paint">(N, N, 5) colour, mask and trust.</param>
    /// <param name="seen">(N, N, 4 or more) the warped colour that the network saw, in the first three channels.</param>
    /// <param name="warped">(S, S, 4) colour and coverage warped at the picture's size, as <see cref="SurfaceWarp.Warped"/>.</param>
    /// <param name="pasted">(S, S, 1) how far the warped picture is shown whatever the trust, 0 to 1; null for nowhere.</param>
    /// <param name="picture">(S, S, 3) holds the background and gets the person over it.</param>
    public void Draw(FloatImage paint, FloatImage seen, FloatImage warped, FloatImage? pasted, FloatImage picture)
    {
        Check(paint, _mixed.Width, PaintChannels, nameof(paint));
        Check(seen, _mixed.Width, seen.Channels, nameof(seen));
        Check(warped, _taps.Length, 4, nameof(warped));
        Check(picture, _taps.Length, 3, nameof(picture));
        if (pasted is not null)
            Check(pasted, _taps.Length, 1, nameof(pasted));
        RowThreads.Shared.Run(_mixed.Height, RowThreads.Shared.BandOf(_mixed.Height), new Mixing(_mixed, paint, seen));
        RowThreads.Shared.Run(picture.Height, RowThreads.Shared.BandOf(picture.Height), new Laying(_mixed, _taps, warped, pasted, picture));
    }

    private static void Check(FloatImage map, int side, int channels, string name)
    {
        if ((map.Width, map.Height, map.Channels) != (side, side, channels))
            throw new ArgumentException($"The map is {map.Width}×{map.Height}×{map.Channels}, expected {side}×{side}×{channels}.", name);
    }

    private readonly record struct Taps(int Before, int After, float Share);

    private sealed class Mixing(FloatImage mixed, FloatImage paint, FloatImage seen) : IRowBody
    {
        public void Invoke(int from, int to)
        {
            for (var pixel = from * mixed.Width; pixel < to * mixed.Width; pixel++)
            {
                var painted = paint.Data.AsSpan(PaintChannels * pixel, PaintChannels);
                var source = seen.Data.AsSpan(seen.Channels * pixel, 3);
                var into = mixed.Data.AsSpan(Mixed * pixel, Mixed);
                var trust = painted[4];
                for (var c = 0; c < 3; c++)
                    (into[c], into[3 + c]) = ((1 - trust) * painted[c], trust * source[c]);
                (into[6], into[7]) = (trust, painted[3]);
            }
        }
    }

    private sealed class Laying(FloatImage mixed, Taps[] taps, FloatImage warped, FloatImage? pasted, FloatImage picture) : IRowBody
    {
        public void Invoke(int from, int to)
        {
            for (var y = from; y < to; y++)
            {
                ReadOnlySpan<float> upper = mixed.Row(taps[y].Before), lower = mixed.Row(taps[y].After);
                var down = taps[y].Share;
                var details = warped.Row(y);
                var row = picture.Row(y);
                for (var x = 0; x < taps.Length; x++)
                {
                    var (left, right, across) = taps[x];
                    var top = Lerp(Load(upper, left), Load(upper, right), across);
                    var blend = Lerp(top, Lerp(Load(lower, left), Load(lower, right), across), down);
                    var mask = blend[7];
                    if (mask > Unseen)
                        continue;
                    var detail = details.Slice(4 * x, 4);
                    var whole = MathF.Min(1, detail[3] / FullColour);
                    var trust = whole * blend[6];
                    var paste = pasted is null ? 0 : whole * pasted.Data[y * taps.Length + x];
                    for (var c = 0; c < 3; c++)
                    {
                        var colour = blend[c] + (1 - whole) * blend[3 + c] + trust * detail[c];
                        colour += paste * (detail[c] - colour);
                        row[3 * x + c] = mask * row[3 * x + c] + (1 - mask) * colour;
                    }
                }
            }
        }

        private static Vector256<float> Load(ReadOnlySpan<float> row, int x) => Vector256.LoadUnsafe(ref Unsafe.AsRef(in row[Mixed * x]));

        private static Vector256<float> Lerp(Vector256<float> a, Vector256<float> b, float share) => a + (b - a) * share;
    }
}
