using LiquidWarp.Imaging;

namespace LiquidWarp.Recovery;

/// <summary>How a background is completed.</summary>
public sealed record BackgroundInpaintingOptions
{
    /// <summary>Seed of the random search; the same seed gives the same picture.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Rounds of matching and voting at the coarsest level; finer levels take fewer.</summary>
    public int Rounds { get; init; } = 20;

    /// <summary>Longer side in pixels above which the hole is completed at half the size (repeatedly) and enlarged.</summary>
    public int LargestSide { get; init; } = 1100;
}

/// <summary>
/// Removes a person from a picture: the hole is completed coarse to fine with patches of the rest of the picture, so that
/// walls, floors and patterns continue through it. Where the picture has no whole patch left, smooth colours fill it.
/// </summary>
public static class BackgroundInpainting
{
    private const int CoarsestSide = 80;
    private const float Screening = 0.002f;
    private const int BlendIterations = 400;

    private sealed record Level(float[] Colours, bool[] Hole, int Width, int Height);

    /// <summary>Completes the pixels where <paramref name="hole"/> is 1; the others stay as they are.</summary>
    public static RgbImage Fill(RgbImage picture, Mask hole, BackgroundInpaintingOptions? options = null, CancellationToken cancellation = default)
    {
        if ((picture.Width, picture.Height) != (hole.Width, hole.Height))
            throw new ArgumentException($"The hole has {hole.Width}×{hole.Height} pixels, the picture {picture.Width}×{picture.Height}.", nameof(hole));
        options ??= new BackgroundInpaintingOptions();
        var result = new RgbImage(picture.Width, picture.Height, picture.Data.ToArray());
        var (left, top, width, height) = WithoutBars(picture, hole);
        var levels = Pyramid(picture, hole, left, top, width, height);
        PatchSearch? coarser = null;
        for (var i = levels.Count - 1; i >= 0; i--)
        {
            cancellation.ThrowIfCancellationRequested();
            var level = levels[i];
            if (i < levels.Count - 1)
                Enlarge(levels[i + 1], level);
            else
                Guess(level);
            var search = new PatchSearch(level.Colours, level.Hole, level.Width, level.Height, options.Seed);
            if (!search.HasSources || Math.Max(level.Width, level.Height) > options.LargestSide)
                continue;
            Complete(search, level, coarser, Math.Max(3, options.Rounds - 4 * (levels.Count - 1 - i)), cancellation);
            coarser = search;
        }
        Paste(levels[0], result, left, top);
        return result;
    }

    private static void Guess(Level level)
    {
        SmoothFill.Fill(level.Colours, level.Hole, level.Width, level.Height);
        ExemplarFill.Fill(level.Colours, level.Hole, level.Width, level.Height);
    }

