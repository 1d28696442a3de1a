using System.Numerics;
using static LiquidWarp.Motions.Easing;

namespace LiquidWarp.Motions;

/// <summary>The repertoire of <see cref="ProceduralMotion"/>: each method sets a body for a time in seconds.</summary>
internal static class Choreography
{
    /// <summary>Steps in place, two a cycle of 1.1 s, arms against legs.</summary>
    public static void Walk(StagedBody body, float t)
    {
        var (swing, lift) = MathF.SinCos(t * MathF.Tau / 1.1f);
        StagedFoot Step(float side, float raised)
        {
            var up = MathF.Pow(MathF.Max(0, raised), 1.6f);
            return new(new(side * 0.09f, 0.11f * up, 0.06f * up), side * 6, 32 * MathF.Max(0, raised) * up);
        }

        // How fast the step grows or falls sets where a foot is; the body sways to the foot that stands.
        body.LeftFoot = Step(1, swing);
        body.RightFoot = Step(-1, -swing);
        body.Pelvis = new(-0.028f * swing, -0.002f - 0.008f * (lift * lift), 0);
        body.Hips = new(2, -5 * swing, 2.5f * swing);
        body.Spine = new(3, 9 * swing, -2 * swing);
        body.Head = new(0, -3 * swing, 0);
        body.LeftArm = new(Raise: 9, Swing: 4 - 24 * swing, Elbow: 22 - 10 * swing);
        body.RightArm = new(Raise: 9, Swing: 4 + 24 * swing, Elbow: 22 + 10 * swing);
    }

    /// <summary>Raises the right hand and waves with the forearm.</summary>
    public static void Wave(StagedBody body, float t)
    {
        var up = Pulse(t, 0.2f, 1.1f, 3, 3.8f);
        var wag = Pulse(t, 0.8f, 1.2f, 2.8f, 3.2f) * MathF.Sin((t - 0.8f) * MathF.Tau / 0.62f);
        body.RightArm = new(Raise: 12 + 68 * up + 4 * wag, Swing: 4 + 14 * up, Twist: (-78 + 8 * wag) * up, Elbow: 14 + (84 + 24 * wag) * up);
        body.LeftArm = new(Raise: 12 + 2 * up, Elbow: 14 + 6 * up);
        body.Pelvis = new(0.03f * up, -0.002f, 0);
        body.Hips = new(0, 0, 2 * up);
        body.Spine = new(0.5f, 4 * up, -4 * up + wag);
        body.Head = new(-2 * up, -6 * up, 6 * up);
    }

    /// <summary>Four jumps that open and close arms and legs.</summary>
    public static void JumpingJacks(StagedBody body, float t)
    {
        var phase = t * MathF.Tau;
        var open = (1 - MathF.Cos(phase)) / 2;
        var air = MathF.Pow(MathF.Sin(phase), 2);
        var hop = 0.1f * air * air;
        StagedFoot Foot(float side) => new(new(side * (0.08f + 0.24f * open), hop, 0), side * (6 + 10 * open), 28 * air);
        StagedArm arm = new(Raise: 12 + 145 * open, Swing: 4 + 6 * air, Elbow: 14 + 14 * air);
        body.LeftFoot = Foot(1);
        body.RightFoot = Foot(-1);
        body.LeftArm = arm;
        body.RightArm = arm;
        body.Pelvis = new(0, hop - 0.045f * (1 - air), -0.01f * (1 - air));
        body.Spine = new(4 * (1 - air), 0, 0);
    }

