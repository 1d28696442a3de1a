using System.Numerics;
using LiquidWarp.Bodies;
using Xunit;

namespace LiquidWarp.Tests.Bodies.Default;

/// <summary>Analytic: measures taken on the shipped body against the ranges of docs/body.md.</summary>
public sealed class DefaultBodyAnthropometryTests
{
    private static BodyModel Model => ShippedBody.Model;
    private static Vector3[] Above => ShippedBody.Mesh.Positions;

    // Middle of adult women and men, wide enough for either; metres.
    [Theory]
    [InlineData("stature", 1.69, 1.71)]
    [InlineData("span", 1.66, 1.80)]
    [InlineData("head length", 0.185, 0.200)]
    [InlineData("head breadth", 0.145, 0.158)]
    [InlineData("chin to crown", 0.212, 0.236)]
    [InlineData("hip breadth", 0.325, 0.375)]
    [InlineData("waist breadth", 0.255, 0.310)]
    [InlineData("chest depth", 0.205, 0.255)]
    [InlineData("foot length", 0.240, 0.270)]
    [InlineData("foot breadth", 0.088, 0.108)]
    [InlineData("hand length", 0.175, 0.200)]
    [InlineData("shoulder joints", 0.310, 0.370)]
    [InlineData("upper arm", 0.255, 0.300)]
    [InlineData("forearm", 0.230, 0.265)]
    [InlineData("thigh", 0.380, 0.440)]
    [InlineData("shank", 0.370, 0.430)]
    [InlineData("thigh girth", 0.49, 0.62)]
    [InlineData("calf girth", 0.33, 0.41)]
    [InlineData("ankle girth", 0.19, 0.25)]
    [InlineData("upper arm girth", 0.26, 0.34)]
    [InlineData("wrist girth", 0.145, 0.18)]
    [InlineData("neck girth", 0.31, 0.40)]
    [InlineData("waist girth", 0.70, 0.90)]
    [InlineData("chest girth", 0.84, 1.02)]
    [InlineData("hip girth", 0.90, 1.05)]
    public void Measure_OnTheTemplate_IsThatOfAnAdult(string name, double least, double most) =>
        Assert.InRange(Measure(name), least, most);

    private static double Measure(string name) => name switch
    {
        "stature" => Extent(_ => true, p => p.Y),
        "span" => Extent(_ => true, p => p.X),
        "head length" => Extent(p => p.Y is > 1.585f and < 1.64f && MathF.Abs(p.X) < 0.02f, p => p.Z),
        "head breadth" => Extent(p => p.Y is > 1.605f and < 1.65f, p => p.X),
        "chin to crown" => 1.70 - Above.Where(p => p.Z > 0.08f && p.Y > 1.4f && MathF.Abs(p.X) < 0.02f).Min(p => p.Y),
        "hip breadth" => Extent(p => p.Y is > 0.83f and < 0.93f && MathF.Abs(p.X) < 0.25f, p => p.X),
        "waist breadth" => Extent(p => p.Y is > 1.07f and < 1.11f, p => p.X),
        "chest depth" => Extent(p => p.Y is > 1.22f and < 1.28f && MathF.Abs(p.X) < 0.12f, p => p.Z),
        "foot length" => Extent(p => p.Y < 0.05f && p.X > 0, p => p.Z),
        "foot breadth" => Extent(p => p.Y < 0.03f && p.X > 0, p => p.X),
        "hand length" => Above.Max(p => p.X) - JointAt(Joint.LeftWrist).X,
        "shoulder joints" => Distance(Joint.LeftShoulder, Joint.RightShoulder),
        "upper arm" => Distance(Joint.LeftShoulder, Joint.LeftElbow),
        "forearm" => Distance(Joint.LeftElbow, Joint.LeftWrist),
        "thigh" => Distance(Joint.LeftHip, Joint.LeftKnee),
        "shank" => Distance(Joint.LeftKnee, Joint.LeftAnkle),
        "thigh girth" => Girth(p => p.Y - 0.740f, p => p.X > 0 && p.X < 0.25f),
        "calf girth" => Girth(p => p.Y - 0.345f, p => p.X > 0),
        "ankle girth" => Girth(p => p.Y - 0.115f, p => p.X > 0),
        "upper arm girth" => Girth(p => p.X - 0.310f, p => p.Y > 1.2f),
        "wrist girth" => Girth(p => p.X - 0.685f, _ => true),
        "neck girth" => Girth(p => p.Y + 0.3f * p.Z - 1.475f, p => MathF.Abs(p.X) < 0.1f),
        "waist girth" => Girth(p => p.Y - 1.090f, _ => true),
        "chest girth" => Girth(p => p.Y - 1.250f, p => MathF.Abs(p.X) < 0.25f),
        "hip girth" => Girth(p => p.Y - 0.870f, p => MathF.Abs(p.X) < 0.25f),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static Vector3 JointAt(Joint joint) => LiquidWarp.Bodies.Default.Skeleton.Joints[(int)joint];

    private static double Distance(Joint a, Joint b) => (JointAt(a) - JointAt(b)).Length();

    private static double Extent(Func<Vector3, bool> where, Func<Vector3, float> along)
    {
        var values = Above.Where(where).Select(along).ToArray();
        return values.Max() - values.Min();
    }

    /// <summary>Length of the curve in which a plane cuts the surface.</summary>
    private static double Girth(Func<Vector3, float> plane, Func<Vector3, bool> where)
    {
        var length = 0.0;
        for (var face = 0; face < Model.Faces.Length; face += 3)
        {
            var cut = new List<Vector3>();
            for (var k = 0; k < 3; k++)
            {
                var (p, q) = (Above[Model.Faces[face + k]], Above[Model.Faces[face + (k + 1) % 3]]);
                var (a, b) = (plane(p), plane(q));
                if (a < 0 != b < 0) cut.Add(Vector3.Lerp(p, q, a / (a - b)));
            }
            if (cut.Count == 2 && where(cut[0])) length += (cut[0] - cut[1]).Length();
        }
        return length;
    }
}