    private static void Complete(PatchSearch search, Level level, PatchSearch? coarser, int rounds, CancellationToken cancellation)
    {
        var trust = Trust(level);
        search.Start(coarser);
        if (coarser is not null)
        {
            // The enlarged guess is soft and would attract soft patches: what the coarser matches show at this size is sharp.
            search.Vote(trust);
            search.Measure();
        }
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var pass = 0; pass < 4; pass++)
                search.Improve(backwards: pass % 2 == 1);
            search.Vote(trust);
            search.Measure();
        }
        var (right, below) = search.VoteGradients(trust);
        GradientBlend.Solve(level.Colours, level.Hole, level.Width, right, below, Screening, BlendIterations);
    }

    /// <summary>
    /// The rectangle inside the plain bars that some pictures have at their sides: they are no background to copy from. The
    /// whole picture where the hole reaches into them.
    /// </summary>
    private static (int Left, int Top, int Width, int Height) WithoutBars(RgbImage picture, Mask hole)
    {
        const int soft = 3;
        var (left, top, right, bottom) = (0, 0, picture.Width, picture.Height);
        while (left < picture.Width / 3 && PlainColumn(left))
            left++;
        while (right > picture.Width - picture.Width / 3 && PlainColumn(right - 1))
            right--;
        while (top < picture.Height / 3 && PlainRow(top))
            top++;
        while (bottom > picture.Height - picture.Height / 3 && PlainRow(bottom - 1))
            bottom--;
        (left, right) = (left > 0 ? left + soft : 0, right < picture.Width ? right - soft : picture.Width);
        (top, bottom) = (top > 0 ? top + soft : 0, bottom < picture.Height ? bottom - soft : picture.Height);
        for (var i = 0; i < hole.Data.Length; i++)
        {
            var (x, y) = (i % hole.Width, i / hole.Width);
            if (hole.Data[i] != 0 && (x < left || x >= right || y < top || y >= bottom))
                return (0, 0, picture.Width, picture.Height);
        }
        return (left, top, right - left, bottom - top);

        bool PlainColumn(int x) => Enumerable.Range(0, picture.Height).All(y => Same(x, y, x < picture.Width / 2 ? 0 : picture.Width - 1, 0));

        bool PlainRow(int y) => Enumerable.Range(0, picture.Width).All(x => Same(x, y, 0, y < picture.Height / 2 ? 0 : picture.Height - 1));

        bool Same(int x, int y, int otherX, int otherY)
        {
            var (a, b) = (3 * (y * picture.Width + x), 3 * (otherY * picture.Width + otherX));
            return Math.Abs(picture.Data[a] - picture.Data[b]) <= 3 && Math.Abs(picture.Data[a + 1] - picture.Data[b + 1]) <= 3 && Math.Abs(picture.Data[a + 2] - picture.Data[b + 2]) <= 3;
        }
    }

    /// <summary>The rectangle of the picture, halved until an exhaustive search is cheap.</summary>
    private static List<Level> Pyramid(RgbImage picture, Mask hole, int left, int top, int width, int height)
    {
        var level = new Level(new float[3 * width * height], new bool[width * height], width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var from = (y + top) * picture.Width + x + left;
                level.Hole[y * width + x] = hole.Data[from] != 0;
                for (var c = 0; c < 3; c++)
                    level.Colours[3 * (y * width + x) + c] = picture.Data[3 * from + c] / 255f;
            }
        }
        var levels = new List<Level> { level };
        while (Math.Max(levels[^1].Width, levels[^1].Height) > CoarsestSide && Math.Min(levels[^1].Width, levels[^1].Height) >= 4 * PatchSearch.Side)
            levels.Add(Halve(levels[^1]));
        return levels;
    }

    /// <summary>Half the size: the mean of four; a pixel is missing where at least two of its four are.</summary>
    private static Level Halve(Level level)
    {
        var (width, height) = (level.Width / 2, level.Height / 2);
        var (colours, hole) = (new float[3 * width * height], new bool[width * height]);
        Span<float> sum = stackalloc float[3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var known = 0;
                sum.Clear();
                for (var k = 0; k < 4; k++)
                {
                    var at = (2 * y + (k >> 1)) * level.Width + 2 * x + (k & 1);
                    if (level.Hole[at])
                        continue;
                    known++;
                    for (var c = 0; c < 3; c++)
                        sum[c] += level.Colours[3 * at + c];
                }
                hole[y * width + x] = known < 3;
                for (var c = 0; c < 3 && known > 0; c++)
                    colours[3 * (y * width + x) + c] = sum[c] / known;
            }
        }
        return new(colours, hole, width, height);
    }

    private static void Enlarge(Level coarse, Level fine)
    {
        for (var y = 0; y < fine.Height; y++)
        {
            for (var x = 0; x < fine.Width; x++)
            {
                if (!fine.Hole[y * fine.Width + x])
                    continue;
                var (u, v) = (Math.Clamp((x - 0.5f) / 2, 0, coarse.Width - 1.001f), Math.Clamp((y - 0.5f) / 2, 0, coarse.Height - 1.001f));
                var (x0, y0) = ((int)u, (int)v);
                var (a, b) = (u - x0, v - y0);
                var from = 3 * (y0 * coarse.Width + x0);
                for (var c = 0; c < 3; c++)
                {
                    var top = (1 - a) * coarse.Colours[from + c] + a * coarse.Colours[from + 3 + c];
                    var bottom = (1 - a) * coarse.Colours[from + 3 * coarse.Width + c] + a * coarse.Colours[from + 3 * coarse.Width + 3 + c];
                    fine.Colours[3 * (y * fine.Width + x) + c] = (1 - b) * top + b * bottom;
                }
            }
        }
    }

    /// <summary>Distance of each missing pixel from the known ones, in steps of a pixel (city block); 0 outside the hole.</summary>
    private static int[] Depth(Level level)
    {
        var (width, height, depth) = (level.Width, level.Height, new int[level.Hole.Length]);
        const int far = 1 << 20;
        for (var i = 0; i < depth.Length; i++)
        {
            if (level.Hole[i])
                depth[i] = 1 + Math.Min(i % width > 0 ? depth[i - 1] : far, i >= width ? depth[i - width] : far);
        }
        for (var i = depth.Length - 1; i >= 0; i--)
        {
            if (level.Hole[i])
                depth[i] = Math.Min(depth[i], 1 + Math.Min(i % width < width - 1 ? depth[i + 1] : far, i < depth.Length - width ? depth[i + width] : far));
        }
        return depth;
    }

    private static float[] Trust(Level level) => Array.ConvertAll(Depth(level), depth => MathF.Pow(1.3f, -Math.Min(depth, 60)));

    private static void Paste(Level level, RgbImage into, int left, int top)
    {
        for (var i = 0; i < level.Hole.Length; i++)
        {
            var to = 3 * ((i / level.Width + top) * into.Width + i % level.Width + left);
            for (var c = 0; c < 3 && level.Hole[i]; c++)
                into.Data[to + c] = (byte)Math.Clamp(MathF.Round(255 * level.Colours[3 * i + c]), 0, 255);
        }
    }
}
