using System.Numerics;
using LiquidWarp.Files;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;
using LiquidWarp.Tests.Rendering;
using LiquidWarp.Warping;

namespace LiquidWarp.Tests.Warping;

public class TransformationFlowTests
{
    // Golden: the original's flow and visibility on random faces.
    [Fact]
    public void Compose_GoldenFaces_EqualsOriginal()
    {
        var golden = NpzFile.Read(Goldens.Path("flow.npz"));
        for (var sample = 0; sample < 2; sample++)
        {
            var fragments = Fragments(golden, "dst_fim", sample);
            golden["dst_wim"].ToSingles().AsSpan(sample * 48 * 48 * 3, 48 * 48 * 3).CopyTo(fragments.Barycentrics);
            var flow = new TransformationFlow(48, 48);
            flow.Compose(Corners(golden["f2pts"], sample), fragments);
            Close.Assert(golden["T"].ToSingles().AsSpan(sample * flow.Data.Length, flow.Data.Length), flow.Data, 1e-6);
        }
    }

    [Fact]
    public void OnlyVisible_GoldenFaces_EqualsOriginal()
    {
        var golden = NpzFile.Read(Goldens.Path("flow.npz"));
        for (var sample = 0; sample < 2; sample++)
        {
            var visible = Corners(golden["f2pts"], sample).OnlyVisible(Fragments(golden, "src_fim", sample));
            Assert.Equal(Corners(golden["vis_f2pts"], sample).Points, visible.Points);
        }
    }

    // Parity: with coordinate after coordinate, on a drawn body.
    [Fact]
    public void Compose_DrawnBody_EqualsReference()
    {
        var model = SphereBody.Create();
        var composer = new FlowComposer(model, 50);
        var source = composer.Draw(SphereBody.Pose(model, yaw: 0.7f), new(0.9f, 0.2f, 0));
        var flow = new TransformationFlow(50, 50);
        composer.Imitate(source, SphereBody.Pose(model), new(1.1f, 0, 0.1f), flow);
        Close.Assert(ReferenceWarp.Compose(source.Points, composer.Target), flow.Data, 1e-6);
    }

    // Analytic: a body onto itself is the identity at pixel centres.
    [Fact]
    public void Compose_BodyOntoItself_IsTheIdentity()
    {
        var model = SphereBody.Create();
        var composer = new FlowComposer(model, 40);
        var flow = new TransformationFlow(40, 40);
        flow.Compose(composer.Draw(SphereBody.Pose(model), new(1, 0.1f, 0)), composer.Target);
        var identity = new TransformationFlow(40, 40);
        identity.SetIdentity(Silhouette.Of(composer.Target), CornerAlignment.Edges);
        Close.Assert(identity.Data, flow.Data, 1e-5);
        Assert.Contains(flow.Data, value => value != TransformationFlow.Nothing);
    }

    [Theory]
    [InlineData(CornerAlignment.Centres)]
    [InlineData(CornerAlignment.Edges)]
    public void SetIdentity_Sampled_KeepsTheMaskedPixels(CornerAlignment alignment)
    {
        var mask = new Mask(5, 3, [1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1]);
        var flow = new TransformationFlow(5, 3);
        flow.SetIdentity(mask, alignment);
        var source = new FloatImage(5, 3, 1, [.. Enumerable.Range(1, 15).Select(i => (float)i)]);
        Close.Assert([1, 0, 0, 0, 5, 0, 7, 0, 0, 0, 0, 0, 0, 14, 15], BilinearSampler.Sample(source, flow, alignment).Data, 1e-5);
    }

    [Fact]
    public void Resize_FlowWithHoles_BlendsNothingRaw()
    {
        var flow = new TransformationFlow(8, 1);
        float[] x = [-2, -2, -0.5f, 0, 0.5f, 1, -2, -2];
        for (var i = 0; i < 8; i++)
            flow.Data[2 * i] = x[i];
        var small = flow.Resize(4, 1);
        Close.Assert([-2, -2, -1 / 3f, -2, 0.8333333f, -2, -2, -2], small.Data, 1e-6);
    }

    [Fact]
    public void Clamp_FarValues_StopAtTwo()
    {
        var flow = new TransformationFlow(1, 1);
        (flow.Data[0], flow.Data[1]) = (-7, 3);
        flow.Clamp();
        Assert.Equal([-2, 2], flow.Data);
    }

    private static FaceCorners Corners(NdArray points, int sample) =>
        new([.. points.ToSingles().Skip(sample * 300).Take(300).Chunk(2).Select(point => new Vector2(point[0], point[1]))]);

    private static Fragments Fragments(IReadOnlyDictionary<string, NdArray> golden, string name, int sample)
    {
        var fragments = new Fragments(48, 48);
        var faces = golden[name].ToInt64s().AsSpan(sample * 48 * 48, 48 * 48);
        for (var i = 0; i < faces.Length; i++)
            fragments.FaceIndex[i] = (int)faces[i];
        return fragments;
    }
}
