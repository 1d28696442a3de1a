namespace LiquidWarp.Imaging;

/// <summary>The islands of a mask: pixels of value 1 that touch by their sides.</summary>
/// <param name="Labels">(H, W) number of the island from 0, in reading order of their first pixels; -1 where the mask is 0.</param>
/// <param name="Areas">Pixels of each island.</param>
public sealed record ConnectedComponents(int[] Labels, IReadOnlyList<int> Areas)
{
    /// <summary>Finds the islands.</summary>
    public static ConnectedComponents Of(Mask mask)
    {
        var labels = new int[mask.Data.Length];
        Array.Fill(labels, -1);
        var areas = new List<int>();
        var open = new Stack<int>();
        for (var seed = 0; seed < labels.Length; seed++)
        {
            if (mask.Data[seed] == 0 || labels[seed] >= 0)
                continue;
            var area = 0;
            Reach(seed);
            while (open.TryPop(out var pixel))
            {
                area++;
                var x = pixel % mask.Width;
                if (x > 0)
                    Reach(pixel - 1);
                if (x < mask.Width - 1)
                    Reach(pixel + 1);
                if (pixel >= mask.Width)
                    Reach(pixel - mask.Width);
                if (pixel < labels.Length - mask.Width)
                    Reach(pixel + mask.Width);
            }

            areas.Add(area);
        }

        return new(labels, areas);

        void Reach(int pixel)
        {
            if (mask.Data[pixel] == 0 || labels[pixel] >= 0)
                return;
            labels[pixel] = areas.Count;
            open.Push(pixel);
        }
    }

    /// <summary>The mask with its largest island alone; the first of equals, empty where the mask is.</summary>
    public static Mask Largest(Mask mask)
    {
        var islands = Of(mask);
        var result = new Mask(mask.Width, mask.Height);
        if (islands.Areas.Count == 0)
            return result;
        var largest = islands.Areas.Index().MaxBy(island => island.Item).Index;
        for (var i = 0; i < result.Data.Length; i++)
            result.Data[i] = islands.Labels[i] == largest ? (byte)1 : (byte)0;
        return result;
    }

    /// <summary>The mask with its holes filled: zeros that cannot reach the border by their sides become 1.</summary>
    public static Mask FillHoles(Mask mask)
    {
        var inverse = new Mask(mask.Width, mask.Height, [.. mask.Data.Select(value => (byte)(1 - value))]);
        var islands = Of(inverse);
        var open = new bool[islands.Areas.Count];
        for (var i = 0; i < inverse.Data.Length; i++)
            if (islands.Labels[i] >= 0 && (i % mask.Width == 0 || i % mask.Width == mask.Width - 1 || i < mask.Width || i >= inverse.Data.Length - mask.Width))
                open[islands.Labels[i]] = true;
        return new(mask.Width, mask.Height, [.. islands.Labels.Select(label => label >= 0 && open[label] ? (byte)0 : (byte)1)]);
    }
}
