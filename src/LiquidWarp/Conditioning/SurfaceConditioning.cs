using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Conditioning;

/// <summary>
/// Shows source and target to the compact generator: cut-out and warped pictures, how sure the warp is, which point of the body's
/// surface each pixel shows, and how it is turned. Keeps its memory from frame to frame; serves one caller at a time.
/// </summary>
public sealed class SurfaceConditioning
{
    /// <summary>First of the four channels of the target's stream that hold surface coordinates.</summary>
    public const int CoordinateChannel = 5;

    private const int SurfaceChannels = SurfaceCoordinates.Channels + SurfaceNormals.Channels;

    // How much the hole in the background grows beyond the person, of the picture's side.
    private const float HoleMargin = 0.02f;

    private const float HoleThreshold = 0.02f;

    private readonly BodyModel _model;
    private readonly SurfacePartners _partners;
    private readonly SurfaceWarp _warp;
    private readonly SurfaceNormals _normals;
    private readonly PosedBody _target;
    private readonly FloatImage _stream;

    /// <summary>Makes room for pictures of a size.</summary>
    /// <param name="model">The model of all bodies.</param>
    /// <param name="partners">Of that model; may be shared.</param>
    /// <param name="size">Side of the pictures.</param>
    /// <param name="threads">Threads to use at most; 0 means one a processor.</param>
    public SurfaceConditioning(BodyModel model, SurfacePartners partners, int size, int threads = 0)
    {
        (_model, _partners, Size) = (model, partners, size);
        _warp = new(model, partners, size, threads);
        _normals = new(model);
        _target = model.CreatePosed();
        _stream = new(size, size, CoordinateChannel + SurfaceChannels);
    }

    /// <summary>Side of the pictures.</summary>
    public int Size { get; }

    /// <summary>The body of the last target.</summary>
    public PosedBody TargetBody => _target;

    /// <summary>Looks at a source: everything that depends on it alone.</summary>
    /// <param name="picture">(S, S, 3) in [−1, 1].</param>
    /// <param name="coverage">(S, S, 1) how much of each pixel is the person, 0 to 1.</param>
    /// <param name="body">θ over the picture.</param>
    /// <param name="photo">How a photo lies on the picture, whose border shows nothing of the person; null where it fills it.</param>
    public SourceCondition Source(FloatImage picture, FloatImage coverage, BodyParameters body, SquareCanvas? photo = null)
    {
        RequireSize(picture, 3);
        RequireSize(coverage, 1);
        var posed = _model.CreatePosed();
        _model.Pose(body, posed);
        var surface = SourceSurface.Of(_model, _partners, posed, body.Camera, _warp.Drawing, photo);

        var stream = new FloatImage(Size, Size, 4 + SurfaceChannels);
        var person = CutOut(picture, coverage);
        for (var pixel = 0; pixel < coverage.Data.Length; pixel++)
            person.Data.AsSpan(4 * pixel, 4).CopyTo(stream.Data.AsSpan(stream.Channels * pixel));

        DrawSurface(posed, stream, channel: 4);
        return new(stream, Background(picture, coverage), surface, person);
    }

    /// <summary>Shows a target pose of the source's person. The result is overwritten by the next call.</summary>
    /// <param name="source">The source.</param>
    /// <param name="target">θ to show, best with the source's shape.</param>
    public TargetCondition Target(SourceCondition source, BodyParameters target) => Target([source], target);

    /// <summary>Shows a target pose of a person whose faces come from several sources, each <see cref="SourceCondition.Only">limited</see> to its own.</summary>
    /// <param name="sources">Sources that have no face in common.</param>
    /// <param name="target">θ to show.</param>
    public TargetCondition Target(IReadOnlyList<SourceCondition> sources, BodyParameters target)
    {
        _model.Pose(target, _target);
        _warp.Compose([.. sources.Select(source => new WarpSource(source.Surface, source.Person))], _target, target.Camera);
        for (var pixel = 0; pixel < Size * Size; pixel++)
        {
            var into = _stream.Data.AsSpan(_stream.Channels * pixel);
            _warp.Warped.Data.AsSpan(4 * pixel, 4).CopyTo(into);
            into[4] = _warp.Certainty.Data[pixel];
        }

        DrawSurface(_target, _stream, CoordinateChannel);
        return new(_stream, _warp.Flows);
    }

