using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Motions;

/// <summary>
/// A motion: frames a second plus θ per frame. Every reader brings its world into the camera view of
/// <see cref="BodyParameters"/> (x right, y down, z away), so frames can be posed and drawn as they are: a person of a
/// y-up world whose front is +z is seen from the front.
/// </summary>
/// <param name="Name">Where it came from, for messages.</param>
/// <param name="FramesPerSecond">Rate; files may say 0.1 to 1000, as videos may.</param>
/// <param name="Frames">At least one θ. Where <paramref name="HasImageCamera"/> is false the camera has scale 1 and the
/// root's travel in metres as its translation (x right, y down).</param>
/// <param name="HasImageCamera">True if the cameras were estimated from pictures and can be copied.</param>
public sealed record Motion(string Name, double FramesPerSecond, IReadOnlyList<BodyParameters> Frames, bool HasImageCamera)
{
    /// <summary>What the reader assumed and the file did not say (up axis, units, frame rate …), a sentence each.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];

    /// <summary>True if the file did not say its frame rate: one that is known from elsewhere, such as its video's, is better.</summary>
    public bool RateIsAssumed { get; init; }

    /// <summary>
    /// Where the root has gone since the first frame, metres in camera view, one entry a frame; null where the file has no
    /// travel. A weak-perspective camera cannot hold its depth, which turning the person needs.
    /// </summary>
    public IReadOnlyList<Vector3>? RootTravel { get; init; }

    /// <summary>Whether a file's frame rate can be meant.</summary>
    internal static bool IsPossibleRate(double framesPerSecond) => framesPerSecond is >= 0.1 and <= 1000;

    /// <summary>Length in seconds.</summary>
    public double Duration => Frames.Count / FramesPerSecond;

    /// <summary>
    /// A motion from poses and root positions in camera view without a picture: scale 1, and the travel since the first
    /// frame as the camera's translation.
    /// </summary>
    internal static Motion FromCapture(string name, double framesPerSecond, IReadOnlyList<float[]> poses, float[] shape,
        IReadOnlyList<Vector3> rootPositions, IReadOnlyList<string> assumptions)
    {
        var travel = rootPositions.Select(position => position - rootPositions[0]).ToArray();
        var frames = poses.Select((pose, i) => new BodyParameters(new(1, travel[i].X, travel[i].Y), pose, shape)).ToArray();
        return new(name, framesPerSecond, frames, HasImageCamera: false) { RootTravel = travel, Assumptions = assumptions };
    }

    /// <summary>
    /// Turns the whole motion about the vertical, root travel included, so that the person faces the camera: on average
    /// where there is a main direction (the mean heading has at least half of full length), else in the first frame. Image
    /// cameras stay as they are.
    /// </summary>
    public Motion FaceCamera()
    {
        var mean = Vector2.Zero;
        foreach (var frame in Frames)
            mean += Heading(frame);
        mean /= Frames.Count;
        if (mean.Length() < 0.5f)
            mean = Heading(Frames[0]);
        // Facing the camera is (0, -1) here: front against the viewing direction.
        return mean == Vector2.Zero ? this : Turn(MathF.Atan2(mean.X, -mean.Y));
    }

    /// <summary>Turns the whole motion about the camera's vertical axis through the root's first position.</summary>
    /// <param name="radians">Positive turns what faces the right of the picture towards the camera.</param>
    public Motion Turn(float radians)
    {
        var turn = Quaternion.CreateFromAxisAngle(Vector3.UnitY, radians);
        var travel = RootTravel?.Select(step => Vector3.Transform(step, turn)).ToArray();
        var frames = Frames.Select((frame, i) => InPlace(frame.Turned(turn), travel, i));
        return this with { Frames = frames.ToArray(), RootTravel = travel };
    }

    /// <summary>
    /// The motion several times over, for one that ends as it starts: the last frame of a lap is the first of the next, and the
    /// travel goes on from there.
    /// </summary>
    /// <param name="times">Number of laps, at least 1.</param>
    public Motion Repeat(int times)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        var lap = Math.Max(1, Frames.Count - 1);
        var count = lap * times + (Frames.Count > 1 ? 1 : 0);
        // The very last frame belongs to the last lap.
        (int Lap, int Frame) At(int i) => i == lap * times ? (times - 1, lap) : (i / lap, i % lap);
        var travel = RootTravel is null ? null : Enumerable.Range(0, count).Select(i => At(i).Lap * RootTravel[^1] + RootTravel[At(i).Frame]).ToArray();
        var frames = Enumerable.Range(0, count).Select(i => InPlace(Frames[At(i).Frame], travel, i)).ToArray();
        return this with { Frames = frames, RootTravel = travel };
    }

    /// <summary>The frames from <paramref name="start"/> up to <paramref name="end"/>, both in seconds, at least one frame.</summary>
    /// <exception cref="InputException">If nothing of the motion lies there.</exception>
    public Motion Trim(double start, double end)
    {
        var first = (int)Math.Round(Math.Max(start, 0) * FramesPerSecond);
        var last = (int)Math.Min(Math.Round(end * FramesPerSecond), Frames.Count);
        if (first >= last)
            throw new InputException($"{Name}: nothing lies between {start:0.##} s and {end:0.##} s of a motion of {Duration:0.##} s.");
        var travel = RootTravel?.Skip(first).Take(last - first).Select(step => step - RootTravel[first]).ToArray();
        return this with { Frames = Frames.Skip(first).Take(last - first).Select((frame, i) => InPlace(frame, travel, i)).ToArray(), RootTravel = travel };
    }

    /// <summary>The frame with the travel as its camera, unless its camera is a picture's.</summary>
    private BodyParameters InPlace(BodyParameters frame, Vector3[]? travel, int at) =>
        HasImageCamera || travel is null ? frame : frame with { Camera = new(1, travel[at].X, travel[at].Y) };

    /// <summary>Where the person's front points on the floor (camera x, camera z), length 1 when upright, 0 when lying flat.</summary>
    private static Vector2 Heading(BodyParameters frame)
    {
        var front = Vector3.Transform(Vector3.UnitZ, Rotations.ToQuaternion(new Vector3(frame.Pose)));
        return new(front.X, front.Z);
    }
}
