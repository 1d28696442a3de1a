using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests.Motions;

/// <summary>Exact: the name sets in circulation.</summary>
public class HumanSkeletonTests
{
    /// <summary>Chains from the root: trunk up to the head, left arm from the chest, left leg from the pelvis; L stands for the side.</summary>
    public static TheoryData<string, string, string, string, string> Systems => new()
    {
        { "Mixamo", "mixamorig:Hips mixamorig:Spine mixamorig:Spine1 mixamorig:Spine2 mixamorig:Neck mixamorig:Head", "mixamorig:<Left|Right>Shoulder mixamorig:<Left|Right>Arm mixamorig:<Left|Right>ForeArm mixamorig:<Left|Right>Hand", "mixamorig:<Left|Right>UpLeg mixamorig:<Left|Right>Leg mixamorig:<Left|Right>Foot mixamorig:<Left|Right>ToeBase", "mixamorig:Spine2" },
        { "CMU", "Hips LowerBack Spine Spine1 Neck Neck1 Head", "<Left|Right>Shoulder <Left|Right>Arm <Left|Right>ForeArm <Left|Right>Hand", "<L|R>HipJoint <Left|Right>UpLeg <Left|Right>Leg <Left|Right>Foot <Left|Right>ToeBase", "Spine1" },
        { "Acclaim", "root lowerback upperback thorax lowerneck upperneck head", "<l|r>clavicle <l|r>humerus <l|r>radius <l|r>wrist", "<l|r>hipjoint <l|r>femur <l|r>tibia <l|r>foot <l|r>toes", "thorax" },
        { "Rokoko", "Hips Spine Spine1 Spine2 Spine3 Neck Head", "<Left|Right>Shoulder <Left|Right>Arm <Left|Right>ForeArm <Left|Right>Hand", "<Left|Right>Thigh <Left|Right>Shin <Left|Right>Foot <Left|Right>Toe", "Spine3" },
        { "SMPL", "Pelvis Spine1 Spine2 Spine3 Neck Head", "<L|R>_Collar <L|R>_Shoulder <L|R>_Elbow <L|R>_Wrist", "<L|R>_Hip <L|R>_Knee <L|R>_Ankle <L|R>_Foot", "Spine3" },
        { "Unreal", "pelvis spine_01 spine_02 spine_03 neck_01 head", "clavicle_<l|r> upperarm_<l|r> lowerarm_<l|r> hand_<l|r>", "thigh_<l|r> calf_<l|r> foot_<l|r> ball_<l|r>", "spine_03" },
        { "Biped", "Bip01 Bip01_Pelvis Bip01_Spine Bip01_Spine1 Bip01_Neck Bip01_Head", "Bip01_<L|R>_Clavicle Bip01_<L|R>_UpperArm Bip01_<L|R>_Forearm Bip01_<L|R>_Hand", "Bip01_<L|R>_Thigh Bip01_<L|R>_Calf Bip01_<L|R>_Foot Bip01_<L|R>_Toe0", "Bip01_Spine1" },
        { "Daz", "hip abdomen chest neck head", "<l|r>Collar <l|r>Shldr <l|r>ForeArm <l|r>Hand", "<l|r>Thigh <l|r>Shin <l|r>Foot <l|r>Toe", "chest" },
        { "Blender", "hips spine chest neck head", "shoulder.<L|R> upper_arm.<L|R> forearm.<L|R> hand.<L|R>", "thigh.<L|R> shin.<L|R> foot.<L|R> toe.<L|R>", "chest" },
        { "Xsens", "Hips Chest Chest2 Chest3 Chest4 Neck Head", "<Left|Right>Collar <Left|Right>Shoulder <Left|Right>Elbow <Left|Right>Wrist", "<Left|Right>Hip <Left|Right>Knee <Left|Right>Ankle <Left|Right>Toe", "Chest4" },
    };

    [Theory]
    [MemberData(nameof(Systems))]
    public void Find_KnownSystem_FindsEveryJoint(string system, string trunk, string arm, string leg, string chest)
    {
        var joints = new List<SkeletonJoint>();
        int IndexOf(string name) => joints.FindIndex(joint => joint.Name == name);
        void Chain(string names, int parent)
        {
            foreach (var name in names.Split(' '))
            {
                joints.Add(new(name, parent, Vector3.UnitY, null));
                parent = joints.Count - 1;
            }
        }

        static string Side(string names, int side) => System.Text.RegularExpressions.Regex.Replace(names, @"<(\w+)\|(\w+)>", side == 0 ? "$1" : "$2");
        Chain(trunk, -1);
        var pelvis = system == "Biped" ? 1 : 0;
        for (var side = 0; side < 2; side++)
        {
            Chain(Side(arm, side), IndexOf(chest));
            Chain(Side(leg, side), pelvis);
        }

        var skeleton = HumanSkeleton.Find(joints, system);

        Assert.Equal(pelvis, skeleton[Joint.Pelvis]);
        Assert.Equal(IndexOf(chest), skeleton.Spine[^1]);
        Assert.Equal("head", joints[skeleton[Joint.Head]].Name[^4..], ignoreCase: true);
        for (var side = 0; side < 2; side++)
        {
            var armNames = Side(arm, side).Split(' ');
            Assert.Equal(armNames, new[] { Joint.LeftCollar, Joint.LeftShoulder, Joint.LeftElbow, Joint.LeftWrist }.Select(joint => joints[skeleton[joint + side]].Name));
            Assert.Equal(Side(leg, side).Split(' ')[^4..], new[] { Joint.LeftHip, Joint.LeftKnee, Joint.LeftAnkle, Joint.LeftFoot }.Select(joint => joints[skeleton[joint + side]].Name));
        }
    }

    [Theory]
    [InlineData("Bip01 L Thigh", true, "thigh")]
    [InlineData("LeftHandIndex1", true, "handindex1")]
    [InlineData("leftleg", true, "leg")]
    [InlineData("lowerback", null, "lowerback")]
    [InlineData("rfingers", null, "rfingers")]
    [InlineData("J_Bip_R_UpperLeg", false, "upperleg")]
    [InlineData("Root", null, "root")]
    public void Parse_Name_SplitsSideFromPart(string name, bool? left, string part)
    {
        Assert.Equal(new SidedName(left, part), SidedName.Parse(name));
    }
}
