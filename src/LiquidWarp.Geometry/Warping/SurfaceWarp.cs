using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Warping;

/// <summary>A source as <see cref="SurfaceWarp"/> takes from it.</summary>
/// <param name="Surface">Where the picture shows each face of the body.</param>
/// <param name="Person">(any size, 4) the cut-out person on the square canvas: colour times coverage, and coverage.</param>
public readonly record struct WarpSource(SourceSurface Surface, FloatImage Person);

/// <summary>
/// Warps cut-out people into target poses. Several sources make one person where each is <see cref="SourceSurface.Only">limited</see> to
/// faces of its own: where one flow leads somewhere the others lead nowhere, so that the warped pictures are simply added. Keeps its memory
/// from frame to frame; serves one caller at a time.
/// </summary>
public sealed class SurfaceWarp
{
    // Hair, hats, skirts and coats stand off the body by up to this, metres.
    private const float Reach = 0.3f;

    // Towards the person's edge the cut-out fades to grey; pixels covered at least that much still show the person's full colour.
    private const float FullColour = 0.25f;

    private readonly BodyModel _model;
    private readonly SurfacePartners _partners;
    private readonly List<SurfaceFlow> _flows = [];
    private readonly FloatImage _sampled;

    /// <summary>Makes room for pictures of a size.</summary>
    /// <param name="model">The model of all bodies.</param>
    /// <param name="partners">Of that model; may be shared.</param>
    /// <param name="size">Side of the target pictures.</param>
    /// <param name="threads">Threads to use at most; 0 means one a processor.</param>
    public SurfaceWarp(BodyModel model, SurfacePartners partners, int size, int threads = 0)
    {
        (_model, _partners) = (model, partners);
        Drawing = new(model, size, threads);
        Warped = new(size, size, 4);
        _sampled = new(size, size, 4);
        Certainty = new(size, size, 1);
    }

    /// <summary>Draws the targets; its <see cref="FlowComposer.Target"/> is what the last one shows.</summary>
    public FlowComposer Drawing { get; }

    /// <summary>From the last target to each source.</summary>
    public IReadOnlyList<TransformationFlow> Flows { get; private set; } = [];

    /// <summary>(S, S, 4) the warped people: colour, of full strength up to the outline, and coverage. All 0 where no flow leads.</summary>
    public FloatImage Warped { get; }

    /// <summary>(S, S, 1) how sure the flow is, see <see cref="SurfaceFlow.Certainty"/>; 0 where none leads.</summary>
    public FloatImage Certainty { get; }

    /// <summary>Warps into a frame.</summary>
    /// <param name="sources">Sources that have no face in common.</param>
    /// <param name="target">The body to show.</param>
    /// <param name="camera">The camera to show it with.</param>
    public void Compose(IReadOnlyList<WarpSource> sources, PosedBody target, WeakPerspectiveCamera camera)
    {
        Drawing.Show(target, camera);
        Array.Clear(Warped.Data);
        Array.Clear(Certainty.Data);
        if (Flows.Count != sources.Count)
        {
            while (_flows.Count < sources.Count)
                _flows.Add(new(_model, _partners, Warped.Width, Reach));
            Flows = [.. _flows.Take(sources.Count).Select(flow => flow.Flow)];
        }

        for (var k = 0; k < sources.Count; k++)
        {
            _flows[k].Compose(sources[k].Surface, target, camera, Drawing.Target);
            BilinearSampler.Sample(sources[k].Person, _flows[k].Flow, CornerAlignment.Edges, _sampled);
            RowThreads.Shared.Run(Warped.Height, RowThreads.Shared.BandOf(Warped.Height), new Adding(this, _flows[k].Certainty));
        }
    }

    private sealed class Adding(SurfaceWarp warp, FloatImage certainty) : IRowBody
    {
        public void Invoke(int from, int to)
        {
            for (var pixel = from * certainty.Width; pixel < to * certainty.Width; pixel++)
            {
                if (certainty.Data[pixel] == 0)
                    continue;
                warp.Certainty.Data[pixel] = certainty.Data[pixel];
                var sampled = warp._sampled.Data.AsSpan(4 * pixel, 4);
                var into = warp.Warped.Data.AsSpan(4 * pixel, 4);
                var strength = 1 / MathF.Max(sampled[3], FullColour);
                (into[0], into[1], into[2], into[3]) = (sampled[0] * strength, sampled[1] * strength, sampled[2] * strength, sampled[3]);
            }
        }
    }
}