    /// <summary>A two-step from side to side, three times, with arms that change in the middle.</summary>
    public static void Dance(StagedBody body, float t)
    {
        const float Bar = 2;
        var u = t % Bar;
        // Out with the leading foot, close and touch with the other; then back.
        float LeftX() => Track(u, (0, 0.1f), (0.5f, 0.36f), (1.5f, 0.36f), (2, 0.1f));
        float RightX() => Track(u, (0, -0.1f), (0.5f, -0.1f), (1, 0.16f), (1.05f, 0.16f), (1.5f, -0.1f));
        var leftUp = Arc(u, 0, 0.5f) + Arc(u, 1.5f, 2);
        var rightUp = Arc(u, 0.5f, 1) + Arc(u, 1.05f, 1.5f);
        body.LeftFoot = new(new(LeftX(), 0.06f * leftUp, 0.02f * leftUp), 10, 24 * leftUp);
        body.RightFoot = new(new(RightX(), 0.06f * rightUp, 0.02f * rightUp), -10, 24 * rightUp);

        var (sway, _) = MathF.SinCos((u - 0.25f) / Bar * MathF.Tau);
        var beat = MathF.Cos(t * MathF.Tau);
        var middle = (LeftX() + RightX()) / 2;
        body.Pelvis = new(middle + 0.05f * sway, -0.035f - 0.02f * beat, 0);
        body.Hips = new(3, 8 * sway, 5 * sway);
        body.Spine = new(4 + 3 * beat, -14 * sway, -8 * sway);
        body.Head = new(4 * beat, 8 * sway, 2 * sway);

        // Low and swinging at first, overhead in the second bar, low again.
        var high = Pulse(t, 1.8f, 2.4f, 3.7f, 4.3f);
        StagedArm Arm(float side)
        {
            var swing = side * sway;
            StagedArm low = new(Raise: 24 + 6 * beat, Swing: 10 + 26 * swing, Twist: 0, Elbow: 72 - 14 * swing);
            return new(
                Raise: float.Lerp(low.Raise, 128 + 16 * swing, high), Swing: float.Lerp(low.Swing, 12, high),
                Twist: float.Lerp(low.Twist, -55, high), Elbow: float.Lerp(low.Elbow, 52 + 14 * beat, high), Wrist: 8 * beat);
        }

        body.LeftArm = Arm(-1);
        body.RightArm = Arm(1);
    }

    /// <summary>Two squats with the arms forward for balance.</summary>
    public static void Squat(StagedBody body, float t)
    {
        var u = t % 2.5f;
        var down = Pulse(u, 0.15f, 1.1f, 1.3f, 2.3f);
        body.LeftFoot = new(new(0.17f, 0, 0), 18);
        body.RightFoot = new(new(-0.17f, 0, 0), -18);
        body.Pelvis = new(0, -0.36f * down, -0.02f - 0.17f * down);
        body.Hips = new(34 * down, 0, 0);
        body.Spine = new(14 * down, 0, 0);
        body.Head = new(-30 * down, 0, 0);
        StagedArm arm = new(Raise: 12 - 6 * down, Swing: 4 + 106 * down, Elbow: 14 - 4 * down);
        body.LeftArm = arm;
        body.RightArm = arm;
    }

    /// <summary>Once round on the spot in small steps, arms held away from the body so that everything can be seen.</summary>
    public static void Turn(StagedBody body, float t)
    {
        const int Steps = 12;
        const float Rest = 0.3f, Seconds = 6;
        var step = Math.Clamp((t - Rest) / (Seconds - 2 * Rest), 0, 1) * Steps;
        // Each foot turns during its half of a step.
        (float Yaw, float Up) Foot(float from)
        {
            var whole = MathF.Floor(step);
            var part = Math.Clamp((step - whole - from) * 2, 0, 1);
            return ((whole + Smooth(part)) * (360f / Steps), Arc(part, 0, 1));
        }

        var (left, right) = (Foot(0), Foot(0.5f));
        StagedFoot Place(float side, (float Yaw, float Up) foot) =>
            new(Vector3.Transform(new(side * 0.11f, 0.035f * foot.Up, 0), StagedBody.Turns(new(0, foot.Yaw, 0))), foot.Yaw + side * 8, 8 * foot.Up);
        body.LeftFoot = Place(1, left);
        body.RightFoot = Place(-1, right);
        var turned = Smooth(Math.Clamp(step / Steps, 0, 1)) * 0.15f + Math.Clamp(step / Steps, 0, 1) * 0.85f;
        body.Yaw = 360 * turned;
        var weight = right.Up - left.Up;
        var sway = Vector3.Transform(new(0.015f * weight, 0, 0), StagedBody.Turns(new(0, body.Yaw, 0)));
        body.Pelvis = sway + new Vector3(0, -0.002f, 0);
        body.Hips = new(0, 0, weight);
        StagedArm arm = new(Raise: 42, Swing: 3, Elbow: 6);
        body.LeftArm = arm;
        body.RightArm = arm;
    }

