using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// Pose directions that give back what linear blend skinning loses: where a joint bends or twists, blended vertices fall
/// towards its axis. The target turns each vertex about the joint by its own share of the angle, which keeps its distance
/// from the joint; the directions are the least-squares fit of that over sampled rotations of the one joint.
/// </summary>
internal static class PoseCorrectives
{
    private const int Features = 9;
    private const float Least = 1.5e-4f;

    // Inside a bend, flesh meets flesh: there only part of the lost volume comes back.
    private const float InnerShare = 0.35f;

    // An arm that hangs keeps a sloping shoulder: the deltoid slides over the joint rather than around it.
    private const float ShoulderShare = 0.35f;

    /// <summary>(207)(V) displacements for the entries of R − I of joints 1 to 23, joint-major, rows first.</summary>
    public static Vector3[][] Compute(SymmetricMesh mesh, float[] skinningWeights)
    {
        var directions = new Vector3[Features * (JointTree.Count - 1)][];
        for (var row = 0; row < directions.Length; row++) directions[row] = new Vector3[mesh.Positions.Length];
        for (var joint = 1; joint < JointTree.Count; joint++)
            FitJoint(joint, mesh, skinningWeights, directions.AsSpan(Features * (joint - 1), Features));
        return directions;
    }

    private static void FitJoint(int joint, SymmetricMesh mesh, float[] skinningWeights, Span<Vector3[]> directions)
    {
        var rotations = SampledRotations((Joint)joint);
        var solver = FeatureSolver(rotations);
        var below = Subtree(joint);
        var centre = Skeleton.Joints[joint];
        var limb = Limb((Joint)joint);
        var whole = (Joint)joint is Joint.LeftShoulder or Joint.RightShoulder ? ShoulderShare : 1;
        var correction = new Vector3[rotations.Count];
        for (var vertex = 0; vertex < mesh.Positions.Length; vertex++)
        {
            var share = 0f;
            foreach (var part in below) share += skinningWeights[vertex * JointTree.Count + part];
            if (share is < 0.01f or > 0.99f) continue;
            for (var sample = 0; sample < rotations.Count; sample++)
                correction[sample] = whole * Correction(mesh.Positions[vertex] - centre, limb, share, rotations[sample].Axis, rotations[sample].Angle);
            for (var feature = 0; feature < Features; feature++)
            {
                var direction = Vector3.Zero;
                for (var sample = 0; sample < rotations.Count; sample++) direction += solver[feature, sample] * correction[sample];
                if (direction.Length() >= Least) directions[feature][vertex] = direction;
            }
        }
    }

    /// <summary>What to add to the rest position so that blending lands on the target.</summary>
    private static Vector3 Correction(Vector3 offset, Vector3 limb, float share, Vector3 axis, float angle)
    {
        var blend = Matrix4x4.Lerp(Matrix4x4.Identity, Matrix4x4.CreateFromAxisAngle(axis, angle), share);
        var target = Vector3.Transform(offset, Quaternion.CreateFromAxisAngle(axis, share * angle));
        var lost = target - Vector3.Transform(offset, blend);
        // The limb swings towards axis × limb, so that is the side where the bend closes; a twist has no such side.
        var inside = Math.Clamp(Vector3.Dot(Vector3.Normalize(offset), Vector3.Cross(axis, limb)), 0, 1);
        Matrix4x4.Invert(blend, out var back);
        return Vector3.TransformNormal(lost, back) * (1 - (1 - InnerShare) * inside);
    }

    /// <summary>Unit direction from a joint to the next one of its limb.</summary>
    private static Vector3 Limb(Joint joint)
    {
        var (from, to) = joint switch
        {
            Joint.Head => (Joint.Neck, Joint.Head),
            Joint.LeftHand => (Joint.LeftWrist, Joint.LeftHand),
            Joint.RightHand => (Joint.RightWrist, Joint.RightHand),
            Joint.LeftFoot => (Joint.LeftAnkle, Joint.LeftFoot),
            Joint.RightFoot => (Joint.RightAnkle, Joint.RightFoot),
            Joint.Spine3 => (Joint.Spine3, Joint.Neck),
            _ => (joint, (Joint)JointTree.Parents.IndexOf((int)joint)),
        };
        return Vector3.Normalize(Skeleton.Joints[(int)to] - Skeleton.Joints[(int)from]);
    }

    private static List<(Vector3 Axis, float Angle)> SampledRotations(Joint joint)
    {
        var most = joint switch
        {
            Joint.LeftElbow or Joint.RightElbow or Joint.LeftKnee or Joint.RightKnee => 130f,
            Joint.LeftHip or Joint.RightHip or Joint.LeftShoulder or Joint.RightShoulder => 105f,
            Joint.LeftWrist or Joint.RightWrist or Joint.Neck or Joint.Head => 75f,
            _ => 45f,
        };
        var samples = new List<(Vector3, float)>();
        for (var x = -1; x <= 1; x++)
            for (var y = -1; y <= 1; y++)
                for (var z = -1; z <= 1; z++)
                    if (x * x + y * y + z * z is 1 or 2)
                        for (var step = 1; step <= 4; step++)
                            samples.Add((Vector3.Normalize(new(x, y, z)), most * step / 4 * MathF.PI / 180));
        return samples;
    }

    /// <summary>(9, samples) matrix that maps the corrections of the samples to the nine directions: (XᵀX + ε)⁻¹ Xᵀ.</summary>
    private static float[,] FeatureSolver(List<(Vector3 Axis, float Angle)> rotations)
    {
        var features = new double[rotations.Count, Features];
        for (var sample = 0; sample < rotations.Count; sample++)
        {
            // Matrix4x4 is the transpose of the textbook matrix, whose rows the model stores first.
            var turn = Matrix4x4.Transpose(Matrix4x4.CreateFromAxisAngle(rotations[sample].Axis, rotations[sample].Angle));
            for (var row = 0; row < 3; row++)
                for (var column = 0; column < 3; column++)
                    features[sample, 3 * row + column] = turn[row, column] - (row == column ? 1 : 0);
        }
        var solver = new float[Features, rotations.Count];
        for (var sample = 0; sample < rotations.Count; sample++)
        {
            var system = new double[Features, Features + 1];
            for (var i = 0; i < Features; i++)
            {
                for (var j = 0; j < Features; j++)
                    for (var other = 0; other < rotations.Count; other++)
                        system[i, j] += features[other, i] * features[other, j];
                system[i, i] += 1e-2 * rotations.Count;
                system[i, Features] = features[sample, i];
            }
            var column = LinearSystem.Solve(system);
            for (var feature = 0; feature < Features; feature++) solver[feature, sample] = (float)column[feature];
        }
        return solver;
    }

    private static List<int> Subtree(int joint)
    {
        var below = new List<int> { joint };
        for (var other = joint + 1; other < JointTree.Count; other++)
            if (below.Contains(JointTree.Parents[other])) below.Add(other);
        return below;
    }
}
