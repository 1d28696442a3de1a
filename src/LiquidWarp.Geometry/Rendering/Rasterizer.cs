using System.Numerics;
using LiquidWarp.Imaging;

namespace LiquidWarp.Rendering;

/// <summary>
/// Finds for each pixel the nearest face of a projected mesh, by the rules of REFERENCE 3.2: back faces are culled, edges are
/// inside, weights are affine, clamped and normalised, depth is the weighted harmonic mean, ties go to the lowest index.
/// Faces without area or with a corner that is not finite are not drawn, nor surfaces beyond <see cref="Near"/> and <see cref="Far"/>,
/// nor pixels outside a face's bounding box (where rounding could let thin faces grow). The result does not depend on the number of threads.
/// An instance keeps its buffers from frame to frame and serves one caller at a time.
/// </summary>
public sealed class Rasterizer
{
    /// <summary>Surfaces at this depth or nearer are not seen.</summary>
    public const float Near = 0.1f;

    /// <summary>Surfaces at this depth or farther are not seen; the depth of an empty pixel.</summary>
    public const float Far = 100;

    private readonly RowThreads _threads;
    private readonly FaceBoxing _boxing = new();
    private readonly FaceDrawing _drawing = new();

    /// <summary>Creates a rasteriser.</summary>
    /// <param name="threads">Threads to use at most; 0 means one a processor.</param>
    public Rasterizer(int threads = 0) => _threads = new(threads);

    /// <summary>Draws one mesh; every pixel of <paramref name="into"/> is written.</summary>
    /// <param name="projected">(V) vertices as <see cref="Projection"/> makes them.</param>
    /// <param name="faces">(F, 3) corner indices, counter-clockwise on the side that is seen.</param>
    /// <param name="into">Room for the result; its size is the picture's, square or not.</param>
    /// <exception cref="ArgumentException">Faces are not whole triples or name a vertex that is not there.</exception>
    public unsafe void Rasterize(ReadOnlySpan<Vector3> projected, ReadOnlySpan<int> faces, Fragments into)
    {
        if (faces.Length % 3 != 0)
            throw new ArgumentException($"{faces.Length} corner indices are not whole triangles.", nameof(faces));
        fixed (Vector3* vertices = projected)
        fixed (int* corners = faces)
        {
            _boxing.Begin(new(vertices, projected.Length, corners, faces.Length / 3), into.Width, into.Height);
            _threads.Run(faces.Length / 3, FaceBoxing.BlockLength, _boxing);
            _drawing.Begin(_boxing, into);
            _threads.Run(into.Height, _threads.BandOf(into.Height), _drawing);
        }
    }

    /// <summary>Draws a batch of bodies that share their faces.</summary>
    /// <param name="projected">(N, V) vertices, body after body.</param>
    /// <param name="faces">(F, 3) corner indices within one body.</param>
    /// <param name="into">(N) results; sizes may differ.</param>
    /// <exception cref="ArgumentException">The vertices cannot be shared out evenly, or as for one mesh.</exception>
    public void Rasterize(ReadOnlySpan<Vector3> projected, ReadOnlySpan<int> faces, ReadOnlySpan<Fragments> into)
    {
        if (into.Length == 0)
            return;
        var (count, rest) = Math.DivRem(projected.Length, into.Length);
        if (rest != 0)
            throw new ArgumentException($"{projected.Length} vertices cannot be {into.Length} bodies of one size.", nameof(projected));
        for (var i = 0; i < into.Length; i++)
            Rasterize(projected.Slice(i * count, count), faces, into[i]);
    }
}
