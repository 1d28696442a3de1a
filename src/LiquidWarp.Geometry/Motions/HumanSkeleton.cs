using LiquidWarp.Bodies;

namespace LiquidWarp.Motions;

/// <summary>
/// Which joints of a captured skeleton are which joints of a person, found by the names that capture systems and animation
/// programs use and by the shape of the tree: the pelvis is where the legs meet, the chest where the arms do.
/// </summary>
internal sealed class HumanSkeleton
{
    private static readonly string[] UpperLeg = ["upleg", "upperleg", "upperlegs", "thigh", "femur", "hip", "hips", "buttock"];
    private static readonly string[] LowerLeg = ["knee", "lowerleg", "lowleg", "shin", "calf", "tibia", "leg"];
    private static readonly string[] Ankle = ["ankle", "foot"];
    private static readonly string[] Toes = ["toebase", "toe", "toes", "ball", "toe0", "foot"];
    private static readonly string[] Clavicle = ["collar", "clavicle", "collarbone", "shoulder"];
    private static readonly string[] UpperArm = ["upperarm", "uparm", "arm", "shldr", "humerus", "shoulder"];
    private static readonly string[] Forearm = ["elbow", "forearm", "lowerarm", "lowarm", "radius"];
    private static readonly string[] Wrist = ["wrist", "hand", "palm"];

    private readonly IReadOnlyList<SkeletonJoint> _joints;
    private readonly int[] _indices = Enumerable.Repeat(-1, JointTree.Count).ToArray();

    private HumanSkeleton(IReadOnlyList<SkeletonJoint> joints) => _joints = joints;

    /// <summary>Index of the joint in the captured skeleton, -1 if it has none of that kind.</summary>
    public int this[Joint joint] => _indices[(int)joint];

    /// <summary>Indices from the joint above the pelvis up to the chest, which carries the arms; may be empty.</summary>
    public int[] Spine { get; private set; } = [];

    /// <summary>Indices between chest and head, both left out; may be empty.</summary>
    public int[] Neck { get; private set; } = [];

    /// <summary>Finds the person in the skeleton.</summary>
    /// <param name="joints">Parents before children.</param>
    /// <param name="file">For messages.</param>
    /// <exception cref="InputException">If legs, arms or head are missing; lists the names found.</exception>
    public static HumanSkeleton Find(IReadOnlyList<SkeletonJoint> joints, string file)
    {
        var skeleton = new HumanSkeleton(joints);
        var names = joints.Select(joint => SidedName.Parse(joint.Name)).ToArray();
        skeleton.FindLimbs(names, left: true);
        skeleton.FindLimbs(names, left: false);
        skeleton.FindTrunk(names);
        skeleton.Check(file);
        return skeleton;
    }

    /// <summary>The nearest common ancestor of two joints, either of which may be it.</summary>
    private int Meet(int a, int b)
    {
        while (a != b)
            if (a > b)
                a = _joints[a].Parent;
            else
                b = _joints[b].Parent;
        return a;
    }

    /// <summary>The joints strictly below <paramref name="top"/> down to <paramref name="bottom"/>; empty if not one line.</summary>
    private int[] Path(int top, int bottom)
    {
        var path = new List<int>();
        for (var j = bottom; j != top; j = _joints[j].Parent)
        {
            if (j < 0)
                return [];
            path.Add(j);
        }

        path.Reverse();
        return [.. path];
    }

    private void FindLimbs(SidedName[] names, bool left)
    {
        int First(string[] candidates, int below = -1, int not = -1)
        {
            foreach (var candidate in candidates)
                for (var j = 0; j < names.Length; j++)
                    if (j != not && names[j].Left == left && names[j].Part == candidate && (below < 0 || (j != below && Meet(j, below) == below)))
                        return j;
            return -1;
        }

        void Set(Joint leftJoint, Joint rightJoint, int index) => _indices[(int)(left ? leftJoint : rightJoint)] = index;

        var upperLeg = First(UpperLeg);
        var lowerLeg = First(LowerLeg, upperLeg);
        var ankle = First(Ankle, lowerLeg);
        Set(Joint.LeftHip, Joint.RightHip, upperLeg);
        Set(Joint.LeftKnee, Joint.RightKnee, lowerLeg);
        Set(Joint.LeftAnkle, Joint.RightAnkle, ankle);
        Set(Joint.LeftFoot, Joint.RightFoot, ankle < 0 ? -1 : First(Toes, ankle));

        // "Shoulder" is the upper arm in some systems and the clavicle above an "arm" in others.
        var upperArm = First(UpperArm);
        var forearm = First(Forearm, upperArm);
        Set(Joint.LeftShoulder, Joint.RightShoulder, upperArm);
        Set(Joint.LeftElbow, Joint.RightElbow, forearm);
        Set(Joint.LeftWrist, Joint.RightWrist, forearm < 0 ? -1 : First(Wrist, forearm));
        var clavicle = First(Clavicle, not: upperArm);
        Set(Joint.LeftCollar, Joint.RightCollar, clavicle >= 0 && upperArm >= 0 && Meet(clavicle, upperArm) == clavicle ? clavicle : -1);
    }

    private void FindTrunk(SidedName[] names)
    {
        var head = Array.FindIndex(names, name => name is { Left: null, Part: "head" or "skull" });
        if (head < 0)
            head = Array.FindLastIndex(names, name => name is { Left: null, Part: "neck" or "upperneck" or "neck1" or "neck01" });
        _indices[(int)Joint.Head] = head;
        if (head < 0 || this[Joint.LeftHip] < 0 || this[Joint.RightHip] < 0 || this[Joint.LeftShoulder] < 0 || this[Joint.RightShoulder] < 0)
            return;
        var pelvis = Meet(this[Joint.LeftHip], this[Joint.RightHip]);
        var chest = Meet(this[Joint.LeftShoulder], this[Joint.RightShoulder]);
        _indices[(int)Joint.Pelvis] = pelvis;
        Spine = Path(pelvis, chest);
        Neck = Path(Meet(chest, head), head) is { Length: > 1 } neck ? neck[..^1] : [];
    }

    private void Check(string file)
    {
        (Joint Joint, string Needed)[] needed =
        [
            (Joint.LeftHip, "left upper leg"), (Joint.RightHip, "right upper leg"), (Joint.LeftKnee, "left lower leg"),
            (Joint.RightKnee, "right lower leg"), (Joint.LeftAnkle, "left foot"), (Joint.RightAnkle, "right foot"),
            (Joint.LeftShoulder, "left upper arm"), (Joint.RightShoulder, "right upper arm"), (Joint.LeftElbow, "left forearm"),
            (Joint.RightElbow, "right forearm"), (Joint.Head, "head"),
        ];
        var missing = needed.Where(part => this[part.Joint] < 0).Select(part => part.Needed).ToArray();
        if (missing.Length == 0)
            return;
        const int Shown = 40;
        var found = string.Join(", ", _joints.Take(Shown).Select(joint => joint.Name)) + (_joints.Count > Shown ? " …" : "");
        throw new InputException(
            $"{file}: no {string.Join(", no ", missing)} found among the joints. Names found: {found}. Rename the joints to one of the " +
            "usual sets, such as LeftUpLeg, LeftLeg, LeftFoot, LeftArm, LeftForeArm, LeftHand, the same with Right, Spine, Neck, Head.");
    }
}
