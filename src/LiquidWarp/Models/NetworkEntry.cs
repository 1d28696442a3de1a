using System.Text.Json.Nodes;

namespace LiquidWarp.Models;

/// <summary>A network of a model folder as model.json describes it.</summary>
/// <param name="Architecture">What it is.</param>
/// <param name="Options">Its shape: the options record of the architecture.</param>
/// <param name="File">Name of the weights' file in the folder.</param>
/// <param name="Provenance">Where the weights come from, for people: trained on what, for how long, with which scores, or converted from what; under which licence.</param>
public sealed record NetworkEntry(NetworkArchitecture Architecture, object Options, string File, JsonObject Provenance)
{
    /// <summary>What it is for.</summary>
    public NetworkRole Role => Architecture.Role;

    /// <summary>Name of a file in the folder with tensors that take the place of those of <see cref="File"/> (<see cref="NetworkChanges"/>); null where there is none.</summary>
    public string? Changes { get; init; }
}

/// <summary>The body of a model folder as model.json describes it.</summary>
/// <param name="File">Name of the body's file in the folder.</param>
/// <param name="Facts">Name, version, licence, origin, for people.</param>
public sealed record BodyEntry(string File, JsonObject Facts);
