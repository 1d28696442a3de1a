using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>Bodies of a batch as <see cref="BodyLayer"/> poses them; metres, camera view.</summary>
/// <param name="Rotations">N×24×3×3, textbook matrices: the local rotation of each joint.</param>
/// <param name="Joints">N×24×3, indexed by <see cref="Joint"/>.</param>
/// <param name="Keypoints">N×19×3, indexed by <see cref="Keypoint"/>.</param>
public readonly record struct BodyLayerOutput(Tensor Rotations, Tensor Joints, Tensor Keypoints);

/// <summary>
/// A body model as a layer: θ to joints and keypoints with gradients (REFERENCE 1.2). A keypoint is a weighted sum of skinned vertices, so
/// it is a sum over joints of a first moment, linear in shape and pose features, that the joint carries: exact, pose blend shapes included, and
/// no vertex is touched.
/// </summary>
public sealed class BodyLayer : IDisposable
{
    private const int Features = 9 * (JointTree.Count - 1);

    private readonly ParameterStore _constants;
    private readonly Tensor _restJoints;     // 1×24×3
    private readonly Tensor _restDirections; // 10×(24·3)
    private readonly Tensor _weights;        // 1×P×1, a row for each keypoint and joint that have to do with each other
    private readonly Tensor _moments;        // 1×P×3
    private readonly Tensor _directions;     // (10 + 207)×(P·3)
    private readonly Tensor _carriers;       // P, the joint of each row
    private readonly Tensor _owners;         // 19×P, 1 where the row is of the keypoint

    /// <summary>Takes what is needed of a model.</summary>
    /// <param name="model">The body.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="type">Type to compute in.</param>
    public BodyLayer(BodyModel model, Device device = default, DType type = DType.Float32)
    {
        _constants = new ParameterStore(device, type);
        var rows = Row.Of(model);
        _restJoints = Constant("rest_joints", [1, JointTree.Count, 3], Regress(model, model.Template));
        _restDirections = Constant("rest_directions", [BodyParameters.ShapeLength, 3 * JointTree.Count], model.ShapeDirections.SelectMany(direction => Regress(model, direction)));
        _weights = Constant("weights", [1, rows.Count, 1], rows.Select(row => row.Weight));
        _moments = Constant("moments", [1, rows.Count, 3], rows.SelectMany(row => Numbers(row.Moment)));
        _directions = Constant("directions", [BodyParameters.ShapeLength + Features, 3 * rows.Count],
            Enumerable.Range(0, BodyParameters.ShapeLength + Features).SelectMany(k => rows.SelectMany(row => Numbers(row.Directions[k]))));
        _carriers = Constant("carriers", [rows.Count], rows.Select(row => (float)row.Joint), DType.Int64);
        _owners = Constant("owners", [PosedBody.KeypointCount, rows.Count],
            Enumerable.Range(0, PosedBody.KeypointCount).SelectMany(keypoint => rows.Select(row => row.Keypoint == keypoint ? 1f : 0)));
    }

    /// <summary>Poses bodies.</summary>
    /// <param name="theta">N×85: camera, which plays no part, pose and shape.</param>
    public BodyLayerOutput Forward(Tensor theta)
    {
        using var scope = TensorScope.Enter();
        var (count, shape) = (theta.Shape[0], Shape(theta));
        var rotations = Rotations(Pose(theta));
        var rest = _restJoints + shape.MatMul(_restDirections).Reshape([count, JointTree.Count, 3]);
        var (turns, joints) = Follow(rest, rotations);

        var coefficients = Tensor.Cat([shape, (rotations.Slice(1, 1).Reshape([count, -1, 9]) - Identity(rotations)).Reshape([count, Features])], 1);
        var moments = _moments + coefficients.MatMul(_directions).Reshape([count, -1, 3]);
        // What a joint carries turns with it about its place at rest.
        var shifts = joints - Turn(turns, rest);
        var carried = Turn(turns.IndexSelect(1, _carriers), moments) + _weights * shifts.IndexSelect(1, _carriers);
        var output = new BodyLayerOutput(rotations, joints, _owners.MatMul(carried));
        scope.Keep([output.Rotations, output.Joints, output.Keypoints]);
        return output;
    }

    /// <summary>Rotation matrices of axis-angle triples, with the epsilon of SMPL's regressors (REFERENCE 1.2, step 3).</summary>
    /// <param name="pose">N×3J, radians.</param>
    /// <returns>N×J×3×3, textbook matrices.</returns>
    public static Tensor Rotations(Tensor pose)
    {
        using var scope = TensorScope.Enter();
        var vectors = pose.Reshape([pose.Shape[0], -1, 3]);
        var angle = (vectors + 1e-8).Square().Sum([2], keep: true).Sqrt();
        var axis = vectors / angle;
        var (x, y, z) = (axis.Slice(2, 0, 1), axis.Slice(2, 1, 2), axis.Slice(2, 2, 3));
        var zero = x * 0;
        var cross = Tensor.Cat([zero, -z, y, z, zero, -x, -y, x, zero], 2);
        var outer = Tensor.Cat([x * axis, y * axis, z * axis], 2);
        var (sin, cos) = (angle.Sin(), angle.Cos());
        return scope.Keep((cos * Identity(axis) + (1 - cos) * outer + sin * cross).Reshape([vectors.Shape[0], vectors.Shape[1], 3, 3]));
    }

