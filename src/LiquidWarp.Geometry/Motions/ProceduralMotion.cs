using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Motions;

/// <summary>
/// Motions made by code: free to use, exact to repeat, and endless in variants, as samples and to learn from. Feet keep their
/// place on the floor, limbs start and stop without a jerk, and each motion ends as it starts so that it can be looped.
/// </summary>
public static class ProceduralMotion
{
    private static readonly Dictionary<string, (float Seconds, Action<StagedBody, float> Direct)> Repertoire = new()
    {
        ["walk"] = (4.4f, Choreography.Walk),
        ["wave"] = (4, Choreography.Wave),
        ["jumping-jacks"] = (4, Choreography.JumpingJacks),
        ["dance"] = (6, Choreography.Dance),
        ["squat"] = (5, Choreography.Squat),
        ["turn"] = (6, Choreography.Turn),
        ["kick"] = (3.5f, Choreography.Kick),
        ["bow"] = (4, Choreography.Bow),
        ["stretch"] = (6, Choreography.Stretch),
    };

    /// <summary>The motions there are.</summary>
    public static IReadOnlyCollection<string> Names => Repertoire.Keys;

    /// <summary>Makes a motion: mean shape, no image camera, facing the camera unless the style says otherwise.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="style">How it is performed; null for the plain style.</param>
    /// <param name="framesPerSecond">Rate, above 0; 30 by default.</param>
    /// <exception cref="InputException">If there is no motion of that name.</exception>
    public static Motion Create(string name, MotionStyle? style = null, double framesPerSecond = 30)
    {
        if (!Repertoire.TryGetValue(name, out var part))
            throw new InputException($"There is no motion called '{name}'. There are {string.Join(", ", Names)}.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(framesPerSecond);
        style ??= new();
        var count = Math.Max(2, (int)Math.Round(part.Seconds / style.Tempo * framesPerSecond) + 1);
        var poses = new List<float[]>(count);
        var roots = new List<Vector3>(count);
        for (var i = 0; i < count; i++)
        {
            var body = new StagedBody();
            part.Direct(body, part.Seconds * i / (count - 1));
            Perform(body, style);
            var (pose, root) = (style.Mirror ? body.Mirror() : body).ToPose();
            poses.Add(pose);
            roots.Add(Vector3.Transform(root, Retargeting.WorldToCamera));
        }

        var motion = Motion.FromCapture(name, framesPerSecond, poses, new float[BodyParameters.ShapeLength], roots, []);
        return style.Heading == 0 ? motion : motion.Turn(-style.Heading * (MathF.PI / 180));
    }

    /// <summary>A motion and a style drawn at random, the same for the same seed.</summary>
    public static Motion CreateRandom(int seed, double framesPerSecond = 30)
    {
        var random = new Random(seed);
        var name = Repertoire.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(Repertoire.Count));
        return Create(name, MotionStyle.Random(random), framesPerSecond);
    }

    /// <summary>Puts the style over what the choreography says.</summary>
    private static void Perform(StagedBody body, MotionStyle style)
    {
        StagedArm Styled(StagedArm arm)
        {
            var rest = new StagedArm();
            float Reached(float value, float still) => still + (value - still) * style.Reach;
            // Arms overhead cannot spread further.
            var spread = style.ArmSpread * Math.Clamp((120 - arm.Raise) / 100, 0, 1);
            return arm with
            {
                Raise = Math.Clamp(Reached(arm.Raise, rest.Raise) + spread, 4, 172),
                Swing = Reached(arm.Swing, rest.Swing),
                Elbow = Math.Clamp(arm.Elbow + style.ElbowBend * Math.Clamp((110 - arm.Elbow) / 90, 0, 1), 2, 145),
            };
        }

        StagedFoot Stepped(StagedFoot foot, float side)
        {
            var outwards = Vector3.Transform(new(side * style.Stance, 0, 0), StagedBody.Turns(new(0, body.Yaw, 0)));
            return foot with { Position = foot.Position + outwards };
        }

        body.LeftArm = Styled(body.LeftArm);
        body.RightArm = Styled(body.RightArm);
        body.LeftFoot = Stepped(body.LeftFoot, 1);
        body.RightFoot = Stepped(body.RightFoot, -1);
        body.Spine += new Vector3(style.Lean, 0, 0);
        body.Head += new Vector3(-0.5f * style.Lean, style.HeadTurn, 0);
    }
}
