using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Recovery;

/// <summary>
/// Holds feet that stand. Whatever is wrong with a leg's angles from frame to frame moves the foot, and a foot that slides over the floor is seen at once.
/// The camera's place is changed by as little as makes feet stand that hardly move: the least squares of the planted feet's steps, of the change's own steps,
/// and of the change, which is one band of linear equations over all frames; nothing lags. A foot that moves counts for nothing, and what drifts over longer
/// than half a second is left as it was seen.
/// </summary>
/// <param name="model">The body's model.</param>
public sealed class PlantedFeet(BodyModel model)
{
    // A foot at this speed counts by half: heights of the person a second. One that steps has twenty times as much.
    private const float HalfPlanted = 0.06f;

    // Seconds to both sides over which a foot's speed is looked at.
    private const float Moment = 0.05f;

    // Seconds over which the change goes back to nothing, and what its own steps count beside a planted foot's.
    private const float Memory = 0.3f;
    private const double Steadiness = 0.02;

    private static readonly BodyPoint[] Feet = [BodyPoint.LeftAnkle, BodyPoint.RightAnkle];

    private readonly BodySkeleton _skeleton = new(model);
    private readonly float _height = model.Template.Max(vertex => vertex.Y) - model.Template.Min(vertex => vertex.Y);

    /// <summary>The motion with planted feet held; poses and shapes stay, and so does the camera's scale.</summary>
    /// <param name="frames">θ of each frame, steadied.</param>
    /// <param name="framesPerSecond">Their rate.</param>
    public IReadOnlyList<BodyParameters> Hold(IReadOnlyList<BodyParameters> frames, double framesPerSecond)
    {
        if (frames.Count < 2)
            return frames;
        var marks = frames.Select(_skeleton.Mark).ToList();
        var steps = new (Vector2 Sum, double Weight)[frames.Count - 1];
        foreach (var foot in Feet)
            for (var i = 0; i < steps.Length; i++)
            {
                var weight = Planted(marks, foot, i, framesPerSecond, _height * frames[i].Camera.Scale);
                steps[i] = (steps[i].Sum + (float)weight * (marks[i + 1][foot] - marks[i][foot]), steps[i].Weight + weight);
            }

        var change = LeastSquares(steps, 1 / Math.Pow(Memory * framesPerSecond, 2));
        return [.. frames.Select((frame, i) => frame with { Camera = Shifted(frame.Camera, change[i]) })];
    }

    private static WeakPerspectiveCamera Shifted(WeakPerspectiveCamera camera, Vector2 by) => camera with { X = camera.X + by.X / camera.Scale, Y = camera.Y + by.Y / camera.Scale };

    /// <summary>How surely a foot stands between a frame and the next, 0 to 1.</summary>
    private static double Planted(List<Dictionary<BodyPoint, Vector2>> marks, BodyPoint foot, int i, double framesPerSecond, float height)
    {
        var reach = (int)Math.Round(Moment * framesPerSecond);
        var (before, after) = (Math.Max(0, i - reach), Math.Min(marks.Count - 1, i + 1 + reach));
        var speed = Vector2.Distance(marks[before][foot], marks[after][foot]) / height * framesPerSecond / (after - before);
        return 1 / (1 + Math.Pow(speed / HalfPlanted, 4));
    }

    /// <summary>The change c of each frame that makes Σ w·|step + c₊ − c|² + Σ steadiness·|c₊ − c|² + Σ anchor·|c|² least.</summary>
    private static Vector2[] LeastSquares((Vector2 Sum, double Weight)[] steps, double anchor)
    {
        var count = steps.Length + 1;
        var (diagonal, x, y) = (new double[count], new double[count], new double[count]);
        Array.Fill(diagonal, anchor);
        var next = Array.ConvertAll(steps, step => -(step.Weight + Steadiness));
        for (var i = 0; i < steps.Length; i++)
        {
            (diagonal[i], diagonal[i + 1]) = (diagonal[i] - next[i], diagonal[i + 1] - next[i]);
            (x[i], x[i + 1]) = (x[i] + steps[i].Sum.X, x[i + 1] - steps[i].Sum.X);
            (y[i], y[i + 1]) = (y[i] + steps[i].Sum.Y, y[i + 1] - steps[i].Sum.Y);
        }

        // Tridiagonal and symmetric: down, and up again.
        for (var i = 1; i < count; i++)
        {
            var factor = next[i - 1] / diagonal[i - 1];
            (diagonal[i], x[i], y[i]) = (diagonal[i] - factor * next[i - 1], x[i] - factor * x[i - 1], y[i] - factor * y[i - 1]);
        }

        var change = new Vector2[count];
        for (var i = count - 1; i >= 0; i--)
        {
            if (i + 1 < count)
                (x[i], y[i]) = (x[i] - next[i] * x[i + 1], y[i] - next[i] * y[i + 1]);
            (x[i], y[i]) = (x[i] / diagonal[i], y[i] / diagonal[i]);
            change[i] = new((float)x[i], (float)y[i]);
        }

        return change;
    }
}
