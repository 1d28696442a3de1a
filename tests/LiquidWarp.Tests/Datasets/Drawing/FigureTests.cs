using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets.Drawing;

namespace LiquidWarp.Tests.Datasets.Drawing;

/// <summary>Exact and analytic: what is sewn on a body follows it.</summary>
public class FigureTests
{
    private static readonly BodyModel Body = BodyModel.LoadDefault();
    private static readonly Anatomy Anatomy = new(Body);

    private static Figure Sew(Layer layer) => Tailor.Sew(Anatomy, new float[10], [layer], [], 0.02f);

    [Fact]
    public void Pose_BareSkin_IsTheBody()
    {
        var figure = Sew(new() { Reach = _ => 1, Finish = Finish.Skin, Paint = _ => new(Vector3.One, 0) });
        var (posed, vertices) = (Body.CreatePosed(), new Vector3[figure.Points.Length]);
        Body.Pose(new float[10], RandomPose.Any(new Random(4), 0.5f), posed);
        figure.Pose(posed, vertices);
        Assert.Equal(Body.VertexCount, vertices.Length);
        for (var i = 0; i < vertices.Length; i++)
            Assert.Equal(posed.Vertices[figure.Points[i].A], vertices[i]);
    }

    [Fact]
    public void Pose_ThickLayer_StandsOffAndTurnsWithTheBody()
    {
        var figure = Sew(new() { Reach = _ => 1, Thickness = _ => 0.03f, Finish = Finish.Cloth, Paint = _ => new(Vector3.One, 0) });
        Assert.All(figure.Offsets, offset => Assert.InRange(offset.Length(), 0.029f, 0.031f));
        var (posed, vertices) = (Body.CreatePosed(), new Vector3[figure.Points.Length]);
        var pose = new float[72];
        new Vector3(0, 1.1f, 0).CopyTo(pose);
        Body.Pose(new float[10], pose, posed);
        figure.Pose(posed, vertices);
        var turn = Matrix4x4.CreateRotationY(1.1f);
        for (var i = 0; i < vertices.Length; i++)
            Assert.True(Vector3.Distance(Vector3.TransformNormal(figure.Offsets[i], turn), vertices[i] - figure.Points[i].Of(posed.Vertices)) < 1e-4f);
    }
}
