using LiquidWarp.Bodies;
using LiquidWarp.Rendering;

namespace LiquidWarp.Synthesis;

/// <summary>The parts of a body that may pass in front of each other.</summary>
internal enum Limb : byte
{
    Torso, Head, LeftArm, RightArm, LeftHand, RightHand, LeftLeg, RightLeg, LeftFoot, RightFoot,
}

/// <summary>Which limb each vertex belongs to, by its skinning weights, and which limb each pixel shows.</summary>
internal static class BodyLimbs
{
    /// <summary>What a pixel without body holds in <see cref="Draw"/>.</summary>
    public const byte None = 255;

    /// <summary>(V) the limb of each vertex.</summary>
    public static Limb[] Of(BodyModel model)
    {
        var limbs = new Limb[model.VertexCount];
        for (var v = 0; v < limbs.Length; v++)
            limbs[v] = Of(model.MainJointOf(v));
        return limbs;
    }

    /// <summary>(H, W) the limb that each pixel shows, as a number, or <see cref="None"/>.</summary>
    public static byte[] Draw(BodyModel model, Limb[] limbs, Fragments fragments)
    {
        var drawn = new byte[fragments.FaceIndex.Length];
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = fragments.FaceIndex[i] < 0 ? None : (byte)limbs[model.Faces[3 * fragments.FaceIndex[i]]];
        return drawn;
    }

    /// <summary>Whether two limbs are grown together, so that one going over into the other is no outline.</summary>
    public static bool Joined(Limb a, Limb b)
    {
        return a == b || IsPair(a, b) || IsPair(b, a);

        static bool IsPair(Limb inner, Limb outer) => (inner, outer) is
            (Limb.Torso, Limb.Head) or (Limb.LeftArm, Limb.LeftHand) or (Limb.RightArm, Limb.RightHand) or (Limb.LeftLeg, Limb.LeftFoot) or (Limb.RightLeg, Limb.RightFoot);
    }

    private static Limb Of(Joint joint) => joint switch
    {
        Joint.LeftHip or Joint.LeftKnee => Limb.LeftLeg,
        Joint.RightHip or Joint.RightKnee => Limb.RightLeg,
        Joint.LeftAnkle or Joint.LeftFoot => Limb.LeftFoot,
        Joint.RightAnkle or Joint.RightFoot => Limb.RightFoot,
        Joint.LeftShoulder or Joint.LeftElbow => Limb.LeftArm,
        Joint.RightShoulder or Joint.RightElbow => Limb.RightArm,
        Joint.LeftWrist or Joint.LeftHand => Limb.LeftHand,
        Joint.RightWrist or Joint.RightHand => Limb.RightHand,
        Joint.Head or Joint.Neck => Limb.Head,
        _ => Limb.Torso,
    };
}
