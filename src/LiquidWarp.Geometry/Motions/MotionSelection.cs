namespace LiquidWarp.Motions;

/// <summary>What of a motion file is meant, where it holds more than one motion.</summary>
/// <param name="Person">Number of the person, as the file numbers its tracks; null for the one who is seen in most frames.</param>
/// <param name="AsFilmed">
/// Files of programs that recover people from videos may hold the motion twice: in a world with the floor level, and as the camera saw it.
/// False takes the world, true the camera's view together with the camera, for results that place the person as the video does.
/// </param>
public sealed record MotionSelection(int? Person = null, bool AsFilmed = false);
