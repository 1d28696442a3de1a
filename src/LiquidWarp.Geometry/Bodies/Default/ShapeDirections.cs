using System.Numerics;
using static LiquidWarp.Bodies.Default.Solid;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// The shape space. Anthropometric variables (stature, weight, build …) each move the surface by a field that is stated
/// here for one standard deviation; the shape directions are the principal components of people drawn from them. Because
/// the fields add up linearly, the components follow from the fields' inner products without drawing anyone.
/// </summary>
internal sealed class ShapeDirections
{
    /// <summary>Number of directions of an SMPL-compatible body.</summary>
    public const int Count = 10;

    private readonly SymmetricMesh _mesh;
    private readonly float[] _weights;

    private ShapeDirections(SymmetricMesh mesh, float[] weights) => (_mesh, _weights) = (mesh, weights);

    /// <summary>(10)(V) displacements for one standard deviation, metres, by descending variance, mutually orthogonal.</summary>
    public static Vector3[][] Compute(SymmetricMesh mesh, float[] skinningWeights) =>
        PrincipalComponents(new ShapeDirections(mesh, skinningWeights).VariableFields());

    private Vector3[][] VariableFields() =>
    [
        Field(Stature), Field(Weight), Field(Femininity), Field(LegLength), Field(ArmLength), Field(Muscle), Field(Belly),
        Field(HeadSize), Field(ShoulderWidth), Field(HandsAndFeet), Field(HipWidth), Field(ChestDepth),
    ];

    private delegate Vector3 Variable(Site site);

    // Each variable below is one standard deviation of a mixed adult population.

    private static Vector3 Stature(Site s) => 0.048f * (s.Point - Skeleton.Joints[(int)Joint.Pelvis]);

    private static Vector3 Weight(Site s)
    {
        var torso = 0.080f + 0.055f * Bell(s.Point.Y, 1.05f, 0.13f) + 0.015f * Bell(s.Point.Y, 0.90f, 0.08f);
        var leg = 0.045f + 0.060f * Bell(s.Point.Y, 0.80f, 0.22f);
        var arm = 0.040f + 0.065f * Bell(s.Point.X, 0.27f, 0.13f);
        var move = s.Girth(torso, leg, arm, neck: 0.065f, hand: 0.015f, foot: 0.02f);
        move += new Vector3(0, 0, 0.010f) * s.Torso * Bell(s.Point.Y, 1.04f, 0.11f) * s.Front * Bell(s.Point.X, 0, 0.12f);
        move += new Vector3(0, 0, 0.006f) * s.Torso * Bell(s.Point.Y, 1.24f, 0.06f) * s.Front * Bell(s.Point.X, 0.08f, 0.07f);
        move -= new Vector3(0, 0, 0.006f) * s.Torso * Bell(s.Point.Y, 0.87f, 0.09f) * s.Back;
        move += new Vector3(0.009f, 0, 0) * s.Leg;
        // Cheeks, jaw and the flesh below it.
        move += new Vector3(0.0035f, 0, 0.0005f) * s.Head * Bell(s.Face.Y, -0.050f, 0.035f) * Step01(s.Face.Z, -0.01f, 0.03f) * Step01(s.Point.X, 0.008f, 0.05f);
        return move + new Vector3(0, -0.0030f, 0) * s.Head * Bell(s.Face.Y, -0.095f, 0.02f) * Bell(s.Face.Z, 0.045f, 0.03f);
    }

    private static Vector3 Femininity(Site s)
    {
        var torso = -0.030f * Bell(s.Point.Y, 1.28f, 0.12f) - 0.035f * Bell(s.Point.Y, 1.09f, 0.07f) + 0.045f * Bell(s.Point.Y, 0.88f, 0.10f);
        var move = s.Girth(torso, 0.030f * Bell(s.Point.Y, 0.80f, 0.20f) - 0.012f, -0.040f, neck: -0.055f, hand: -0.04f, foot: -0.03f);
        move += new Vector3(0.001f, -0.003f, 0.0150f) * s.Torso * s.Front * Bell(s.Point.Y, 1.235f, 0.050f) * Bell(s.Point.X, 0.074f, 0.050f);
        move -= new Vector3(0, 0, 0.006f) * s.Torso * Bell(s.Point.Y, 0.87f, 0.09f) * s.Back;
        move += new Vector3(-0.011f, 0, 0) * Step01(s.Point.X, 0.04f, 0.17f) * Step01(s.Point.Y, 1.22f, 1.38f) * (1 - s.Head);
        move += new Vector3(0.005f, 0, 0) * s.Leg * Step01(s.Point.Y, 0.3f, 0.85f);
        move += new Vector3(-0.0028f, 0, -0.0005f) * s.Head * Bell(s.Face.Y, -0.065f, 0.03f) * Step01(s.Point.X, 0.008f, 0.05f);
        move += new Vector3(0, 0, -0.0018f) * s.Head * Bell(s.Face.Y, 0.033f, 0.012f) * s.Front * Bell(s.Point.X, 0, 0.05f);
        return move - 0.022f * (s.Point - Skeleton.Joints[(int)Joint.Pelvis]);
    }

