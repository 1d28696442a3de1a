using LiquidWarp.Rendering;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>
/// Darkening where a surface lies behind others close by: the depth map against its own blur (after Luft, Colditz and Deussen,
/// "Image Enhancement by Unsharp Masking the Depth Buffer", 2006). Stands in for the light that limbs and folds keep off.
/// </summary>
internal sealed class Crevices(int size)
{
    private const float Reach = 0.07f;
    private const float Deepest = 0.10f;

    private readonly float[] _depth = new float[size * size];
    private readonly float[] _blurred = new float[size * size];
    private readonly float[] _open = new float[size * size];

    /// <summary>Looks at fragments twice as fine as the map.</summary>
    public void Find(Fragments fragments, float cameraScale)
    {
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var i = 2 * y * fragments.Width + 2 * x;
                _depth[y * size + x] = Math.Min(Math.Min(fragments.Depth[i], fragments.Depth[i + 1]), Math.Min(fragments.Depth[i + fragments.Width], fragments.Depth[i + fragments.Width + 1]));
            }

        // Empty pixels must not lighten or darken the edge: they take part with a depth that is never in front.
        var far = Rasterizer.Far / 2;
        var radius = Math.Max(1, (int)MathF.Round(Reach * cameraScale * size / 2));
        for (var i = 0; i < _depth.Length; i++)
            _blurred[i] = _depth[i] > far ? 0 : 1;
        Array.Copy(_blurred, _open, _open.Length);
        BoxFilter.Blur(_open, size, size, radius);
        for (var i = 0; i < _depth.Length; i++)
            _blurred[i] *= _depth[i];
        BoxFilter.Blur(_blurred, size, size, radius);
        for (var i = 0; i < _depth.Length; i++)
        {
            if (_depth[i] > far)
            {
                _open[i] = 1;
                continue;
            }

            var behind = _depth[i] - _blurred[i] / _open[i];
            _open[i] = behind <= 0 ? 1 : 1 - 0.75f * Math.Min(1, behind / Deepest);
        }
    }

    /// <summary>1 in the open, less in a crevice.</summary>
    public float Openness(int x, int y) => _open[y * size + x];
}
