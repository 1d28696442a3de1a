using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Recovery;
using Xunit;

namespace LiquidWarp.Tests.Recovery;

public class KeypointFitTests
{
    private static readonly BodySkeleton Skeleton = new(TinyBody.Create());

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(-50)]
    [InlineData(180)]
    public void Fit_ProjectionsOfPlausiblePoses_RecoversTheMarks(float heading)
    {
        var fit = new KeypointFit(TinyBody.Create());
        for (var seed = 0; seed < 4; seed++)
        {
            var truth = RandomPose(new Random(seed), heading);
            var keypoints = Project(truth, 400, 300, [.. Skeleton.Landmarks.Keys]);
            var found = fit.Fit(keypoints, 400, 300);
            // Knees bent by half a radian and more are seen less bent, because the prior takes people to stand on straight legs.
            Assert.InRange(found.MeanError, 0, 0.01);
            Assert.InRange(found.Body.Camera.Scale / truth.Camera.Scale, 0.9, 1.1);
        }
    }

    [Fact]
    public void Fit_OneMarkFarOff_LeavesTheOthersInPlace()
    {
        var truth = RandomPose(new Random(7), 0);
        var keypoints = Project(truth, 300, 300, [.. Skeleton.Landmarks.Keys]);
        var points = new Dictionary<BodyPoint, MarkedPoint>(keypoints.Points);
        points[BodyPoint.LeftKnee] = points[BodyPoint.LeftKnee] with { Position = new(10, 20) };
        var found = new KeypointFit(TinyBody.Create()).Fit(keypoints with { Points = points }, 300, 300);

        var others = found.Errors.Where(error => error.Key != BodyPoint.LeftKnee).Average(error => error.Value);
        Assert.InRange(others / found.PersonHeight, 0, 0.01);
    }

    [Fact]
    public void Fit_StandingPersonSeenByANearCamera_StandsOnStraightLegs()
    {
        // Perspective shortens what is far from a camera at head height: the legs. They must not be taken to lean in depth.
        var model = BodyModel.LoadDefault();
        var skeleton = new BodySkeleton(model);
        var truth = new SkeletonPose(skeleton);
        PosePrior.Means.CopyTo(truth.Rotations, 0);
        truth.Rotations[0] = Quaternion.CreateFromAxisAngle(Vector3.UnitX, MathF.PI);
        truth.Update();
        var (distance, pitch) = (2.2f, Quaternion.CreateFromAxisAngle(Vector3.UnitX, 0.15f));
        var marks = skeleton.Landmarks.ToDictionary(landmark => landmark.Key, landmark =>
        {
            var seen = Vector3.Transform(truth.Locate(landmark.Value) + new Vector3(0, 0.2f, 0), pitch);
            return new MarkedPoint(new Vector2(150, 150) + 330 * new Vector2(seen.X, seen.Y) / (distance + seen.Z), 1);
        });

        var found = new KeypointFit(model).Fit(new PersonKeypoints("test", marks), 300, 300);

        var posed = model.CreatePosed();
        model.Pose(found.Body.Shape, found.Body.Pose, posed);
        foreach (var (hip, ankle) in new[] { (Joint.LeftHip, Joint.LeftAnkle), (Joint.RightHip, Joint.RightAnkle) })
            Assert.InRange(posed.Joints[(int)ankle].Z - posed.Joints[(int)hip].Z, -0.12f, 0.12f);
        Assert.InRange(found.MeanError, 0, 0.02);
    }

    // With depths, one start does, and bent legs, backs and people on their heads come out as they are.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(70, 0)]
    [InlineData(180, 0)]
    [InlineData(-120, 0)]
    [InlineData(20, 180)]
    public void Fit_MarksWithDepths_RecoversThePoseInSpace(float heading, float tilt)
    {
        var fit = new KeypointFit(TinyBody.Create());
        for (var seed = 0; seed < 4; seed++)
        {
            var truth = RandomPose(new Random(seed), heading);
            truth.Rotations[0] = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, tilt * MathF.PI / 180) * truth.Rotations[0];
            var body = truth.ToParameters();
            var keypoints = new PersonKeypoints("test", Skeleton.Place(body).ToDictionary(place => place.Key, place =>
                new MarkedPoint((new Vector2(place.Value.X, place.Value.Y) + Vector2.One) * 150 - new Vector2(0.5f), 1, place.Value.Z * 150)));
            var found = fit.Fit(keypoints, 300, 300);
            Assert.InRange(found.MeanError, 0, 0.01);
            var places = Skeleton.Place(found.Body);
            Assert.InRange(Skeleton.Place(body).Average(place => MathF.Abs(places[place.Key].Z - place.Value.Z)) / found.Body.Camera.Scale, 0, 0.04f);

            // From the body of a moment ago, the same again.
            var again = fit.Fit(keypoints, 300, 300, near: found.Body);
            Assert.InRange(again.MeanError, 0, 0.01);
        }
    }

    [Fact]
    public void Fit_SameInput_SameResult()
    {
        var keypoints = Project(RandomPose(new Random(3), 10), 300, 300, [.. Skeleton.Landmarks.Keys]);
        var model = TinyBody.Create();
        Assert.Equal(new KeypointFit(model).Fit(keypoints, 300, 300).Body.ToVector(), new KeypointFit(model).Fit(keypoints, 300, 300).Body.ToVector());
    }

    [Fact]
    public void Fit_UprightCoco17_StandsUprightFacingTheCameraWithKneesBentBackwards()
    {
        var truth = new SkeletonPose(Skeleton);
        PosePrior.Means.CopyTo(truth.Rotations, 0);
        truth.Rotations[0] = Quaternion.CreateFromAxisAngle(Vector3.UnitX, MathF.PI);
        truth.Rotations[(int)Joint.LeftKnee] = Quaternion.CreateFromAxisAngle(Vector3.UnitX, 0.6f);
        truth.Rotations[(int)Joint.LeftHip] = Quaternion.CreateFromAxisAngle(Vector3.UnitX, -0.4f);
        truth.Camera = new(0.9f, 0.02f, 0.1f);
        truth.Update();
        var keypoints = Project(truth, 256, 256, [BodyPoint.Nose, BodyPoint.LeftEye, BodyPoint.RightEye, BodyPoint.LeftEar, BodyPoint.RightEar,
            BodyPoint.LeftShoulder, BodyPoint.RightShoulder, BodyPoint.LeftElbow, BodyPoint.RightElbow, BodyPoint.LeftWrist, BodyPoint.RightWrist,
            BodyPoint.LeftHip, BodyPoint.RightHip, BodyPoint.LeftKnee, BodyPoint.RightKnee, BodyPoint.LeftAnkle, BodyPoint.RightAnkle]);
        var pose = new KeypointFit(TinyBody.Create()).Fit(keypoints, 256, 256).Body.Pose;

        Assert.InRange(MathF.Abs(pose[0]), 2.6f, 3.4f);
        Assert.True(pose[3 * (int)Joint.LeftKnee] > -0.02f);
        Assert.True(pose[3 * (int)Joint.RightKnee] > -0.02f);
    }

    [Fact]
    public void Differentiate_RandomState_EqualsFiniteDifferences()
    {
        var pose = RandomPose(new Random(1), 30);
        var (rowX, rowY, rowZ) = (new double[SkeletonPose.VariableCount], new double[SkeletonPose.VariableCount], new double[SkeletonPose.VariableCount]);
        var (ahead, behind, step) = (new SkeletonPose(Skeleton), new SkeletonPose(Skeleton), new double[SkeletonPose.VariableCount]);
        foreach (var (point, landmark) in Skeleton.Landmarks)
        {
            pose.Update();
            pose.Differentiate(landmark, rowX, rowY);
            pose.DifferentiateDepth(landmark, rowZ);
            for (var i = 0; i < step.Length; i++)
            {
                step[i] = 1e-2;
                ahead.Move(pose, step);
                step[i] = -1e-2;
                behind.Move(pose, step);
                step[i] = 0;
                ahead.Update();
                behind.Update();
                var difference = (ahead.Camera.Project(ahead.Locate(landmark)) - behind.Camera.Project(behind.Locate(landmark))) / 2e-2f;
                Assert.True(Math.Abs(difference.X - rowX[i]) < 2e-4 && Math.Abs(difference.Y - rowY[i]) < 2e-4 && Math.Abs(difference.Z - rowZ[i]) < 2e-4,
                    $"{point}, variable {i}: {difference} against {rowX[i]}, {rowY[i]}, {rowZ[i]}");
            }
        }
    }

    [Fact]
    public void Fit_TooFewPoints_SaysSo()
    {
        var keypoints = Project(RandomPose(new Random(1), 0), 300, 300, [BodyPoint.Nose, BodyPoint.LeftHip, BodyPoint.RightHip]);
        Assert.Contains("only 3 points", Assert.Throws<InputException>(() => new KeypointFit(TinyBody.Create()).Fit(keypoints, 300, 300)).Message);
    }

    [Fact]
    public void Fit_PointsOfAnotherPicture_SaysSo()
    {
        var fit = new KeypointFit(TinyBody.Create());
        var keypoints = Project(RandomPose(new Random(1), 0), 300, 300, [.. Skeleton.Landmarks.Keys]);
        Assert.Contains("300×200", Assert.Throws<InputException>(() => fit.Fit(keypoints with { PictureSize = (300, 200) }, 300, 300)).Message);
        var outside = keypoints.Points.ToDictionary(point => point.Key, point => point.Value with { Position = point.Value.Position + new Vector2(900, 0) });
        Assert.Contains("outside the picture", Assert.Throws<InputException>(() => fit.Fit(keypoints with { Points = outside }, 300, 300)).Message);
        var heap = keypoints.Points.ToDictionary(point => point.Key, point => point.Value with { Position = new Vector2(100, 100) });
        Assert.Contains("a few pixels", Assert.Throws<InputException>(() => fit.Fit(keypoints with { Points = heap }, 300, 300)).Message);
    }

    private static SkeletonPose RandomPose(Random random, float heading)
    {
        var pose = new SkeletonPose(Skeleton);
        for (var joint = 0; joint < JointTree.Count; joint++)
        {
            var turn = new Vector3(Normal(), Normal(), Normal()) * PosePrior.Deviations[joint] * 0.6f;
            pose.Rotations[joint] = PosePrior.Means[joint] * SkeletonPose.Exp(turn);
        }
        foreach (var hinge in PosePrior.Hinges)
            pose.Rotations[hinge.Joint] = SkeletonPose.Exp(hinge.Axis * MathF.Abs(Normal()) * 0.5f);
        pose.Rotations[0] = Quaternion.CreateFromAxisAngle(Vector3.UnitY, heading * MathF.PI / 180) * Quaternion.CreateFromAxisAngle(Vector3.UnitX, MathF.PI + 0.05f * Normal());
        for (var k = 0; k < 5; k++)
            pose.Shape[k] = 0.7f * Normal();
        pose.Camera = new(0.6f, 0.1f * Normal(), 0.1f);
        pose.Update();
        return pose;

        float Normal() => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }

    private static PersonKeypoints Project(SkeletonPose pose, int width, int height, BodyPoint[] points)
    {
        var side = Math.Max(width, height);
        return new PersonKeypoints("test", points.ToDictionary(point => point, point =>
        {
            var projected = pose.Camera.Project(pose.Locate(Skeleton.Landmarks[point]));
            return new MarkedPoint(new Vector2(projected.X + 1, projected.Y + 1) * side / 2 - new Vector2((side - width) / 2 + 0.5f, (side - height) / 2 + 0.5f), 1);
        }));
    }
}
