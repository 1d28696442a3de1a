using BenchmarkDotNet.Attributes;
using LiquidWarp.Bodies;
using LiquidWarp.Conditioning;
using LiquidWarp.Imaging;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Recovery;
using LiquidWarp.Synthesis;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;
using LiquidWarp.Warping;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Benchmarks.Synthesis;

/// <summary>One frame of the default generator on the default body, whole and in parts; texture warping beside it. Weights have no part in it.</summary>
public class FrameBenchmark
{
    private const int NetworkSize = 256;

    private readonly BodyModel _model = BodyModel.LoadDefault();
    private readonly BodyParameters _body = BodyParameters.Frontal() with { Camera = new(0.95f, 0, 0.25f) };
    private readonly SurfacePartners _partners;
    private readonly FloatImage _paint = new(NetworkSize, NetworkSize, PaintOverlay.PaintChannels);
    private CompactSynthesizer _fast = null!;
    private CompactSynthesizer _single = null!;
    private TextureWarpSynthesizer _texture = null!;
    private SurfaceConditioning _conditioning = null!;
    private SourceCondition _source = null!;
    private TargetCondition _shown = null!;
    private LoadedNetwork _network = null!;
    private SourceFeatures _features = null!;
    private SurfaceWarp _warp = null!;
    private PaintOverlay _overlay = null!;
    private FloatImage _picture = null!;
    private FloatImage _cutOut = null!;
    private BodyParameters[] _targets = null!;
    private int _frame;

    public FrameBenchmark() => _partners = new(_model);

    /// <summary>Side of the frames.</summary>
    [Params(256, 512)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var (photo, mask) = (new RgbImage(512, 512), new Mask(512, 512));
        new Random(1).NextBytes(photo.Data);
        for (var y = 30; y < 480; y++)
            mask.Row(y)[150..360].Fill(1);
        var person = new SourcePerson(photo, _body, PersonMatte.FromMask(mask), photo);
        (_fast, _single, _texture) = (
            new CompactSynthesizer(Generator(), _model, [new(person)], Size, new() { Precision = DType.BFloat16 }),
            new CompactSynthesizer(Generator(), _model, [new(person)], Size, new() { Precision = DType.Float32 }),
            new TextureWarpSynthesizer(_model, person, Size));
        _targets = [.. Enumerable.Range(0, 32).Select(Moved)];

        _conditioning = new(_model, _partners, NetworkSize);
        var coverage = Resampling.ResizeArea(mask.ToFloat(), NetworkSize, NetworkSize);
        _source = _conditioning.Source(Resampling.Resize(photo, NetworkSize, NetworkSize, ResizeMethod.Area).ToFloat(), coverage, _body);
        _network = Generator();
        _network.Parameters.To(DType.BFloat16);
        using (var scope = TensorScope.Enter())
        using (var inference = InferenceMode.Enter())
            _features = ((CompactGenerator)_network.Network).EncodeSource(_source.Stream.ToTensor().To(DType.BFloat16)).Outlive();
        _warp = new(_model, _partners, Size);
        _cutOut = SurfaceConditioning.CutOut(Resampling.Resize(photo, Size, Size).ToFloat(), Resampling.ResizeArea(mask.ToFloat(), Size, Size));
        _overlay = new(NetworkSize, Size);
        _picture = new(Size, Size, 3);
        _shown = _conditioning.Target(_source, _body);
        _warp.Compose([new(_source.Surface, _cutOut)], _conditioning.TargetBody, _body.Camera);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var owned in new IDisposable[] { _fast, _single, _texture, _features, _network })
            owned.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Generator16() => _fast.Draw(Next(), _picture);

    [Benchmark]
    public void Generator32() => _single.Draw(Next(), _picture);

    [Benchmark]
    public void TextureWarp() => _texture.Draw(Next(), _picture);

    [Benchmark]
    public TargetCondition PartConditioning() => _conditioning.Target(_source, Next());

    [Benchmark]
    public void PartNetwork16()
    {
        using var scope = TensorScope.Enter();
        using var inference = InferenceMode.Enter();
        var paint = ((CompactGenerator)_network.Network).Paint(_shown.Stream.ToTensor().To(DType.BFloat16), [(_features, _shown.Flows[0].ToTensor())]);
        Tensor.Cat([paint.Color, paint.Mask, paint.Trust], 1).CopyToInterleaved<float>(_paint.Data);
    }

    [Benchmark]
    public void PartSharpWarp() => _warp.Compose([new(_source.Surface, _cutOut)], _conditioning.TargetBody, _body.Camera);

    [Benchmark]
    public void PartOverlay() => _overlay.Draw(_paint, _source.Person, _warp.Warped, null, _picture);

    [Benchmark]
    public RgbImage PartToBytes() => _picture.ToRgb();

    private static LoadedNetwork Generator()
    {
        var (store, options) = (new ParameterStore(), new CompactGeneratorOptions());
        var generator = new CompactGenerator(store.Root, options);
        store.ToChannelsLast();
        return new(generator, store, new(NetworkArchitecture.Of(NetworkRole.Generator, "compact"), options, "", []));
    }

    private BodyParameters Next() => _targets[_frame++ % _targets.Length];

    private BodyParameters Moved(int step)
    {
        var pose = (float[])_body.Pose.Clone();
        pose[3 * (int)Joint.LeftShoulder + 2] = -1 + 0.05f * step;
        pose[3 * (int)Joint.RightKnee] = 0.03f * step;
        return _body with { Pose = pose };
    }
}
