using LiquidWarp.Imaging;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Torch;
using DType = LiquidWarp.Torch.DType;

namespace LiquidWarp.Recovery;

/// <summary>Runs the recovery network on squares of pictures. Serves one caller at a time.</summary>
public sealed class EvidenceReader : IEvidenceReader, IDisposable
{
    // Squares that are looked at together.
    private const int Batch = 16;

    private readonly LoadedNetwork _loaded;
    private readonly DenseRecovery _network;
    private readonly DenseRecoveryOptions _options;
    private readonly DType _precision;
    private readonly long[] _mirrored = [.. EvidencePoints.Mirrored.Select(k => (long)k)];

    /// <summary>Takes a network.</summary>
    /// <param name="loaded">A <see cref="DenseRecovery"/>; disposed with this.</param>
    /// <exception cref="InputException">It is of another architecture, or looks for other points.</exception>
    public EvidenceReader(LoadedNetwork loaded)
    {
        if (loaded is not { Network: DenseRecovery network, Entry.Options: DenseRecoveryOptions options })
            throw new InputException($"People cannot be found with a recovery network of the architecture '{loaded.Entry.Architecture.Name}'; it must be 'dense'. Train one with: liquidwarp train-recovery --help");
        if (options.Points != EvidencePoints.All.Count)
            throw new InputException($"The recovery network looks for {options.Points} points and not for {EvidencePoints.All.Count}: it is of another version. Train it again with: liquidwarp train-recovery --help");
        (_loaded, _network, _options) = (loaded, network, options);
        _precision = FastestPrecision.On(loaded.Parameters.Device);
        loaded.Parameters.To(_precision);
    }

    /// <summary>Side of the squares as the network sees them, pixels.</summary>
    public int Size => _options.Size;

    /// <inheritdoc/>
    public IReadOnlyList<PersonEvidence> Read(RgbImage picture, IReadOnlyList<PersonCrop> crops, bool twice)
    {
        List<PersonEvidence> found = [];
        using var untracked = InferenceMode.Enter();
        foreach (var part in crops.Chunk(Batch))
        {
            using var scope = TensorScope.Enter();
            float[] pixels = [.. part.SelectMany(crop => crop.Look(picture, Size).Data)];
            var pictures = Tensor.FromInterleaved<float>(pixels, Size, Size, 3, part.Length, _loaded.Parameters.Device).To(_precision).ChannelsLast();
            var seen = twice ? Twice(pictures) : _network.Forward(pictures);
            var (heat, depth) = (seen.Heat.ToArray<float>(), seen.Depth.ToArray<float>());
            var (mask, parts) = (seen.Mask.Sigmoid().ToArray<float>(), seen.Parts.ArgMax(1).ToArray<long>());
            for (var i = 0; i < part.Length; i++)
            {
                int maps = heat.Length / part.Length, area = Size * Size;
                found.Add(new(part[i], EvidenceReading.Points(heat.AsSpan(i * maps, maps), depth.AsSpan(i * maps, maps), _options),
                    new FloatImage(Size, Size, 1, mask.AsSpan(i * area, area).ToArray()),
                    Array.ConvertAll(parts.AsSpan(i * area / 4, area / 4).ToArray(), part => (byte)part)));
            }
        }

        return found;
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => _loaded.Dispose();

    private DenseRecoveryOutput Twice(Tensor pictures)
    {
        var seen = _network.Forward(pictures);
        var mirrored = _network.Forward(pictures.Flip([3]).ChannelsLast());
        var order = Tensor.From(_mirrored, [_mirrored.Length], pictures.Device);
        Tensor Back(Tensor maps, bool points) => points ? maps.Flip([3]).IndexSelect(1, order) : maps.Flip([3]);
        return seen with
        {
            Heat = (seen.Heat + Back(mirrored.Heat, points: true)) / 2,
            Depth = (seen.Depth + Back(mirrored.Depth, points: true)) / 2,
            Mask = (seen.Mask + Back(mirrored.Mask, points: false)) / 2,
        };
    }
}
