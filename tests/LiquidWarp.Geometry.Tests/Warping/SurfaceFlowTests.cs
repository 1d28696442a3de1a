using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

/// <summary>Analytic: where the target is the source moved as a whole, the flow is that movement, on the body and beyond its outline.</summary>
public class SurfaceFlowTests
{
    private const int Size = 128;
    private const float Reach = 0.2f;

    private static readonly BodyModel Body = BodyModel.LoadDefault();
    private static readonly SurfacePartners Partners = new(Body);
    private static readonly WeakPerspectiveCamera Camera = new(0.9f, 0.02f, 0.2f);

    [Fact]
    public void Compose_SourcesOwnPose_LeavesEveryPixelWhereItIs()
    {
        var (flow, shown) = Compose(Standing(), Standing(), Camera);
        Check(flow, (x, y) => (x, y), tolerance: 0.002f, least: 0.99);
        Assert.Contains(shown, onBody => !onBody);
    }

    // Each limb of the person who leans turns by the same quarter; what stands off a limb must turn with it.
    [Fact]
    public void Compose_RolledByAQuarter_TurnsWhatStandsOffTheBodyToo()
    {
        var rolled = Standing();
        var turn = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, MathF.PI / 2);
        Rotations.ToAxisAngle(turn * Rotations.ToQuaternion(new Vector3(rolled.AsSpan(0, 3)))).CopyTo(rolled.AsSpan(0, 3));
        var camera = new WeakPerspectiveCamera(0.6f, 0.1f, -0.05f);
        var (flow, _) = Compose(Standing(), rolled, camera);

