using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Recovery;

/// <summary>
/// A body model reduced to the points that keypoints speak of. A point is a weighted sum of skinned vertices, so it is a
/// sum over joints of a first moment (linear in the shape) carried by that joint; no vertex is touched while fitting. Exact
/// but for the pose blend shapes.
/// </summary>
internal sealed class BodySkeleton
{
    /// <summary>Part of a landmark that one joint carries: weight, and weighted rest position for the mean shape and for each shape direction.</summary>
    public readonly record struct Share(int Joint, float Weight, Vector3 Mean, Vector3[] Directions);

    /// <summary>(24) rest joints of the mean shape.</summary>
    public Vector3[] Joints { get; }

    /// <summary>(10)(24) change of the rest joints for each shape direction.</summary>
    public Vector3[][] JointDirections { get; }

    /// <summary>The points that can be observed, each a sum of shares.</summary>
    public IReadOnlyDictionary<BodyPoint, Share[]> Landmarks { get; }

    public BodySkeleton(BodyModel model)
    {
        Joints = Regress(model, model.Template);
        JointDirections = [.. model.ShapeDirections.Select(direction => Regress(model, direction))];
        Landmarks = FindLandmarks(model);
    }

    /// <summary>Where the points of a body lie in the picture, normalised.</summary>
    public Dictionary<BodyPoint, Vector2> Mark(BodyParameters body) =>
        Place(body).ToDictionary(place => place.Key, place => new Vector2(place.Value.X, place.Value.Y));

    /// <summary>The same with the depth behind the middle of the hips, in the same unit.</summary>
    public Dictionary<BodyPoint, Vector3> Place(BodyParameters body)
    {
        var pose = SkeletonPose.Of(this, body);
        pose.Update();
        var hips = pose.Locate(Landmarks[BodyPoint.HipMiddle]).Z;
        return Landmarks.ToDictionary(landmark => landmark.Key, landmark =>
        {
            var projected = pose.Camera.Project(pose.Locate(landmark.Value));
            return new Vector3(projected.X, projected.Y, pose.Camera.Scale * (projected.Z - hips));
        });
    }

    private static Vector3[] Regress(BodyModel model, Vector3[] vertices)
    {
        var joints = new Vector3[JointTree.Count];
        for (var joint = 0; joint < joints.Length; joint++)
        {
            var row = model.JointRegressor.AsSpan(joint * vertices.Length, vertices.Length);
            for (var v = 0; v < row.Length; v++)
            {
                if (row[v] != 0)
                    joints[joint] += row[v] * vertices[v];
            }
        }
        return joints;
    }

    private Dictionary<BodyPoint, Share[]> FindLandmarks(BodyModel model)
    {
        var landmarks = new Dictionary<BodyPoint, Share[]>
        {
            [BodyPoint.Neck] = AtKeypoint(model, Keypoint.Neck),
            [BodyPoint.ShoulderMiddle] = [AtJoint(Joint.LeftShoulder, 0.5f), AtJoint(Joint.RightShoulder, 0.5f)],
            [BodyPoint.HipMiddle] = [AtJoint(Joint.LeftHip, 0.5f), AtJoint(Joint.RightHip, 0.5f)],
            [BodyPoint.LeftShoulder] = [AtJoint(Joint.LeftShoulder, 1)],
            [BodyPoint.RightShoulder] = [AtJoint(Joint.RightShoulder, 1)],
            [BodyPoint.LeftElbow] = [AtJoint(Joint.LeftElbow, 1)],
            [BodyPoint.RightElbow] = [AtJoint(Joint.RightElbow, 1)],
            [BodyPoint.LeftWrist] = [AtJoint(Joint.LeftWrist, 1)],
            [BodyPoint.RightWrist] = [AtJoint(Joint.RightWrist, 1)],
            [BodyPoint.LeftHip] = [AtJoint(Joint.LeftHip, 1)],
            [BodyPoint.RightHip] = [AtJoint(Joint.RightHip, 1)],
            [BodyPoint.LeftKnee] = [AtJoint(Joint.LeftKnee, 1)],
            [BodyPoint.RightKnee] = [AtJoint(Joint.RightKnee, 1)],
            [BodyPoint.LeftAnkle] = [AtJoint(Joint.LeftAnkle, 1)],
            [BodyPoint.RightAnkle] = [AtJoint(Joint.RightAnkle, 1)],
            [BodyPoint.HeadTop] = AtKeypoint(model, Keypoint.HeadTop),
            [BodyPoint.Nose] = AtKeypoint(model, Keypoint.Nose),
            [BodyPoint.LeftEye] = AtKeypoint(model, Keypoint.LeftEye),
            [BodyPoint.RightEye] = AtKeypoint(model, Keypoint.RightEye),
            [BodyPoint.LeftEar] = AtKeypoint(model, Keypoint.LeftEar),
            [BodyPoint.RightEar] = AtKeypoint(model, Keypoint.RightEar),
        };
        AddFoot(model, landmarks, Joint.LeftAnkle, Joint.LeftFoot, BodyPoint.LeftBigToe, BodyPoint.LeftSmallToe, BodyPoint.LeftHeel, outwards: 1);
        AddFoot(model, landmarks, Joint.RightAnkle, Joint.RightFoot, BodyPoint.RightBigToe, BodyPoint.RightSmallToe, BodyPoint.RightHeel, outwards: -1);
        return landmarks;
    }

