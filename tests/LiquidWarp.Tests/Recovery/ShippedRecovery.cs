using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Models;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Recovery;

/// <summary>The network that ships, loaded once for the tests of a class.</summary>
public sealed class ShippedRecovery : IDisposable
{
    private readonly EvidenceReader _reader = new(ModelFolder.Open(Path.Combine(Goldens.Checkout, "models", "default")).Load(NetworkRole.Recovery));

    public ShippedRecovery()
    {
        Search = new(_reader);
        Recovery = new(Search, Model);
    }

    public BodyModel Model { get; } = BodyModel.LoadDefault();

    public PersonSearch Search { get; }

    public PersonRecovery Recovery { get; }

    public void Dispose() => _reader.Dispose();

    /// <summary>Everybody in a picture.</summary>
    public IReadOnlyList<RecoveredPerson> Look(RgbImage picture) => Recovery.Recover(picture, TestContext.Current.CancellationToken);

    /// <summary>What pre-flight says of the largest person.</summary>
    public IReadOnlyList<string> Findings(RgbImage picture) =>
        Look(picture) is [var person, ..] people ? [.. Preflight.Check(picture, person, people.Count).Select(finding => finding.Code)] : ["no-person"];
}