        // The body turns about its pelvis, which lies at the origin of the camera's view but for the pelvis's own place.
        var pelvis = Pelvis();
        Check(flow, (x, y) =>
        {
            var place = new Vector2(x / camera.Scale - camera.X, y / camera.Scale - camera.Y) - pelvis;
            var back = new Vector2(place.Y, -place.X) + pelvis;
            return (Camera.Scale * (back.X + Camera.X), Camera.Scale * (back.Y + Camera.Y));
        }, tolerance: 0.004f, least: 0.97);
    }

    [Fact]
    public void Compose_SeenFromBehind_BorrowsAllButTheHead()
    {
        var behind = Standing();
        var turn = Quaternion.CreateFromAxisAngle(Vector3.UnitY, MathF.PI);
        Rotations.ToAxisAngle(turn * Rotations.ToQuaternion(new Vector3(behind.AsSpan(0, 3)))).CopyTo(behind.AsSpan(0, 3));
        var (flow, shown) = Compose(Standing(), behind, Camera);
        var onBody = Enumerable.Range(0, Size * Size).Where(pixel => shown[pixel]).ToList();
        Assert.InRange(onBody.Average(pixel => flow.Certainty.Data[pixel] == SourceSurface.Borrowed ? 1.0 : 0), 0.8, 1);
        Assert.InRange(onBody.Average(pixel => flow.Certainty.Data[pixel] == SourceSurface.Seen ? 1.0 : 0), 0, 0.05);
    }

    // The back of a shirt with stripes must have stripes, too: neighbouring pixels of the back look at neighbouring places of the front.
    [Fact]
    public void Compose_BackBorrowedFromTheFront_IsSmooth()
    {
        var behind = Standing();
        var turn = Quaternion.CreateFromAxisAngle(Vector3.UnitY, MathF.PI);
        Rotations.ToAxisAngle(turn * Rotations.ToQuaternion(new Vector3(behind.AsSpan(0, 3)))).CopyTo(behind.AsSpan(0, 3));
        var (flow, _) = Compose(Standing(), behind, Camera);
        var bends = new List<float>();
        for (var y = 52; y < 76; y++)
            for (var x = 58; x < 71; x++)
            {
                float At(int column) => flow.Flow.Data[2 * (y * Size + column) + 1] * Size / 2;
                bends.Add(MathF.Abs(At(x - 1) - 2 * At(x) + At(x + 1)));
            }

        // Pixels that a row of the back is crooked by, from pixel to pixel; measured 0.006, and 0.36 before it was smoothed.
        Assert.InRange(bends.Average(), 0, 0.02);
    }

    [Fact]
    public void Compose_BeyondReach_IsNothing()
    {
        var (flow, _) = Compose(Standing(), Standing(), Camera);
        Assert.Equal(TransformationFlow.Nothing, flow.Flow.Data[0]);
        Assert.Equal(0, flow.Certainty.Data[0]);
        foreach (var pixel in Enumerable.Range(0, Size * Size))
            Assert.Equal(flow.Certainty.Data[pixel] == 0, flow.Flow.Data[2 * pixel] == TransformationFlow.Nothing);
    }

    // An arm that hung beside the thigh and is raised must not carry the thigh along.
    [Fact]
    public void Compose_ArmRaised_TakesNothingOfTheBodyAlong()
    {
        var hanging = Standing();
        new Vector3(0, 0, -1.35f).CopyTo(hanging.AsSpan(3 * (int)Joint.LeftShoulder));
        var (flow, shown) = Compose(hanging, Standing(), Camera);
        var source = new FlowComposer(Body, Size, threads: 1);
        var posed = Body.CreatePosed();
        Body.Pose(new float[10], hanging, posed);
        source.Draw(posed, Camera);
        for (var pixel = 0; pixel < Size * Size; pixel++)
        {
            if (shown[pixel] || flow.Certainty.Data[pixel] == 0)
                continue;
            var (column, row) = ((int)((flow.Flow.Data[2 * pixel] + 1) * Size / 2), (int)((flow.Flow.Data[2 * pixel + 1] + 1) * Size / 2));
            Assert.True(source.Target.FaceIndex[row * Size + column] < 0, $"pixel {pixel} beside the body looks at the body itself");
        }
    }

    private static (SurfaceFlow Flow, bool[] Shown) Compose(float[] source, float[] target, WeakPerspectiveCamera camera)
    {
        var composer = new FlowComposer(Body, Size, threads: 1);
        var (from, to) = (Body.CreatePosed(), Body.CreatePosed());
        Body.Pose(new float[10], source, from);
        var surface = SourceSurface.Of(Body, Partners, from, Camera, composer);
        Body.Pose(new float[10], target, to);
        composer.Draw(to, camera);
        var flow = new SurfaceFlow(Body, Partners, Size, Reach);
        flow.Compose(surface, to, camera, composer.Target);
        return (flow, Array.ConvertAll(composer.Target.FaceIndex, face => face >= 0));
    }

    /// <summary>Where the flow is certain it must be the expected one, but for few pixels at the outlines of limbs.</summary>
    private static void Check(SurfaceFlow flow, Func<float, float, (float X, float Y)> expected, float tolerance, double least)
    {
        var (right, all) = (0, 0);
        for (var pixel = 0; pixel < Size * Size; pixel++)
        {
            if (flow.Certainty.Data[pixel] < SourceSurface.Seen)
                continue;
            var (x, y) = expected((2 * (pixel % Size) + 1 - Size) / (float)Size, (2 * (pixel / Size) + 1 - Size) / (float)Size);
            all++;
            if (MathF.Abs(flow.Flow.Data[2 * pixel] - x) <= tolerance && MathF.Abs(flow.Flow.Data[2 * pixel + 1] - y) <= tolerance)
                right++;
        }

        Assert.InRange(all, 1000, Size * Size);
        Assert.InRange((double)right / all, least, 1);
    }

    private static float[] Standing()
    {
        var pose = BodyParameters.Frontal().Pose;
        new Vector3(0, 0, -0.9f).CopyTo(pose.AsSpan(3 * (int)Joint.LeftShoulder));
        new Vector3(0, 0, 0.9f).CopyTo(pose.AsSpan(3 * (int)Joint.RightShoulder));
        return pose;
    }

    private static Vector2 Pelvis()
    {
        var posed = Body.CreatePosed();
        Body.Pose(new float[10], Standing(), posed);
        return new(posed.Joints[(int)Joint.Pelvis].X, posed.Joints[(int)Joint.Pelvis].Y);
    }
}