    /// <summary>Places in the picture, [−1, 1] both ways: the weak-perspective camera of θ.</summary>
    /// <param name="points">N×K×3.</param>
    /// <param name="theta">N×85.</param>
    /// <returns>N×K×2.</returns>
    public static Tensor Project(Tensor points, Tensor theta)
    {
        using var scope = TensorScope.Enter();
        return scope.Keep(theta.Slice(1, 0, 1).Unsqueeze(1) * (points.Slice(2, 0, 2) + theta.Slice(1, 1, 3).Unsqueeze(1)));
    }

    /// <summary>Keypoints N×19×3 seen from the middle of the hips.</summary>
    public static Tensor FromHips(Tensor keypoints)
    {
        using var scope = TensorScope.Enter();
        Tensor At(Keypoint keypoint) => keypoints.Slice(1, (int)keypoint, (int)keypoint + 1);
        return scope.Keep(keypoints - (At(Keypoint.LeftHip) + At(Keypoint.RightHip)) / 2);
    }

    /// <summary>The pose in θ, N×72.</summary>
    public static Tensor Pose(Tensor theta) => theta.Slice(1, 3, 3 + BodyParameters.PoseLength);

    /// <summary>The shape in θ, N×10.</summary>
    public static Tensor Shape(Tensor theta) => theta.Slice(1, 3 + BodyParameters.PoseLength);

    /// <summary>Frees the constants.</summary>
    public void Dispose() => _constants.Dispose();

    /// <summary>Rotation and place of each joint in the body: the tree followed from the pelvis.</summary>
    private static (Tensor Turns, Tensor Joints) Follow(Tensor rest, Tensor rotations)
    {
        Tensor[] turns = new Tensor[JointTree.Count], joints = new Tensor[JointTree.Count];
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            var (parent, own, place) = (JointTree.Parents[joint], rotations.Select(1, joint), rest.Select(1, joint));
            (turns[joint], joints[joint]) = parent < 0
                ? (own, place)
                : (turns[parent].BatchMatMul(own), joints[parent] + Turn(turns[parent], place - rest.Select(1, parent)));
        }

        return (Tensor.Stack(turns, 1), Tensor.Stack(joints, 1));
    }

    private static Tensor Turn(Tensor rotations, Tensor vectors) => rotations.MatMul(vectors.Unsqueeze(-1)).Squeeze(-1);

    private static Tensor Identity(Tensor like) => Tensor.From<float>([1, 0, 0, 0, 1, 0, 0, 0, 1], [1, 1, 9], like.Device).To(like.Type);

    private Tensor Constant(string name, ReadOnlySpan<long> shape, IEnumerable<float> values, DType? type = null) =>
        _constants.Root.Buffer(name, shape, type: type).CopyFrom<float>([.. values]);

    private static IEnumerable<float> Regress(BodyModel model, Vector3[] vertices)
    {
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            var (place, row) = (Vector3.Zero, joint * vertices.Length);
            for (var v = 0; v < vertices.Length; v++)
                place += model.JointRegressor[row + v] * vertices[v];
            foreach (var number in Numbers(place))
                yield return number;
        }
    }

    private static float[] Numbers(Vector3 v) => [v.X, v.Y, v.Z];

    /// <summary>The part of a keypoint that one joint carries: weight, first moment of the mean body, and its change by each shape direction and pose feature.</summary>
    private sealed record Row(int Keypoint, int Joint)
    {
        public float Weight { get; private set; }

        public Vector3 Moment { get; private set; }

        public Vector3[] Directions { get; } = new Vector3[BodyParameters.ShapeLength + Features];

        public static List<Row> Of(BodyModel model)
        {
            List<Row> all = [];
            for (var keypoint = 0; keypoint < PosedBody.KeypointCount; keypoint++)
            {
                var rows = new SortedDictionary<int, Row>();
                for (var v = 0; v < model.VertexCount; v++)
                {
                    if (model.KeypointRegressor[keypoint * model.VertexCount + v] is not (not 0 and var share))
                        continue;
                    for (var joint = 0; joint < JointTree.Count; joint++)
                    {
                        if (model.SkinningWeights[v * JointTree.Count + joint] is not (not 0 and var weight))
                            continue;
                        if (!rows.TryGetValue(joint, out var row))
                            rows[joint] = row = new(keypoint, joint);
                        row.Add(model, v, share * weight);
                    }
                }

                all.AddRange(rows.Values);
            }

            return all;
        }

        private void Add(BodyModel model, int vertex, float weight)
        {
            Weight += weight;
            Moment += weight * model.Template[vertex];
            for (var k = 0; k < BodyParameters.ShapeLength; k++)
                Directions[k] += weight * model.ShapeDirections[k][vertex];
            for (var k = 0; k < model.PoseDirections.Length; k++)
                Directions[BodyParameters.ShapeLength + k] += weight * model.PoseDirections[k][vertex];
        }
    }
}
