namespace LiquidWarp.Bodies;

/// <summary>
/// The 19 "cocoplus" keypoints that HMR and iPER use, in their order. Index 12 and above is neck and head.
/// Left and right are the person's own.
/// </summary>
public enum Keypoint
{
#pragma warning disable CS1591 // the names say it all
    RightAnkle, RightKnee, RightHip, LeftHip, LeftKnee, LeftAnkle, RightWrist, RightElbow, RightShoulder, LeftShoulder,
    LeftElbow, LeftWrist, Neck, HeadTop, Nose, LeftEye, RightEye, LeftEar, RightEar,
#pragma warning restore CS1591
}