    private Share AtJoint(Joint joint, float weight) => new((int)joint, weight, weight * Joints[(int)joint],
        [.. JointDirections.Select(direction => weight * direction[(int)joint])]);

    private static Share[] AtKeypoint(BodyModel model, Keypoint keypoint)
    {
        var row = model.KeypointRegressor.AsSpan((int)keypoint * model.VertexCount, model.VertexCount);
        var vertices = new List<(int, float)>();
        for (var v = 0; v < row.Length; v++)
        {
            if (row[v] != 0)
                vertices.Add((v, row[v]));
        }
        return AtVertices(model, vertices);
    }

    /// <summary>Toes are the foremost vertices of the foot, big toe inside and small toe outside; the heel is the hindmost.</summary>
    private static void AddFoot(BodyModel model, Dictionary<BodyPoint, Share[]> landmarks, Joint ankle, Joint foot,
        BodyPoint bigToe, BodyPoint smallToe, BodyPoint heel, int outwards)
    {
        var sole = Enumerable.Range(0, model.VertexCount)
            .Where(v => model.SkinningWeights[v * JointTree.Count + (int)ankle] + model.SkinningWeights[v * JointTree.Count + (int)foot] > 0.8f)
            .ToList();
        if (sole.Count < 12)
            return;
        var few = Math.Max(2, sole.Count / 50);
        var front = sole.OrderByDescending(v => model.Template[v].Z).Take(sole.Count / 4).ToList();
        landmarks[bigToe] = Mean(front.OrderByDescending(v => 2 * model.Template[v].Z - outwards * model.Template[v].X).Take(few));
        landmarks[smallToe] = Mean(front.OrderByDescending(v => model.Template[v].Z + 2 * outwards * model.Template[v].X).Take(few));
        landmarks[heel] = Mean(sole.OrderBy(v => model.Template[v].Z + model.Template[v].Y).Take(few));

        Share[] Mean(IEnumerable<int> vertices) => AtVertices(model, [.. vertices.Select(v => (v, 1f / few))]);
    }

    /// <summary>A point that is a weighted sum of vertices.</summary>
    public static Share[] AtVertices(BodyModel model, IReadOnlyList<(int Vertex, float Weight)> vertices)
    {
        var shares = new List<Share>();
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            var (weight, mean, directions) = (0f, Vector3.Zero, new Vector3[model.ShapeDirections.Length]);
            foreach (var (v, w) in vertices)
            {
                var carried = w * model.SkinningWeights[v * JointTree.Count + joint];
                weight += carried;
                mean += carried * model.Template[v];
                for (var k = 0; k < directions.Length; k++)
                    directions[k] += carried * model.ShapeDirections[k][v];
            }
            if (weight != 0)
                shares.Add(new(joint, weight, mean, directions));
        }
        return [.. shares];
    }
}
