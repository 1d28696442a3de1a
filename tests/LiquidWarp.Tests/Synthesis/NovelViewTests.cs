using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Tests.Synthesis;

/// <summary>Analytic: where points of the body go as the camera walks and rises.</summary>
public class NovelViewTests
{
    private static readonly BodyModel Model = DollPhoto.Model;
    private static readonly NovelView View = new(DollPhoto.Source);

    [Fact]
    public void Still_StraightAhead_IsThePhotosOwnView() => Assert.Same(DollPhoto.Body, View.Still(default).Targets.Single());

    // The camera has walked to its right: it sees the person's left side, whose arm now points at it.
    [Fact]
    public void Still_YawOf90_TurnsTheLeftHandTowardsTheCamera()
    {
        var (before, after) = (Joints(DollPhoto.Body), Joints(View.Still(new(90)).Targets.Single()));
        var (arm, turned) = (before[(int)Joint.LeftWrist] - before[0], after[(int)Joint.LeftWrist] - after[0]);
        Assert.True(arm.X > 0.5f);
        Close.Assert([-arm.Z, arm.Y, -arm.X], [-turned.X, turned.Y, turned.Z], 1e-5);
        Close.Assert([before[0].X, before[0].Y, before[0].Z], [after[0].X, after[0].Y, after[0].Z], 1e-5);
    }

    [Fact]
    public void Still_PitchOf30_BringsTheHeadNearerAndTheFeetFarther()
    {
        var joints = Joints(View.Still(new(0, 30)).Targets.Single());
        Assert.True(joints[(int)Joint.Head].Z < joints[0].Z - 0.2f);
        Assert.True(joints[(int)Joint.LeftAnkle].Z > joints[0].Z + 0.3f);
    }

    // Seen from above, the person leans towards the camera; a walk round them must leave them upright in the world.
    [Fact]
    public void Turn_OfAPersonSeenFromAbove_KeepsTheSpineWhereItIs()
    {
        var leaning = DollPhoto.Body.Turned(Quaternion.CreateFromAxisAngle(Vector3.UnitX, 0.3f));
        var view = new NovelView(DollPhoto.Source with { Body = leaning });
        var spine = Joints(leaning);
        foreach (var target in view.Turn(new(new(0), new(360)), frames: 8).Targets)
        {
            var joints = Joints(target);
            Close.Assert(Values(spine[(int)Joint.Spine3] - spine[0]), Values(joints[(int)Joint.Spine3] - joints[0]), 1e-4);
        }
    }

    [Theory]
    [InlineData(0, 360, new[] { 0f, 90, 180, 270 })] // comes round: the last would be the first again
    [InlineData(30, 90, new[] { 30f, 50, 70, 90 })]
    [InlineData(90, -270, new[] { 90f, 0, -90, -180 })]
    public void ViewPath_FrameByFrame_GoesAtConstantSpeed(float from, float to, float[] expected) =>
        Assert.Equal(expected, Enumerable.Range(0, 4).Select(frame => new ViewPath(new(from), new(to)).At(frame, 4).Yaw));

    [Fact]
    public void ViewPath_PitchChanges_ComesNotRound() =>
        Assert.Equal(new ViewAngle(360, 20), new ViewPath(new(0, 0), new(360, 20)).At(9, 10));

    [Fact]
    public void Freeze_Whole_PlaysTurnsAndPlaysOn()
    {
        var motion = Motion(5);
        var frozen = NovelView.Freeze(motion, 2, new(new(0), new(360)), frames: 4, whole: true);
        Assert.Equal(9, frozen.Count);
        var targets = frozen.Targets.ToList();
        // The camera's x tells frames apart.
        Assert.Equal([0, 1, 2, 2, 2, 2, 2, 3, 4], targets.Select(target => (int)target.Camera.X));
        Assert.Same(targets[1].Pose, motion.Targets.ElementAt(1).Pose);
        Assert.NotEqual(Joints(targets[2])[(int)Joint.LeftWrist], Joints(targets[3])[(int)Joint.LeftWrist]);
    }

    [Fact]
    public void Freeze_TheTurnAlone_IsOfThatFrame()
    {
        var frozen = NovelView.Freeze(Motion(5), 3, new(new(45), new(45)), frames: 2);
        Assert.Equal([3, 3], frozen.Targets.Select(target => (int)target.Camera.X));
        Assert.Equal(2, frozen.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void Freeze_FrameThatIsNotThere_SaysWhichAre(int frame)
    {
        var error = Assert.Throws<InputException>(() => NovelView.Freeze(Motion(5), frame, default));
        Assert.Contains("the last 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Along_AMotion_TurnsWhileItRuns()
    {
        var seen = NovelView.Along(Motion(3), new(new(0), new(90))).Targets.ToList();
        var depths = seen.Select(target => Joints(target)[(int)Joint.LeftWrist].Z).ToList();
        Assert.True(depths[0] > depths[1] && depths[1] > depths[2]);
        Assert.Equal([0, 1, 2], seen.Select(target => (int)target.Camera.X));
    }

    private static Performance Motion(int count) =>
        new(30, count, Enumerable.Range(0, count).Select(frame => DollPhoto.Body with { Camera = new(0.9f, frame, 0) }));

    private static Vector3[] Joints(BodyParameters body)
    {
        var posed = Model.CreatePosed();
        Model.Pose(body, posed);
        return posed.Joints;
    }

    private static float[] Values(Vector3 v) => [v.X, v.Y, v.Z];
}