    private static Vector3 LegLength(Site s)
    {
        var down = 0.020f * Math.Clamp((0.90f - s.Point.Y) / 0.82f, 0, 1);
        var shrink = 0.014f * Math.Clamp((s.Point.Y - 0.96f) / 0.44f, 0, 1);
        return new(0, -down - shrink, 0);
    }

    private static Vector3 ArmLength(Site s) => new(0.021f * Math.Clamp((s.Point.X - 0.18f) / 0.51f, 0, 1), 0, 0);

    private static Vector3 Muscle(Site s)
    {
        var torso = 0.040f * Bell(s.Point.Y, 1.30f, 0.12f) - 0.018f * Bell(s.Point.Y, 1.06f, 0.08f);
        var leg = 0.055f * Bell(s.Point.Y, 0.70f, 0.16f) + 0.065f * Bell(s.Point.Y, 0.36f, 0.08f);
        var arm = 0.085f * Bell(s.Point.X, 0.29f, 0.12f) + 0.070f * Bell(s.Point.X, 0.51f, 0.08f);
        var move = s.Girth(torso, leg, arm, neck: 0.070f, hand: 0.02f, foot: 0.01f);
        move += new Vector3(0.009f, 0.004f, 0) * Step01(s.Point.X, 0.04f, 0.17f) * Step01(s.Point.Y, 1.22f, 1.38f) * (1 - s.Head);
        move += new Vector3(0, 0.004f, -0.002f) * Bell(s.Point.X, 0.06f, 0.05f) * Bell(s.Point.Y, 1.44f, 0.04f) * s.Back;
        move += new Vector3(0, 0.002f, 0.005f) * s.Torso * s.Front * Bell(s.Point.Y, 1.275f, 0.05f) * Bell(s.Point.X, 0.08f, 0.06f);
        return move + new Vector3(0.0015f, 0, 0) * s.Head * Bell(s.Face.Y, -0.06f, 0.025f) * Step01(s.Point.X, 0.01f, 0.05f);
    }

    private static Vector3 Belly(Site s)
    {
        var move = s.Girth(0.045f * Bell(s.Point.Y, 1.04f, 0.09f), 0, 0, 0, 0, 0);
        return move + new Vector3(0, -0.002f, 0.024f) * s.Torso * s.Front * Bell(s.Point.Y, 1.035f, 0.085f) * Bell(s.Point.X, 0, 0.105f);
    }

    private static Vector3 HeadSize(Site s)
    {
        var scale = 0.036f * (s.Point - Skeleton.Joints[(int)Joint.Head]);
        return s.Head * scale + s.Neck * (scale with { Y = scale.Y * 0.3f });
    }

    private static Vector3 ShoulderWidth(Site s) =>
        new Vector3(0.0150f, 0, 0) * Step01(s.Point.X, 0.03f, 0.17f) * Step01(s.Point.Y, 1.15f, 1.38f) * (1 - s.Head);

    private static Vector3 HandsAndFeet(Site s) =>
        0.055f * (s.Hand * (s.Point - Skeleton.Joints[(int)Joint.LeftWrist]) + s.Foot * (s.Point - Skeleton.Joints[(int)Joint.LeftAnkle]))
        + s.Girth(0, 0.04f * Bell(s.Point.Y, 0.10f, 0.08f), 0.05f * Bell(s.Point.X, 0.68f, 0.08f), 0, 0, 0);

    private static Vector3 HipWidth(Site s)
    {
        var move = new Vector3(0.055f * Math.Min(s.Point.X, 0.18f), 0, 0) * s.Torso * Bell(s.Point.Y, 0.92f, 0.10f);
        return move + new Vector3(0.0085f, 0, 0) * s.Leg * Step01(s.Point.Y, 0.05f, 0.75f) + new Vector3(0, 0, -0.006f) * s.Torso * s.Back * Bell(s.Point.Y, 0.87f, 0.08f);
    }

