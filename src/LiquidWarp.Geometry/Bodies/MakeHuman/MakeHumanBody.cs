using System.Numerics;
using System.Text.Json;

namespace LiquidWarp.Bodies.MakeHuman;

/// <summary>
/// Turns MakeHuman's files into an SMPL-compatible body, so that anyone can bring a free realistic one: the base mesh
/// with its eyes, the mixamo rig as the 24 joints, and the space of its macro targets (sex, build, weight, height,
/// proportions, ethnicity) as ten shape directions.
/// </summary>
public static class MakeHumanBody
{
    // Enough to span the eight or so ways in which macro targets vary.
    private const int SampleCount = 64;

    private const float MetresPerUnit = 0.1f;

    // Where an SMPL body has its pelvis, to a centimetre, so that cameras fitted with one body serve another.
    private static readonly Vector3 _pelvis = new(0, -0.23f, 0.02f);

    // Builds that stay people at ±2 standard deviations; the targets go further, to giants and dwarfs.
    private static readonly (string Variable, double From, double To)[] _ranges =
        [("gender", 0, 1), ("muscle", 0.05, 0.95), ("weight", 0.05, 1), ("height", 0.38, 0.6), ("proportions", 0.25, 0.9)];

    /// <summary>
    /// Reads a folder with <c>base.obj</c>, <c>rig.mixamo.json</c>, <c>weights.mixamo.json</c> and <c>targets/</c>.
    /// The body has no pose directions. Its template is the mean of the sampled people, in SMPL's rest pose, in metres.
    /// </summary>
    /// <exception cref="InputException">A file is missing, damaged or not MakeHuman's; the message names it.</exception>
    public static BodyModel Read(string folder)
    {
        var mesh = MakeHumanMesh.Read(Path.Combine(folder, "base.obj"));
        var rig = MakeHumanRig.Read(folder, mesh);
        var targets = MacroTargets.Read(Path.Combine(folder, "targets"), mesh.Vertices.Count);

        var skin = MakeHumanSkin.Of(mesh);
        var weights = skin.PickRows(rig.Weights, JointTree.Count);
        var people = InRestPose(SamplePeople(mesh, rig, targets, skin), weights);
        var (template, directions) = PrincipalDirections.Compute([.. people.Select(person => person.Vertices)], BodyParameters.ShapeLength);
        var jointRegressor = FitJoints(people, template, weights);
        var landmarks = HeadLandmarks.Find(template, weights, skin.LeftEye, skin.RightEye);
        return new()
        {
            Name = "MakeHuman",
            Licence = "CC0",
            Template = template,
            Faces = skin.Faces,
            ShapeDirections = directions,
            PoseDirections = [],
            JointRegressor = jointRegressor,
            KeypointRegressor = landmarks.KeypointRegressor(jointRegressor, template.Length),
            SkinningWeights = weights,
            Surface = new()
            {
                TextureCoordinates = skin.TextureCoordinates,
                TextureFaces = skin.TextureFaces,
                PartNames = BodyParts.Names,
                FaceParts = BodyParts.FromSkinningWeights(skin.Faces, weights),
                FrontalFace = landmarks.FrontalFace(template, skin.Faces),
                Head = landmarks.Head(skin.Faces, weights),
            },
        };
    }

    /// <summary>Runs a step that reads a file and turns what it may throw into an error about that file.</summary>
    internal static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException or InvalidDataException or IndexOutOfRangeException or ArgumentException)
        {
            throw new InputException($"{path} is not what MakeHuman writes: {error.Message}", error);
        }
    }

    internal static JsonDocument ReadJson(string path)
    {
        try
        {
            return JsonDocument.Parse(Guard(path, () => File.ReadAllBytes(path)));
        }
        catch (JsonException error)
        {
            throw new InputException($"{path} is no JSON: {error.Message}", error);
        }
    }

    /// <summary>People spread evenly over the ranges, in MakeHuman's pose, metres, pelvis in place.</summary>
    private static List<(Vector3[] Vertices, Vector3[] Joints)> SamplePeople(MakeHumanMesh mesh, MakeHumanRig rig, MacroTargets targets, MakeHumanSkin skin)
    {
        List<(Vector3[], Vector3[])> people = [];
        for (var i = 0; i < SampleCount; i++)
        {
            Dictionary<string, double> variables = [];
            foreach (var (variable, from, to) in _ranges)
                variables[variable] = from + (to - from) * Spread(i, variables.Count);
            double a = Spread(i, _ranges.Length), b = Spread(i, _ranges.Length + 1);
            (variables["african"], variables["asian"], variables["caucasian"]) = (Math.Min(a, b), Math.Abs(a - b), 1 - Math.Max(a, b));
            var person = targets.Apply(mesh.Vertices, variables);
            var joints = rig.Joints(person);
            var pelvis = joints[(int)Joint.Pelvis];
            people.Add(([.. skin.Vertices.Select(v => Place(person[v], pelvis))], [.. joints.Select(joint => Place(joint, pelvis))]));
        }

        return people;
    }

    private static Vector3 Place(Vector3 point, Vector3 pelvis) => MetresPerUnit * (point - pelvis) + _pelvis;

    /// <summary>Number <paramref name="i"/> of an additive recurrence that fills the unit cube of seven dimensions evenly.</summary>
    private static double Spread(int i, int dimension)
    {
        // The root of x⁸ = x + 1, the golden ratio's kin for seven dimensions.
        const double Ratio = 1.0969815577985598;
        return (0.5 + i * Math.Pow(Ratio, -(dimension + 1))) % 1;
    }

    /// <summary>Every person turned by the same rotations, those of the mean.</summary>
    private static List<(Vector3[] Vertices, Vector3[] Joints)> InRestPose(List<(Vector3[] Vertices, Vector3[] Joints)> people, float[] weights)
    {
        var mean = new Vector3[JointTree.Count];
        foreach (var (_, joints) in people)
            for (var j = 0; j < mean.Length; j++)
                mean[j] += joints[j] / people.Count;
        var rotations = RestPose.Rotations(mean);
        return [.. people.Select(person => RestPose.Apply(rotations, person.Joints, person.Vertices, weights))];
    }

    /// <summary>Each joint from vertices round it that belong to the bones that meet there.</summary>
    private static float[] FitJoints(List<(Vector3[] Vertices, Vector3[] Joints)> people, Vector3[] template, float[] weights)
    {
        const float Belongs = 0.2f;
        var regressor = new float[JointTree.Count * template.Length];
        Vector3[][] bodies = [.. people.Select(person => person.Vertices)];
        for (var j = 0; j < JointTree.Count; j++)
        {
            var parent = Math.Max(JointTree.Parents[j], 0);
            int[] near = [.. Enumerable.Range(0, template.Length).Where(v => weights[v * JointTree.Count + j] + weights[v * JointTree.Count + parent] > Belongs)];
            Vector3[] places = [.. people.Select(person => person.Joints[j])];
            var centre = places.Aggregate(Vector3.Zero, (sum, place) => sum + place / places.Length);
            var ring = LocalRegressor.Surround(centre, template, near);
            if (ring.Length == 0)
                throw new InputException($"No vertex of the body has weight on {(Joint)j} or its parent: the weights file does not fit the mesh.");
            var fitted = LocalRegressor.Fit(bodies, places, ring);
            for (var i = 0; i < ring.Length; i++)
                regressor[j * template.Length + ring[i]] = (float)fitted[i];
        }

        return regressor;
    }
}
