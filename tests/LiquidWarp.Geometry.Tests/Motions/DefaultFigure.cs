using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Tests.Motions;

/// <summary>A motion's frames as the body that ships performs them.</summary>
internal static class DefaultFigure
{
    public static readonly BodyModel Model = BodyModel.LoadDefault();

    /// <summary>World rotation and place of each joint, camera view; the pelvis is where the model has it.</summary>
    public static (Quaternion[] Rotations, Vector3[] Joints) Pose(BodyParameters frame)
    {
        var joints = new Vector3[JointTree.Count];
        Model.PoseJoints(frame.Shape, frame.Pose, joints);
        var rotations = new Quaternion[JointTree.Count];
        for (var j = 0; j < rotations.Length; j++)
        {
            var local = Rotations.ToQuaternion(new Vector3(frame.Pose.AsSpan(3 * j)));
            rotations[j] = j == 0 ? local : rotations[JointTree.Parents[j]] * local;
        }

        return (rotations, joints);
    }
}
