using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>The ten parts of <see cref="BodyParts"/>, in their order: each is unrolled on a chart of its own.</summary>
internal enum Limb : byte
{
    Head, Torso, LeftLeg, RightLeg, LeftArm, RightArm, LeftFoot, RightFoot, LeftHand, RightHand,
}

/// <summary>
/// What a tailor must know of a body model: where on the mean body in rest pose (arms out to the sides) shoulders, waist, knees
/// and eyes are, and how its parts unroll. All clothes are cut on the mean body, so one pattern fits every shape and every model.
/// </summary>
internal sealed class Anatomy
{
    private readonly Chart[] _charts;
    private readonly (int[] Joints, float[] Weights)[] _influences;

    /// <summary>Measures a model.</summary>
    public Anatomy(BodyModel model)
    {
        Model = model;
        Limbs = BodyParts.FromSkinningWeights(model.Faces, model.SkinningWeights);
        var posed = model.CreatePosed();
        model.Pose(new float[BodyParameters.ShapeLength], new float[BodyParameters.PoseLength], posed);
        Vector3 Of(Joint joint) => posed.Joints[(int)joint];
        Vector3 Seen(Keypoint keypoint) => posed.Keypoints[(int)keypoint];

        (Shoulder, Elbow, Wrist) = (Of(Joint.LeftShoulder), Of(Joint.LeftElbow), Of(Joint.LeftWrist));
        (Hip, Knee, Ankle) = (Of(Joint.LeftHip), Of(Joint.LeftKnee), Of(Joint.LeftAnkle));
        (Eye, Nose, Ear) = (Seen(Keypoint.LeftEye), Seen(Keypoint.Nose), Seen(Keypoint.LeftEar));
        CrownHeight = Seen(Keypoint.HeadTop).Y;
        SoleHeight = model.Template.Min(vertex => vertex.Y);
        NeckHeight = float.Lerp(Shoulder.Y, Eye.Y, 0.32f);
        WaistHeight = float.Lerp(Hip.Y, Shoulder.Y, 0.36f);
        CrotchHeight = Hip.Y - 0.08f;
        ArmpitHeight = Shoulder.Y - 0.07f;
        // Some models carry the hip joints low: legs are measured from the crotch, which the mesh shows.
        for (var v = 0; v < model.VertexCount; v++)
        {
            var place = model.Template[v];
            if (MathF.Abs(place.X) < 0.006f && place.Y > Knee.Y && place.Y < Hip.Y + 0.05f)
                CrotchHeight = Math.Min(CrotchHeight, place.Y);
        }

        _influences = [.. Enumerable.Range(0, model.VertexCount).Select(v => Strongest(model.SkinningWeights.AsSpan(v * JointTree.Count, JointTree.Count).ToArray()))];
        Mouth = FindMouth();
        _charts = MakeCharts();
    }

    public BodyModel Model { get; }

    /// <summary>For each face the part it belongs to, a <see cref="Limb"/>.</summary>
    public byte[] Limbs { get; }

    // Joints and points of the left side; the right mirrors it.
    public Vector3 Shoulder { get; }

    public Vector3 Elbow { get; }

    public Vector3 Wrist { get; }

    public Vector3 Hip { get; }

    public Vector3 Knee { get; }

    public Vector3 Ankle { get; }

    public Vector3 Eye { get; }

    public Vector3 Nose { get; }

    public Vector3 Ear { get; }

    /// <summary>Middle of the line between the lips.</summary>
    public Vector3 Mouth { get; }

    public float CrownHeight { get; }

    public float NeckHeight { get; }

    public float ArmpitHeight { get; }

    public float WaistHeight { get; }

    public float CrotchHeight { get; }

    public float SoleHeight { get; }

    /// <summary>Middle of the skull.</summary>
    public Vector3 Skull => new(0, Ear.Y + 0.02f, Ear.Z);

    /// <summary>Whether a place of the rest pose is on an arm or hand.</summary>
    public bool IsArm(Vector3 place) => MathF.Abs(place.X) > Shoulder.X && place.Y > ArmpitHeight - 0.06f;

    /// <summary>How a part unrolls.</summary>
    public Chart ChartOf(Limb limb) => _charts[(int)limb];

    /// <summary>The strongest joints of a mix of two vertices and their weights, which sum to 1.</summary>
    public (int[] Joints, float[] Weights) Influences(SurfacePoint point)
    {
        if (point.A == point.B)
            return _influences[point.A];
        var from = Model.SkinningWeights.AsSpan(point.A * JointTree.Count, JointTree.Count);
        var to = Model.SkinningWeights.AsSpan(point.B * JointTree.Count, JointTree.Count);
        Span<float> mixed = stackalloc float[JointTree.Count];
        for (var j = 0; j < mixed.Length; j++)
            mixed[j] = float.Lerp(from[j], to[j], point.T);
        return Strongest(mixed);
    }

    private static (int[] Joints, float[] Weights) Strongest(Span<float> weights)
    {
        var joints = new int[Figure.Influences];
        var shares = new float[Figure.Influences];
        var sum = 0f;
        for (var k = 0; k < joints.Length; k++)
        {
            var strongest = 0;
            for (var j = 1; j < weights.Length; j++)
                if (weights[j] > weights[strongest])
                    strongest = j;
            (joints[k], shares[k]) = (strongest, weights[strongest]);
            sum += weights[strongest];
            weights[strongest] = 0;
        }

        return (joints, Array.ConvertAll(shares, share => share / sum));
    }

    /// <summary>Below the dip under the nose, which every profile has.</summary>
    private Vector3 FindMouth()
    {
        const float DipToLips = 0.0195f;
        var dip = Nose with { Y = Nose.Y - 0.018f };
        var least = float.PositiveInfinity;
        for (var below = 0.010f; below < 0.028f; below += 0.001f)
        {
            var front = float.NegativeInfinity;
            foreach (var place in Model.Template)
                if (MathF.Abs(place.X - Nose.X) < 0.006f && MathF.Abs(place.Y - Nose.Y + below) < 0.004f)
                    front = Math.Max(front, place.Z);
            if (front < least && float.IsFinite(front))
                (least, dip) = (front, new(Nose.X, Nose.Y - below, front));
        }

        return dip with { Y = dip.Y - DipToLips };
    }

    private Chart[] MakeCharts()
    {
        var (x, y, z) = (Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ);
        Vector3 Mirror(Vector3 place) => place with { X = -place.X };
        Vector3[] leg = [Ankle, Knee, Hip with { Z = (Hip.Z + Knee.Z) / 2 }];
        var foot = new Vector3(Ankle.X, SoleHeight + 0.035f, Ankle.Z);
        return
        [
            new([Skull with { Z = Skull.Z + 0.01f }], y, z, 0.09f, 0.075f),
            new([new(0, 0, Shoulder.Z)], y, z, 0.11f, 0.16f),
            new(leg, y, x, 0.075f, 0.075f),
            new(Array.ConvertAll(leg, Mirror), y, -x, 0.075f, 0.075f),
            new([Shoulder], x, y, 0.045f, 0.045f),
            new([Mirror(Shoulder)], -x, y, 0.045f, 0.045f),
            new([foot], z, y, 0.035f, 0.045f),
            new([Mirror(foot)], z, y, 0.035f, 0.045f),
            new([Wrist], x, y, 0.025f, 0.045f),
            new([Mirror(Wrist)], -x, y, 0.025f, 0.045f),
        ];
    }
}
