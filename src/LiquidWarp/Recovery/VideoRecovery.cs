using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Motions;

namespace LiquidWarp.Recovery;

/// <summary>A motion recovered from a video.</summary>
/// <param name="Motion">θ over each frame's square canvas; what was bridged is in its assumptions.</param>
/// <param name="Seen">For each frame whether the person was found in it.</param>
/// <param name="First">What was seen where the person was found first.</param>
public sealed record RecoveredMotion(Motion Motion, IReadOnlyList<bool> Seen, PersonEvidence First);

/// <summary>
/// Follows one person through a video: looks where they should be now, searches the whole picture where they are lost, keeps them apart from others and left from right,
/// bridges what is missing, steadies the whole, and holds feet that stand.
/// </summary>
/// <param name="search">Finds people.</param>
/// <param name="recovery">Fits bodies.</param>
/// <param name="smoothing">How the motion is steadied.</param>
public sealed class VideoRecovery(PersonSearch search, PersonRecovery recovery, MotionSmoothing smoothing)
{
    // While nobody is seen, the whole picture is searched in every so manieth frame; it takes far longer than a look.
    private const int SearchEvery = 5;

    // So much nearer to the frame before must the exchanged points be: the network is right more often than not.
    private const float Doubt = 0.55f;

    /// <summary>Recovers a motion.</summary>
    /// <param name="name">The video, for messages.</param>
    /// <param name="frames">Its pictures in order, each used before the next is asked for; all of a size.</param>
    /// <param name="framesPerSecond">Their rate.</param>
    /// <param name="choice">Whom to follow.</param>
    /// <param name="started">Called when the person is found first, before the rest of the work: with the frame, the person, and how many are in it.</param>
    /// <param name="done">Called with the number of frames done.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="InputException">There are no frames, or nobody is found in any.</exception>
    public RecoveredMotion Recover(
        string name, IEnumerable<RgbImage> frames, double framesPerSecond, PersonChoice choice,
        Action<RgbImage, RecoveredPerson, int>? started = null, Action<int>? done = null, CancellationToken cancellation = default)
    {
        List<BodyParameters?> found = [];
        PersonTrack? track = null;
        foreach (var frame in frames)
        {
            cancellation.ThrowIfCancellationRequested();
            if (track is not null)
                found.Add(Follow(track, frame, near: found[^1], cancellation));
            else if (found.Count % SearchEvery == 0 && search.Find(frame, cancellation) is { Count: > 0 } people
                && recovery.Fit(choice.From(people, name), frame.Width, frame.Height) is { } person)
            {
                track = new(frame, person.Evidence) { InCompany = people.Count > 1 };
                started?.Invoke(frame, person, people.Count);
                found.Add(person.Body);
            }
            else
                found.Add(null);
            done?.Invoke(found.Count);
        }

        if (track is null)
            throw new InputException(found.Count == 0 ? $"{name} shows no picture at all." : $"Nobody is found in {name}: no frame of {found.Count} shows a person who can be recovered.") { Code = "no-person" };
        var (whole, gaps) = Bridge(found);
        var motion = new Motion(name, framesPerSecond, Steadied(whole, framesPerSecond), HasImageCamera: true)
        {
            Assumptions = gaps.Count == 0 ? [] : [$"the person was not found in {gaps.Sum(gap => gap.Length)} of {found.Count} frames ({string.Join(", ", gaps.Select(Described))}); the motion was bridged there"],
        };
        return new(motion, [.. found.Select(body => body is not null)], track.First);
    }

    private BodyParameters? Follow(PersonTrack track, RgbImage frame, BodyParameters? near, CancellationToken cancellation)
    {
        var seen = Look(track, frame, cancellation);
        if (seen is not null && track.Missed == 0)
            seen = LikeBefore(seen, track.Last);
        if (seen is not null && recovery.Fit(seen, frame.Width, frame.Height, near) is { } person)
        {
            track.Take(frame, seen);
            return person.Body;
        }

        track.Miss();
        return null;
    }

    private PersonEvidence? Look(PersonTrack track, RgbImage frame, CancellationToken cancellation)
    {
        var seen = search.Follow(frame, track.Next);
        if (seen is not null && track.Knows(frame, seen))
            return seen;
        if (track.Missed % SearchEvery == 0)
        {
            var people = search.Find(frame, cancellation);
            track.InCompany |= people.Count > 1;
            if (seen is null || track.InCompany)
                return track.Among(frame, people);
        }

        return track.InCompany ? null : seen;
    }

    private IReadOnlyList<BodyParameters> Steadied(IReadOnlyList<BodyParameters> frames, double framesPerSecond) => smoothing.Seconds <= 0
        ? frames
        : new PlantedFeet(recovery.Model).Hold(smoothing.Apply(frames, framesPerSecond), framesPerSecond);

    /// <summary>The same evidence, with left and right exchanged where that is far nearer to what was seen before.</summary>
    private static PersonEvidence LikeBefore(PersonEvidence seen, PersonEvidence last)
    {
        var exchanged = seen with { Points = [.. EvidencePoints.Mirrored.Select(k => seen.Points[k])] };
        return Distance(exchanged, last) < Doubt * Distance(seen, last) ? exchanged : seen;
    }

    /// <summary>Mean distance of the points in space, each counted as it is trusted.</summary>
    private static float Distance(PersonEvidence a, PersonEvidence b)
    {
        var (sum, weight) = (0f, 1e-6f);
        for (var k = 0; k < a.Points.Count; k++)
        {
            var trust = a.Points[k].Confidence * b.Points[k].Confidence;
            Vector3 Place(PersonEvidence person) => new(person.Crop.ToPicture(person.Points[k].Place), person.Points[k].Depth * person.Crop.Side / 2);
            (sum, weight) = (sum + trust * Vector3.Distance(Place(a), Place(b)), weight + trust);
        }

        return sum / weight;
    }

    /// <summary>Fills gaps by slerp between their ends; what lies before the first or after the last stands still.</summary>
    private static (List<BodyParameters> Frames, List<(int Start, int Length)> Gaps) Bridge(List<BodyParameters?> found)
    {
        List<BodyParameters> frames = [];
        List<(int, int)> gaps = [];
        for (var i = 0; i < found.Count;)
        {
            if (found[i] is { } body)
            {
                frames.Add(body);
                i++;
                continue;
            }

            var end = found.FindIndex(i, later => later is not null);
            var length = (end < 0 ? found.Count : end) - i;
            var (before, after) = (i > 0 ? found[i - 1] : null, end < 0 ? null : found[end]);
            for (var k = 1; k <= length; k++)
                frames.Add(Between(before ?? after!, after ?? before!, (float)k / (length + 1)));
            gaps.Add((i, length));
            i += length;
        }

        return (frames, gaps);
    }

    private static BodyParameters Between(BodyParameters from, BodyParameters to, float amount)
    {
        var pose = new float[BodyParameters.PoseLength];
        for (var joint = 0; joint < JointTree.Count; joint++)
            Rotations.Slerp(new Vector3(from.Pose.AsSpan(3 * joint, 3)), new Vector3(to.Pose.AsSpan(3 * joint, 3)), amount).CopyTo(pose, 3 * joint);
        float Mix(float a, float b) => a + amount * (b - a);
        return new(new(Mix(from.Camera.Scale, to.Camera.Scale), Mix(from.Camera.X, to.Camera.X), Mix(from.Camera.Y, to.Camera.Y)), pose, from.Shape);
    }

    private static string Described((int Start, int Length) gap) => gap.Length == 1 ? $"{gap.Start}" : $"{gap.Start}–{gap.Start + gap.Length - 1}";
}