    /// <summary>A front kick with the right leg: weight over, knee up, foot out, and back the same way.</summary>
    public static void Kick(StagedBody body, float t)
    {
        var weight = Pulse(t, 0.1f, 0.8f, 2.3f, 3.2f);
        var guard = Pulse(t, 0, 0.7f, 2.4f, 3.3f);
        var up = Track(t, (0.6f, 0), (1.25f, 0.46f), (1.6f, 0.86f), (1.75f, 0.86f), (2.1f, 0.44f), (2.8f, 0));
        var forward = Track(t, (0.6f, 0), (1.25f, 0.12f), (1.6f, 0.72f), (1.75f, 0.72f), (2.1f, 0.14f), (2.8f, 0));
        var outstretched = Pulse(t, 1.2f, 1.6f, 1.75f, 2.15f);
        body.RightFoot = new(new(-0.1f + 0.05f * weight, up, forward), -8 + 8 * weight,
            Pitch: 30 * Pulse(t, 0.6f, 0.9f, 1.1f, 1.4f) - 62 * outstretched, IsFree: up > 0);
        body.LeftFoot = new(new(0.1f, 0, 0), 8 + 10 * weight);
        body.Pelvis = new(0.07f * weight, -0.02f * weight, -0.03f * outstretched);
        body.Hips = new(-14 * outstretched, 6 * weight, 3 * weight);
        body.Spine = new(4 * guard - 6 * outstretched, -6 * weight - 8 * outstretched, -5 * weight);
        body.Head = new(8 * outstretched, 4 * outstretched, 0);
        body.LeftArm = new(Raise: 12 + 16 * guard, Swing: 4 + 36 * guard + 14 * outstretched, Elbow: 14 + 86 * guard - 20 * outstretched);
        body.RightArm = new(Raise: 12 + 16 * guard, Swing: 4 + 30 * guard - 34 * outstretched, Elbow: 14 + 86 * guard - 36 * outstretched);
    }

    /// <summary>A bow from the hips, with the hands at the thighs.</summary>
    public static void Bow(StagedBody body, float t)
    {
        var down = Pulse(t, 0.3f, 1.5f, 2.2f, 3.6f);
        body.LeftFoot = new(new(0.07f, 0, 0), 4);
        body.RightFoot = new(new(-0.07f, 0, 0), -4);
        body.Pelvis = new(0, 0, -0.12f * down);
        body.Hips = new(38 * down, 0, 0);
        body.Spine = new(26 * down, 0, 0);
        body.Head = new(14 * down, 0, 0);
        StagedArm arm = new(Raise: 9, Swing: 2 + 38 * down, Elbow: 10 + 8 * down);
        body.LeftArm = arm;
        body.RightArm = arm;
    }

    /// <summary>Arms up over the sides, a bend to the left, one to the right, and down.</summary>
    public static void Stretch(StagedBody body, float t)
    {
        var up = Pulse(t, 0.2f, 1.5f, 4.5f, 5.8f);
        var bend = Track(t, (1.4f, 0), (2.3f, -1), (2.5f, -1), (3.6f, 1), (3.8f, 1), (4.6f, 0));
        body.LeftFoot = new(new(0.15f, 0, 0), 10);
        body.RightFoot = new(new(-0.15f, 0, 0), -10);
        body.Pelvis = new(0.04f * bend, 0, 0);
        body.Hips = new(0, 0, 3 * bend);
        body.Spine = new(-5 * up, 0, 24 * bend);
        body.Head = new(-6 * up, 0, 6 * bend);
        StagedArm Arm(float side) => new(Raise: 12 + 148 * up + side * 6 * bend, Swing: 4 + 4 * up, Twist: -30 * up, Elbow: 14 + 6 * up);
        body.LeftArm = Arm(1);
        body.RightArm = Arm(-1);
    }
}
