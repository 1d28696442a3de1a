using LiquidWarp.Bodies;

namespace LiquidWarp.Warping;

/// <summary>The limbs that a surface is cut into by its skinning weights, each named by its joint.</summary>
internal static class BodyLimb
{
    /// <summary>The limb of a vertex: its main joint, with spine and collars as one (a torso is one limb), and feet and hands whole.</summary>
    public static Joint Of(BodyModel model, int vertex)
    {
        var joint = model.MainJointOf(vertex);
        return joint switch
        {
            Joint.Spine1 or Joint.Spine2 or Joint.Spine3 or Joint.LeftCollar or Joint.RightCollar => Joint.Pelvis,
            Joint.LeftFoot => Joint.LeftAnkle,
            Joint.RightFoot => Joint.RightAnkle,
            Joint.LeftHand => Joint.LeftWrist,
            Joint.RightHand => Joint.RightWrist,
            _ => joint,
        };
    }

    /// <summary>
    /// Whether what stands off one limb may belong to the other as well: along an arm or a leg, between the legs as a skirt, from the head
    /// down the back as long hair. An arm that hangs beside a coat has nothing to do with it.
    /// </summary>
    public static bool ShareClothes(Joint a, Joint b)
    {
        return a == b || Pair(a, b) || Pair(b, a);

        static bool Pair(Joint inner, Joint outer) => (inner, outer) is
            (Joint.Pelvis, Joint.LeftHip or Joint.RightHip or Joint.Neck or Joint.Head) or (Joint.Neck, Joint.Head)
            or (Joint.LeftHip, Joint.RightHip or Joint.LeftKnee) or (Joint.RightHip, Joint.RightKnee)
            or (Joint.LeftKnee, Joint.RightKnee or Joint.LeftAnkle) or (Joint.RightKnee, Joint.RightAnkle)
            or (Joint.LeftShoulder, Joint.LeftElbow) or (Joint.RightShoulder, Joint.RightElbow)
            or (Joint.LeftElbow, Joint.LeftWrist) or (Joint.RightElbow, Joint.RightWrist);
    }
}