    private void DrawSurface(PosedBody body, FloatImage into, int channel)
    {
        SurfaceCoordinates.Draw(_model, _warp.Drawing.Target, into, channel);
        _normals.Draw(body, _warp.Drawing.Target, into, channel + SurfaceCoordinates.Channels);
    }

    /// <summary>(H, W, 4): colour times coverage, and coverage; what <see cref="SurfaceWarp"/> warps.</summary>
    /// <param name="picture">(H, W, 3) in [−1, 1].</param>
    /// <param name="coverage">(H, W, 1) how much of each pixel is the person, 0 to 1.</param>
    public static FloatImage CutOut(FloatImage picture, FloatImage coverage)
    {
        var person = new FloatImage(picture.Width, picture.Height, 4);
        for (var pixel = 0; pixel < coverage.Data.Length; pixel++)
        {
            var cut = person.Data.AsSpan(4 * pixel, 4);
            for (var c = 0; c < 3; c++)
                cut[c] = picture.Data[3 * pixel + c] * coverage.Data[pixel];
            cut[3] = coverage.Data[pixel];
        }

        return person;
    }

    /// <summary>(S, S, 4): the picture with 0 where the person is, and 1 where the background is known.</summary>
    private FloatImage Background(FloatImage picture, FloatImage coverage)
    {
        var person = new Mask(Size, Size);
        for (var pixel = 0; pixel < coverage.Data.Length; pixel++)
            person.Data[pixel] = coverage.Data[pixel] > HoleThreshold ? (byte)1 : (byte)0;
        var hole = Morphology.Dilate(person, 2 * Math.Max(1, (int)(HoleMargin * Size)) + 1);
        var background = new FloatImage(Size, Size, 4);
        for (var pixel = 0; pixel < hole.Data.Length; pixel++)
            if (hole.Data[pixel] == 0)
            {
                picture.Data.AsSpan(3 * pixel, 3).CopyTo(background.Data.AsSpan(4 * pixel));
                background.Data[4 * pixel + 3] = 1;
            }

        return background;
    }

    private void RequireSize(FloatImage map, int channels)
    {
        if ((map.Width, map.Height, map.Channels) != (Size, Size, channels))
            throw new ArgumentException($"The map is {map.Width}×{map.Height}×{map.Channels}, expected {Size}×{Size}×{channels}.", nameof(map));
    }
}

/// <summary>A source as the generator sees it.</summary>
/// <param name="Stream">(S, S, C) input of the source stream: the cut-out person 3, coverage 1, surface coordinates 4, normals 3.</param>
/// <param name="Background">(S, S, 4) input of the background stream: the picture with 0 where the person was, and 1 where it is known.</param>
/// <param name="Surface">Where the picture shows each face of the body.</param>
/// <param name="Person">(S, S, 4) the cut-out person (colour times coverage) and coverage: what flows sample.</param>
public sealed record SourceCondition(FloatImage Stream, FloatImage Background, SourceSurface Surface, FloatImage Person)
{
    /// <summary>The same source for some faces only; the generator still sees it whole.</summary>
    /// <param name="faces">(F) true for a face to keep.</param>
    public SourceCondition Only(ReadOnlySpan<bool> faces) => this with { Surface = Surface.Only(faces) };
}

/// <summary>A target as the generator sees it.</summary>
/// <param name="Stream">(S, S, C) input of the target stream: the warped person 3, its coverage 1, certainty 1, surface coordinates 4, normals 3.</param>
/// <param name="Flows">From target to each source.</param>
public sealed record TargetCondition(FloatImage Stream, IReadOnlyList<TransformationFlow> Flows);
