using System.Numerics;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// How far each vertex follows each joint. The body stands in a T, so every joint is a plane that its neighbours share
/// over a certain width; the result is then smoothed along the surface.
/// </summary>
internal static class SkinningWeights
{
    private const int MostJoints = 5;
    private const int SmoothingRounds = 4;

    /// <summary>(V, 24) weights; rows sum to 1 and have at most five entries.</summary>
    public static float[] Compute(SymmetricMesh mesh)
    {
        var weights = new float[mesh.Positions.Length * JointTree.Count];
        for (var vertex = 0; vertex < mesh.Positions.Length; vertex++)
            Share(mesh.Positions[vertex], weights.AsSpan(vertex * JointTree.Count, JointTree.Count));
        Smooth(weights, mesh.Neighbours());
        for (var vertex = 0; vertex < mesh.Positions.Length; vertex++)
            Prune(weights.AsSpan(vertex * JointTree.Count, JointTree.Count));
        MakeSymmetric(weights, mesh.Opposite);
        return weights;
    }

    /// <summary>Weights of one point of either side.</summary>
    private static void Share(Vector3 point, Span<float> weights)
    {
        var mirrored = point.X < 0;
        point.X = MathF.Abs(point.X);
        var rest = 1f;
        void Take(Span<float> into, Joint joint, float share)
        {
            into[(int)joint] += rest * share;
            rest *= 1 - share;
        }

        // From the tips of the limbs inwards: each joint takes its share of what those beyond it left.
        var hand = point - BodyField.HandOrigin;
        var thumb = Step(hand.Z, 0.041f + 0.12f * (hand.X - 0.08f), 0.010f) * Step(hand.X, 0.035f, 0.02f);
        Take(weights, Joint.LeftHand, Step(hand.X, 0.088f, 0.020f) * (1 - thumb));
        Take(weights, Joint.LeftWrist, Step(point.X, 0.690f, 0.032f));
        Take(weights, Joint.LeftElbow, Step(point.X, 0.445f, 0.048f));
        var armpit = point.X - 0.163f + 0.28f * Math.Clamp(point.Y - 1.385f, -0.50f, 0.05f);
        Take(weights, Joint.LeftShoulder, Step(armpit, 0, 0.052f));

        var sole = point - BodyField.FootOrigin;
        Take(weights, Joint.LeftFoot, Below(point.Y, 0.10f) * Step(sole.Z, 0.116f, 0.020f));
        Take(weights, Joint.LeftAnkle, 1 - Step(point.Y - 0.35f * Math.Clamp(sole.Z, -0.03f, 0.06f), 0.080f, 0.028f));
        Take(weights, Joint.LeftKnee, 1 - Step(point.Y, 0.475f, 0.055f));
        var groin = 0.795f + 0.60f * Math.Min(point.X, 0.16f) + 0.20f * Math.Clamp(point.Z, -0.12f, 0.05f);
        var leg = 1 - Step(point.Y, groin, 0.062f);
        var own = Step(point.X, 0, 0.014f);
        var legs = rest * leg;
        weights[(int)Joint.LeftHip] += legs * own;
        weights[(int)Joint.RightHip] += legs * (1 - own);
        rest -= legs;

        Take(weights, Joint.Head, Step(point.Y + 0.45f * (point.Z - 0.004f), 1.4925f, 0.0240f));
        Take(weights, Joint.Neck, Step(point.Y + 0.60f * point.Z, 1.4250f, 0.0380f) * (1 - Step(point.X, 0.085f, 0.05f)));
        Take(weights, Joint.LeftCollar, Step(point.X, 0.075f, 0.065f) * Step(point.Y, 1.300f, 0.080f));
        Take(weights, Joint.Spine3, Step(point.Y, 1.250f, 0.055f));
        Take(weights, Joint.Spine2, Step(point.Y, 1.180f, 0.060f));
        Take(weights, Joint.Spine1, Step(point.Y, 1.050f, 0.065f));
        Take(weights, Joint.Pelvis, 1);

        if (!mirrored) return;
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            var other = Skeleton.Opposite(joint);
            if (other > joint) (weights[joint], weights[other]) = (weights[other], weights[joint]);
        }
    }

    /// <summary>Rises smoothly from 0 to 1 around <paramref name="middle"/> within ± <paramref name="half"/>.</summary>
    private static float Step(float x, float middle, float half)
    {
        var t = Math.Clamp((x - middle) / (2 * half) + 0.5f, 0, 1);
        return t * t * (3 - 2 * t);
    }

    private static float Below(float x, float limit) => x < limit ? 1 : 0;

    private static void Smooth(float[] weights, int[][] neighbours)
    {
        var before = new float[weights.Length];
        for (var round = 0; round < SmoothingRounds; round++)
        {
            weights.CopyTo(before, 0);
            for (var vertex = 0; vertex < neighbours.Length; vertex++)
                for (var joint = 0; joint < JointTree.Count; joint++)
                {
                    var sum = 0f;
                    foreach (var neighbour in neighbours[vertex]) sum += before[neighbour * JointTree.Count + joint];
                    var index = vertex * JointTree.Count + joint;
                    weights[index] = 0.5f * before[index] + 0.5f * sum / neighbours[vertex].Length;
                }
        }
    }

    private static void Prune(Span<float> weights)
    {
        var sorted = weights.ToArray();
        Array.Sort(sorted);
        var least = MathF.Max(sorted[^MostJoints], 0.004f);
        var sum = 0f;
        foreach (ref var weight in weights)
        {
            if (weight < least) weight = 0;
            sum += weight;
        }
        foreach (ref var weight in weights) weight /= sum;
    }

    private static void MakeSymmetric(float[] weights, int[] opposite)
    {
        for (var vertex = 0; vertex < opposite.Length; vertex++)
            for (var joint = 0; joint < JointTree.Count; joint++)
            {
                var index = vertex * JointTree.Count + joint;
                var twin = opposite[vertex] * JointTree.Count + Skeleton.Opposite(joint);
                if (twin < index) continue;
                weights[index] = weights[twin] = 0.5f * (weights[index] + weights[twin]);
            }
    }
}
