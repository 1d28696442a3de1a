using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Synthesis;

/// <summary>From where a person is seen, against the photo's own camera.</summary>
/// <param name="Yaw">
/// Degrees that the camera walks round the person, to its right: 90 shows the left side of somebody who faced it, 180 the back.
/// </param>
/// <param name="Pitch">Degrees that the camera rises: it looks down on the person where positive, up where negative.</param>
public readonly record struct ViewAngle(float Yaw, float Pitch = 0);

/// <summary>A way of the camera round a person, at constant speed.</summary>
/// <param name="From">The first view.</param>
/// <param name="To">The last view. After whole turns that would be the first again, and is left out so that the video can be played in a loop.</param>
public readonly record struct ViewPath(ViewAngle From, ViewAngle To)
{
    /// <summary>The view of a frame.</summary>
    /// <param name="frame">From 0.</param>
    /// <param name="count">Number of frames in all.</param>
    public ViewAngle At(int frame, int count)
    {
        var comesRound = To.Yaw != From.Yaw && (To.Yaw - From.Yaw) % 360 == 0 && To.Pitch == From.Pitch;
        var share = (float)frame / Math.Max(1, comesRound ? count : count - 1);
        return new(From.Yaw + share * (To.Yaw - From.Yaw), From.Pitch + share * (To.Pitch - From.Pitch));
    }
}

/// <summary>
/// Novel views (REFERENCE 6.5): the person seen from elsewhere. The camera walks about the world's vertical through the pelvis; the frame's own
/// camera stays, so it is the body that turns.
/// </summary>
/// <param name="source">The person.</param>
public sealed class NovelView(SourcePerson source)
{
    /// <summary>Frames of a turn where nobody says how many: four seconds.</summary>
    public const int UsualFrames = 120;

    /// <summary>Frames a second of a turn where nobody says.</summary>
    public const double UsualRate = 30;

    /// <summary>One frame: the person as the photo shows them, seen from elsewhere.</summary>
    public Performance Still(ViewAngle angle) => Turn(new(angle, angle), frames: 1);

    /// <summary>The camera goes round the person as the photo shows them.</summary>
    /// <param name="path">Its way.</param>
    /// <param name="frames">Number of frames, at least 1.</param>
    /// <param name="framesPerSecond">Rate.</param>
    public Performance Turn(ViewPath path, int frames = UsualFrames, double framesPerSecond = UsualRate) =>
        Along(new(framesPerSecond, frames, Enumerable.Repeat(source.Body, frames)) { CameraPitch = source.CameraPitch }, path);

    /// <summary>The camera goes its way while the person moves.</summary>
    /// <param name="performance">What the person does, as the <see cref="Imitator"/> gives it.</param>
    /// <param name="path">The camera's way, from the first frame to the last.</param>
    public static Performance Along(Performance performance, ViewPath path) => performance with
    {
        Targets = performance.Targets.Select((target, i) => Seen(target, path.At(i, performance.Count), performance.CameraPitch)),
    };

    /// <summary>Bullet time: the person freezes in a frame of what they do, and the camera goes round them.</summary>
    /// <param name="performance">What the person does, as the <see cref="Imitator"/> gives it.</param>
    /// <param name="frame">The frame to freeze, from 0.</param>
    /// <param name="path">The camera's way.</param>
    /// <param name="frames">How long the turn takes, in frames.</param>
    /// <param name="whole">Shows what comes before from the path's first view, and what comes after from its last.</param>
    /// <exception cref="InputException">There is no such frame.</exception>
    public static Performance Freeze(Performance performance, int frame, ViewPath path, int frames = UsualFrames, bool whole = false)
    {
        if (frame < 0 || frame >= performance.Count)
            throw new InputException($"There is no frame {frame} to freeze: the motion has {performance.Count} frames here, the first is 0 and the last {performance.Count - 1}.");
        var turn = Along(performance with { Count = frames, Targets = Enumerable.Repeat(performance.Targets.ElementAt(frame), frames) }, path);
        if (!whole)
            return turn;
        return performance with
        {
            Count = performance.Count + frames,
            Targets = From(path.From, performance.Targets.Take(frame)).Concat(turn.Targets).Concat(From(path.To, performance.Targets.Skip(frame))),
        };

        IEnumerable<BodyParameters> From(ViewAngle angle, IEnumerable<BodyParameters> targets) => targets.Select(target => Seen(target, angle, performance.CameraPitch));
    }

    /// <summary>A body turned so that the camera, which stays, sees it from elsewhere.</summary>
    private static BodyParameters Seen(BodyParameters target, ViewAngle angle, Quaternion cameraPitch)
    {
        const float radians = MathF.PI / 180;
        var walk = cameraPitch * Quaternion.CreateFromAxisAngle(Vector3.UnitY, angle.Yaw * radians) * Quaternion.Conjugate(cameraPitch);
        return target.Turned(Quaternion.CreateFromAxisAngle(Vector3.UnitX, angle.Pitch * radians) * walk);
    }
}
