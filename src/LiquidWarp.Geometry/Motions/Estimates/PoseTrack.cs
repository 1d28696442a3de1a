using System.Globalization;
using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Motions.Estimates;

/// <summary>What a program recovered of a person in one frame, in the file's own axes.</summary>
/// <param name="Number">The frame of the video, from 0.</param>
/// <param name="Pose">72 numbers, axis-angle.</param>
/// <param name="Shape">Ten or more numbers β; fewer are filled up with zeros.</param>
/// <param name="Root">Where the body is, metres; null if nothing is said.</param>
/// <param name="Camera">The picture's camera; null if there is none. A track has one in all frames or in none.</param>
internal sealed record EstimatedFrame(long Number, float[] Pose, float[] Shape, Vector3? Root = null, WeakPerspectiveCamera? Camera = null);

/// <summary>One person's estimates become a motion: in order, in camera view, of one shape and without gaps.</summary>
internal static class PoseTrack
{
    /// <summary>Longest motion, two hours at 30 frames a second: a frame number out of nowhere must not fill the memory.</summary>
    private const int MostFrames = 216_000;

    /// <summary>Makes the motion.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="estimates">At least one, in any order.</param>
    /// <param name="toCamera">Turns the file's axes into the camera's view.</param>
    /// <param name="framesPerSecond">Rate of the video; null where the file does not say it, so that 30 are assumed.</param>
    /// <param name="assumptions">What was assumed so far; what is assumed here is added.</param>
    public static Motion ToMotion(string file, IEnumerable<EstimatedFrame> estimates, Quaternion toCamera, double? framesPerSecond, List<string> assumptions)
    {
        var seen = estimates.OrderBy(estimate => estimate.Number).ToList();
        CheckNumbers(file, seen);
        var shape = MedianShape(seen);
        if (seen.Count > 1)
            assumptions.Add("The body has one shape, the median over the frames.");
        var roots = seen.TrueForAll(estimate => estimate.Root is not null) ? seen.ConvertAll(estimate => Vector3.Transform(estimate.Root!.Value - seen[0].Root!.Value, toCamera)) : null;
        if (roots is null)
            assumptions.Add("The file has no travel of the person in depth.");
        var bodies = seen.Select((estimate, i) => new BodyParameters(
            estimate.Camera ?? (roots is null ? new(1, 0, 0) : new(1, roots[i].X, roots[i].Y)), Turned(estimate.Pose, toCamera), shape)).ToList();
        if (Uprightness(bodies) < -0.5f)
            assumptions.Add("By these axes the person is upside down nearly all the time: check which program wrote the file.");

        var frames = new List<BodyParameters>();
        var travel = new List<Vector3>();
        for (var i = 0; i < seen.Count; i++)
        {
            // Frames that are missing before this one lie between the last one and it.
            var missing = i == 0 ? 0 : seen[i].Number - seen[i - 1].Number - 1;
            for (var k = 1; k <= missing; k++)
            {
                var amount = k / (missing + 1f);
                frames.Add(MotionResampling.Between(bodies[i - 1], bodies[i], amount));
                if (roots is not null)
                    travel.Add(Vector3.Lerp(roots[i - 1], roots[i], amount));
            }

            frames.Add(bodies[i]);
            if (roots is not null)
                travel.Add(roots[i]);
        }

        if (frames.Exists(frame => Array.Exists(frame.ToVector(), number => !float.IsFinite(number))) || travel.Exists(step => !float.IsFinite(step.LengthSquared())))
            throw new InputException($"{file} holds numbers too large for a person.");
        TellOfFrames(seen, frames.Count, assumptions);
        if (framesPerSecond is null)
            assumptions.Add($"The file does not say its frame rate: {SmplMotionArrays.AssumedRate:0} frames a second, or the video's where it is read beside its video.");
        return new(file, framesPerSecond ?? SmplMotionArrays.AssumedRate, frames, HasImageCamera: seen[0].Camera is not null)
        {
            RootTravel = roots is null ? null : travel,
            Assumptions = assumptions,
            RateIsAssumed = framesPerSecond is null,
        };
    }

    /// <summary>The camera that shows a body at one depth as a pinhole camera does whose axis meets the picture's centre.</summary>
    /// <param name="value">The file's value, for messages.</param>
    /// <param name="body">Where the body is in the camera's view, metres.</param>
    /// <param name="focal">Focal length in half sides of the square picture.</param>
    /// <param name="row">For messages, where the value has a row for each frame.</param>
    public static WeakPerspectiveCamera FromPinhole(FileValue value, Vector3 body, double focal, int? row = null)
    {
        var scale = (float)(focal / body.Z);
        return body.Z > 0 && scale > 0 && float.IsFinite(scale)
            ? new(scale, body.X, body.Y)
            : throw value.Fail($"places the person at a depth of {body.Z.ToString("0.###", CultureInfo.InvariantCulture)} m before the camera, which cannot be{(row is null ? "" : $", in row {row}")}");
    }

    private static void CheckNumbers(string file, List<EstimatedFrame> seen)
    {
        if (seen.Count == 0)
            throw new InputException($"{file} has no frames.");
        foreach (var (before, after) in seen.Zip(seen.Skip(1)))
            if (before.Number == after.Number)
                throw new InputException($"{file}: the person is in frame {after.Number} twice.");
        if (seen[0].Number < 0 || seen[^1].Number - seen[0].Number >= MostFrames)
            throw new InputException($"{file}: its frames are numbered from {seen[0].Number} to {seen[^1].Number}; at most {MostFrames} are read.");
    }

    private static float[] MedianShape(List<EstimatedFrame> seen)
    {
        var shape = new float[BodyParameters.ShapeLength];
        for (var i = 0; i < shape.Length; i++)
        {
            var values = seen.Select(estimate => i < estimate.Shape.Length ? estimate.Shape[i] : 0).Order().ToArray();
            shape[i] = (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
        }

        return shape;
    }

    private static float[] Turned(float[] pose, Quaternion toCamera)
    {
        if (toCamera.IsIdentity)
            return pose;
        var turned = (float[])pose.Clone();
        Rotations.ToAxisAngle(toCamera * Rotations.ToQuaternion(new Vector3(pose))).CopyTo(turned);
        return turned;
    }

    /// <summary>How far up the body's up points on average, 1 when it stands.</summary>
    private static float Uprightness(List<BodyParameters> bodies) =>
        bodies.Average(body => -Vector3.Transform(Vector3.UnitY, Rotations.ToQuaternion(new Vector3(body.Pose))).Y);

    private static void TellOfFrames(List<EstimatedFrame> seen, int count, List<string> assumptions)
    {
        if (seen[0].Number > 0)
            assumptions.Add($"The person is first seen in frame {seen[0].Number}, where the motion begins.");
        if (count == seen.Count)
            return;
        var gaps = seen.Zip(seen.Skip(1)).Where(pair => pair.Second.Number > pair.First.Number + 1).ToList();
        var named = gaps.Take(5).Select(gap => gap.Second.Number - gap.First.Number == 2 ? $"{gap.First.Number + 1}" : $"{gap.First.Number + 1} to {gap.Second.Number - 1}");
        assumptions.Add($"The person is missing in {count - seen.Count} of {count} frames ({string.Join(", ", named)}{(gaps.Count > 5 ? ", …" : "")}): "
            + "joints turn the shortest way from the frame before to the frame after.");
    }
}
