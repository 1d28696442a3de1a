namespace LiquidWarp.Recovery;

/// <summary>The marked people of one picture of several, or of one frame of a video.</summary>
/// <param name="Name">The picture's name or number as the file has it; empty where it has none.</param>
/// <param name="Number">
/// The frame's number as the file has it (programs begin with 0 or with 1), else its place among the frames, from 0. Numbers rise from frame to
/// frame; those of frames in which nobody was found may be missing.
/// </param>
/// <param name="People">Everybody with at least one visible point, in the file's order; perhaps nobody.</param>
public sealed record KeypointFrame(string Name, long Number, IReadOnlyList<PersonKeypoints> People);
