using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Warping;

/// <summary>
/// The flow of a <see cref="SourceSurface"/> into a target picture, and how sure it is at each pixel. Around the body it goes on beyond
/// the outline: hair, skirts and sleeves that the naked body does not have are carried along as if they were fixed to the bone of
/// the nearest surface. Keeps its memory from frame to frame; serves one caller at a time.
/// </summary>
public sealed class SurfaceFlow
{
    private static readonly Joint[] Opposite = Opposites();

    private readonly BodyModel _model;
    private readonly SurfacePartners _partners;
    private readonly byte[] _joints;
    private readonly float _reach;
    private readonly NearestPixels _nearest;
    private readonly Vector4[] _turns = new Vector4[2 * JointTree.Count];

    /// <summary>Makes room for flows of a size.</summary>
    /// <param name="model">The model of source and target.</param>
    /// <param name="partners">Of that model.</param>
    /// <param name="size">Width and height.</param>
    /// <param name="reach">How far beyond the outline the flow goes on, metres.</param>
    public SurfaceFlow(BodyModel model, SurfacePartners partners, int size, float reach)
    {
        (_model, _partners) = (model, partners);
        _reach = reach;
        _joints = [.. Enumerable.Range(0, model.VertexCount).Select(vertex => (byte)model.MainJointOf(vertex))];
        _nearest = new NearestPixels(size, size);
        Flow = new TransformationFlow(size, size);
        Certainty = new FloatImage(size, size, 1);
    }

    /// <summary>From each target pixel to the source, beyond the outline too.</summary>
    public TransformationFlow Flow { get; }

    /// <summary>(S, S, 1) the certainty of the face that each pixel, or the nearest pixel of the body, shows; 0 where the flow is nothing.</summary>
    public FloatImage Certainty { get; }

    /// <summary>Composes the flow of a frame.</summary>
    /// <param name="source">The source.</param>
    /// <param name="target">The body that is shown.</param>
    /// <param name="camera">The camera that shows it.</param>
    /// <param name="shown">What the target picture shows of it.</param>
    public void Compose(SourceSurface source, PosedBody target, WeakPerspectiveCamera camera, Fragments shown)
    {
        Flow.Compose(source.Corners, shown);
        Turn(source, target, camera);
        _nearest.Find(shown.FaceIndex, _reach * camera.Scale * shown.Width / 2);
        RowThreads.Shared.Run(shown.Height, RowThreads.Shared.BandOf(shown.Height), new Rows(this, source, shown));
    }

    private sealed class Rows(SurfaceFlow flow, SourceSurface source, Fragments shown) : IRowBody
    {
        public void Invoke(int from, int to)
        {
            for (var pixel = from * shown.Width; pixel < to * shown.Width; pixel++)
            {
                var at = flow._nearest.Nearest[pixel];
                flow.Certainty.Data[pixel] = at < 0 ? 0 : source.Certainty[shown.FaceIndex[at]];
                if (at >= 0 && at != pixel && flow.Certainty.Data[pixel] > 0)
                    flow.CarryOutwards(pixel, at, shown, source);
            }
        }
    }

    private void CarryOutwards(int pixel, int at, Fragments shown, SourceSurface source)
    {
        var (row, column) = Math.DivRem(pixel, shown.Width);
        var (bodyRow, bodyColumn) = Math.DivRem(at, shown.Width);
        var offset = new Vector2(2f * (column - bodyColumn) / shown.Width, 2f * (row - bodyRow) / shown.Height);
        var face = shown.FaceIndex[at];
        var joint = _joints[_model.Faces[3 * face]];
        var turn = _turns[2 * joint + (source.Mirrored[face] ? 1 : 0)];
        var x = Flow.Data[2 * at] + turn.X * offset.X + turn.Y * offset.Y;
        var y = Flow.Data[2 * at + 1] + turn.Z * offset.X + turn.W * offset.Y;
        var limb = _partners.LimbOf(_model.Faces[3 * face]);
        if (source.StandsOff(source.Mirrored[face] ? Opposite[(int)limb] : limb, x, y))
            (Flow.Data[2 * pixel], Flow.Data[2 * pixel + 1]) = (x, y);
        else
            Certainty.Data[pixel] = 0;
    }

    /// <summary>
    /// How an offset in the target's picture turns with each bone on the way to the source: the upper left 2×2 of R_source · R_targetᵀ times the
    /// ratio of scales, and the same by way of the mirror image and the opposite bone.
    /// </summary>
    private void Turn(SourceSurface source, PosedBody target, WeakPerspectiveCamera camera)
    {
        var ratio = source.Camera.Scale / camera.Scale;
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            var to = target.Transforms.AsSpan(joint * JointChain.TransformLength);
            _turns[2 * joint] = Turn(source.Body.Transforms.AsSpan(joint * JointChain.TransformLength), to, 1, ratio);
            _turns[2 * joint + 1] = Turn(source.Body.Transforms.AsSpan((int)Opposite[joint] * JointChain.TransformLength), to, -1, ratio);
        }
    }

    private static Vector4 Turn(ReadOnlySpan<float> from, ReadOnlySpan<float> to, float side, float ratio)
    {
        return ratio * new Vector4(Entry(from, to, 0, 0), Entry(from, to, 0, 1), Entry(from, to, 1, 0), Entry(from, to, 1, 1));

        // Rows of a transform are four numbers long: three of the rotation and the translation.
        float Entry(ReadOnlySpan<float> from, ReadOnlySpan<float> to, int row, int column) =>
            side * from[4 * row] * to[4 * column] + from[4 * row + 1] * to[4 * column + 1] + from[4 * row + 2] * to[4 * column + 2];
    }

    private static Joint[] Opposites() => [.. Enum.GetValues<Joint>().Select(joint => joint.ToString() is var name
        && name.StartsWith("Left", StringComparison.Ordinal) ? Enum.Parse<Joint>("Right" + name[4..])
        : name.StartsWith("Right", StringComparison.Ordinal) ? Enum.Parse<Joint>("Left" + name[5..]) : joint)];
}
