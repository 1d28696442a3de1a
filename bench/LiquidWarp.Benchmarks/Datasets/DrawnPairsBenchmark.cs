using BenchmarkDotNet.Attributes;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Motions;

namespace LiquidWarp.Benchmarks.Datasets;

/// <summary>A finished picture of a drawn person on one core, dressing and place included; the baseline is the patient drawer of samples/.</summary>
public class DrawnPairsBenchmark
{
    private const int Videos = 4;

    private BodyModel _model = null!;
    private Motion _motion = null!;
    private long _first;

    [Params(128, 256)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup() => (_model, _motion) = (BodyModel.LoadDefault(), ProceduralMotion.Create("dance"));

    [Benchmark(Baseline = true)]
    public DrawnPerson DrawnPersonOfSamples() => DrawnPerson.Create(_model, DrawnPersonStyle.Person, Size);

    [Benchmark(OperationsPerInvoke = 2 * Videos * DrawnPairs.PairsPerVideo)]
    public PersonPair? Picture()
    {
        var pairs = new DrawnPairs([_model], [_motion], Size, seed: 1);
        PersonPair? last = null;
        for (var i = 0; i < Videos * DrawnPairs.PairsPerVideo; i++)
            last = pairs.Pair(_first++);
        return last;
    }
}
