using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;

namespace LiquidWarp.Rendering;

/// <summary>
/// Tells a network how the surface is turned that each pixel shows, which is what its shading depends on: the outward normal in the
/// camera's view (x right, y down, z away) in three channels, all 0 where no body is. Keeps its memory from frame to frame.
/// </summary>
public sealed class SurfaceNormals(BodyModel model)
{
    /// <summary>Numbers a pixel.</summary>
    public const int Channels = 3;

    private readonly Vector3[] _normals = new Vector3[model.VertexCount];

    /// <summary>Writes the map into some channels of a picture.</summary>
    /// <param name="body">The body that was drawn.</param>
    /// <param name="fragments">What each pixel shows.</param>
    /// <param name="into">Of the fragments' size.</param>
    /// <param name="channel">The first of the three channels to write.</param>
    public void Draw(PosedBody body, Fragments fragments, FloatImage into, int channel = 0)
    {
        if ((into.Width, into.Height) != (fragments.Width, fragments.Height) || channel < 0 || channel + Channels > into.Channels)
            throw new ArgumentException($"The map is {into.Width}×{into.Height}×{into.Channels}, expected {fragments.Width}×{fragments.Height} and channels {channel} to {channel + Channels - 1}.", nameof(into));
        VertexNormals.Compute(body.Vertices, model.Faces, _normals);
        for (var pixel = 0; pixel < fragments.FaceIndex.Length; pixel++)
        {
            var normal = Vector3.Zero;
            if (fragments.FaceIndex[pixel] is var face && face >= 0)
                for (var k = 0; k < 3; k++)
                    normal += fragments.Barycentrics[3 * pixel + k] * _normals[model.Faces[3 * face + k]];
            normal.CopyTo(into.Data.AsSpan(pixel * into.Channels + channel, Channels));
        }
    }
}
