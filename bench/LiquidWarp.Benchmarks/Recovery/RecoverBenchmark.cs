using BenchmarkDotNet.Attributes;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Imaging;
using LiquidWarp.Models;
using LiquidWarp.Recovery;

namespace LiquidWarp.Benchmarks.Recovery;

/// <summary>
/// A frame of a video of 256 pixels, recovered with the network that ships, without the decoder; the baseline searches every frame anew, as if each were a
/// picture. The drawn person goes from side to side. 50 frames a second leave 20 ms.
/// </summary>
public class RecoverBenchmark
{
    private const int Size = 256, Count = 48;

    private EvidenceReader _reader = null!;
    private PersonSearch _search = null!;
    private PersonRecovery _recovery = null!;
    private VideoRecovery _video = null!;
    private RgbImage[] _frames = null!;

    [GlobalSetup]
    public void Setup()
    {
        var model = BodyModel.LoadDefault();
        var drawn = DrawnPerson.Create(model, DrawnPersonStyle.Person, Size).Picture;
        (_reader, _frames) = (
            new(ModelFolder.Open(Path.GetDirectoryName(BodyModel.FindDefault())!).Load(NetworkRole.Recovery)),
            [.. Enumerable.Range(0, Count).Select(i => Shifted(drawn, (int)Math.Round(24 * Math.Sin(2 * Math.PI * i / Count))))]);
        _search = new(_reader);
        _recovery = new(_search, model);
        _video = new(_search, _recovery, new MotionSmoothing());
    }

    [GlobalCleanup]
    public void Cleanup() => _reader.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int SearchInEveryFrame() => _frames.Sum(frame => _recovery.Recover(frame).Count);

    [Benchmark(OperationsPerInvoke = Count)]
    public RecoveredMotion Video() => _video.Recover("drawn", _frames, 30, new());

    [Benchmark(OperationsPerInvoke = Count)]
    public int PartLook() => _frames.Count(frame => _search.Follow(frame, new(new(Size / 2f), Size)) is not null);

    private static RgbImage Shifted(RgbImage picture, int by)
    {
        var shifted = new RgbImage(picture.Width, picture.Height);
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
                picture.Row(y).Slice(3 * Math.Clamp(x - by, 0, picture.Width - 1), 3).CopyTo(shifted.Row(y)[(3 * x)..]);
        return shifted;
    }
}