    private static Vector3 ChestDepth(Site s) =>
        new Vector3(0, 0, 0.090f * (s.Point.Z + 0.015f)) * s.Torso * Bell(s.Point.Y, 1.24f, 0.13f);

    private Vector3[] Field(Variable variable)
    {
        var field = new Vector3[_mesh.Positions.Length];
        for (var vertex = 0; vertex < field.Length; vertex++)
        {
            if (_mesh.Positions[vertex].X < 0) continue;
            var move = variable(new(_mesh.Positions[vertex], _weights.AsSpan(vertex * JointTree.Count, JointTree.Count)));
            if (_mesh.Positions[vertex].X == 0) move.X = 0;
            field[vertex] = move;
            field[_mesh.Opposite[vertex]] = _mesh.Opposite[vertex] == vertex ? move : move with { X = -move.X };
        }
        return field;
    }

    private static Vector3[][] PrincipalComponents(Vector3[][] fields)
    {
        var gram = new double[fields.Length, fields.Length];
        for (var i = 0; i < fields.Length; i++)
            for (var j = 0; j < fields.Length; j++)
                for (var vertex = 0; vertex < fields[i].Length; vertex++)
                    gram[i, j] += Vector3.Dot(fields[i][vertex], fields[j][vertex]);
        var (_, vectors) = LinearSystem.Eigen(gram);
        var directions = new Vector3[Count][];
        for (var k = 0; k < Count; k++)
        {
            // The sign is free: the variable that says most about a component should grow with it.
            var strongest = Enumerable.Range(0, fields.Length).MaxBy(i => Math.Abs(vectors[k][i]) * Math.Sqrt(gram[i, i]));
            var sign = Math.Sign(vectors[k][strongest]);
            directions[k] = new Vector3[fields[0].Length];
            for (var i = 0; i < fields.Length; i++)
                for (var vertex = 0; vertex < fields[i].Length; vertex++)
                    directions[k][vertex] += (float)(sign * vectors[k][i]) * fields[i][vertex];
        }
        return directions;
    }

    private static float Step01(float x, float from, float to)
    {
        var t = Math.Clamp((x - from) / (to - from), 0, 1);
        return t * t * (3 - 2 * t);
    }

    /// <summary>A point of the left half with the regions it belongs to.</summary>
    private readonly ref struct Site(Vector3 point, ReadOnlySpan<float> weights)
    {
        public Vector3 Point { get; } = point;
        public Vector3 Face { get; } = point - BodyField.HeadOrigin;
        public float Leg { get; } = weights[(int)Joint.LeftHip] + weights[(int)Joint.RightHip] + weights[(int)Joint.LeftKnee];
        public float Foot { get; } = weights[(int)Joint.LeftAnkle] + weights[(int)Joint.LeftFoot];
        public float Arm { get; } = weights[(int)Joint.LeftShoulder] + weights[(int)Joint.LeftElbow];
        public float Hand { get; } = weights[(int)Joint.LeftWrist] + weights[(int)Joint.LeftHand];
        public float Head { get; } = weights[(int)Joint.Head];
        public float Neck { get; } = weights[(int)Joint.Neck];
        public float Torso => Math.Max(1 - Leg - Foot - Arm - Hand - Head - Neck, 0);
        public float Front => Step01(Point.Z, -0.02f, 0.06f);
        public float Back => Step01(-Point.Z, -0.01f, 0.07f);

        /// <summary>Grows each region around its own axis by the given fractions.</summary>
        public Vector3 Girth(float torso, float leg, float arm, float neck, float hand, float foot)
        {
            var legAxis = Point.Y > 0.475f
                ? Vector3.Lerp(Skeleton.Joints[(int)Joint.LeftKnee], Skeleton.Joints[(int)Joint.LeftHip], Math.Min((Point.Y - 0.475f) / 0.405f, 1.2f))
                : Vector3.Lerp(Skeleton.Joints[(int)Joint.LeftAnkle], Skeleton.Joints[(int)Joint.LeftKnee], Math.Max((Point.Y - 0.078f) / 0.397f, 0));
            var fromLeg = (Point - legAxis) with { Y = 0 };
            var fromArm = (Point - Skeleton.Joints[(int)Joint.LeftElbow]) with { X = 0 };
            var fromSpine = new Vector3(Point.X, 0, Point.Z + 0.012f);
            var palm = (Point - Skeleton.Joints[(int)Joint.LeftHand]) with { X = 0 };
            return Torso * torso * fromSpine + Neck * neck * fromSpine + Leg * leg * fromLeg + Arm * arm * fromArm
                + Hand * hand * palm + Foot * foot * fromLeg;
        }
    }
}
