namespace LiquidWarp.Recovery;

/// <summary>
/// Places on a body that people or programs mark in pictures, the union of what the readable formats hold. Left and
/// right are the person's own. <see cref="Neck"/> is the pit between the inner ends of the collar bones,
/// <see cref="ShoulderMiddle"/> what OpenPose calls neck, <see cref="HeadTop"/> lies on the skull under the hair.
/// </summary>
public enum BodyPoint
{
#pragma warning disable CS1591 // the names say it all
    HeadTop, Neck, Nose, LeftEye, RightEye, LeftEar, RightEar,
    ShoulderMiddle, LeftShoulder, RightShoulder, LeftElbow, RightElbow, LeftWrist, RightWrist,
    HipMiddle, LeftHip, RightHip, LeftKnee, RightKnee, LeftAnkle, RightAnkle,
    LeftBigToe, LeftSmallToe, LeftHeel, RightBigToe, RightSmallToe, RightHeel,
#pragma warning restore CS1591
}
