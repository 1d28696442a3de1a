using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Recovery;

/// <summary>Where a fit begins if depths are known: the mean pose, turned, placed and sized as the trunk's marks lie in space.</summary>
internal static class TrunkStart
{
    private static readonly (BodyPoint Left, BodyPoint Right)[] Pairs = [(BodyPoint.LeftShoulder, BodyPoint.RightShoulder), (BodyPoint.LeftHip, BodyPoint.RightHip)];

    /// <summary>The start, or null where shoulders or hips are not marked with depths.</summary>
    public static SkeletonPose? Find(BodySkeleton skeleton, FitMark[] marks)
    {
        var places = marks.Where(mark => mark.Depth is not null).ToDictionary(mark => mark.Point, mark => new Vector3(mark.Position, mark.Depth!.Value));
        if (!Pairs.All(pair => places.ContainsKey(pair.Left) && places.ContainsKey(pair.Right)))
            return null;
        var pose = new SkeletonPose(skeleton);
        PosePrior.Means.CopyTo(pose.Rotations, 0);
        pose.Rotations[0] = Quaternion.Identity;
        pose.Update();
        var (seen, rest) = (Trunk(point => places[point]), Trunk(point => pose.Locate(skeleton.Landmarks[point])));
        if (seen.Height < 1e-4f || Frame(seen) is not { } there || Frame(rest) is not { } here)
            return null;
        Matrix4x4.Invert(here, out var back);
        pose.Rotations[0] = Quaternion.Normalize(Quaternion.CreateFromRotationMatrix(back * there));
        pose.Update();
        var scale = (seen.Height + seen.Width) / (rest.Height + rest.Width);
        var middle = pose.Locate(skeleton.Landmarks[BodyPoint.HipMiddle]);
        var hips = (places[BodyPoint.LeftHip] + places[BodyPoint.RightHip]) / 2;
        pose.Camera = new(scale, hips.X / scale - middle.X, hips.Y / scale - middle.Y);
        return pose;
    }

    private static (Vector3 Up, Vector3 Left, float Height, float Width) Trunk(Func<BodyPoint, Vector3> place)
    {
        var shoulders = place(BodyPoint.LeftShoulder) - place(BodyPoint.RightShoulder);
        var hips = place(BodyPoint.LeftHip) - place(BodyPoint.RightHip);
        var up = (place(BodyPoint.LeftShoulder) + place(BodyPoint.RightShoulder) - place(BodyPoint.LeftHip) - place(BodyPoint.RightHip)) / 2;
        return (up, shoulders + hips, up.Length(), shoulders.Length());
    }

    /// <summary>Rows: the trunk's left, up and front, right-handed; null for a trunk without width.</summary>
    private static Matrix4x4? Frame((Vector3 Up, Vector3 Left, float Height, float Width) trunk)
    {
        var up = Vector3.Normalize(trunk.Up);
        var left = trunk.Left - Vector3.Dot(trunk.Left, up) * up;
        if (left.LengthSquared() < 1e-8f)
            return null;
        left = Vector3.Normalize(left);
        var front = Vector3.Cross(left, up);
        return new(left.X, left.Y, left.Z, 0, up.X, up.Y, up.Z, 0, front.X, front.Y, front.Z, 0, 0, 0, 0, 1);
    }
}
