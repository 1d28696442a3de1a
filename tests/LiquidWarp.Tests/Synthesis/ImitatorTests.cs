using System.Collections;
using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Motions;
using LiquidWarp.Rendering;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Tests.Synthesis;

public sealed class ImitatorTests : IDisposable
{
    private static readonly BodyModel Model = TinyBody.Create();
    private static readonly BodyParameters Body = BodyParameters.Frontal() with { Camera = new(0.9f, 0, 0.08f) };
    private static readonly RgbImage Photo = DrawPhoto(160, 200, Body.Camera);
    private static readonly SourcePerson Source = SourcePerson.Prepare(Model, Photo, Body, Silhouette(160, 200, Body.Camera));

    private readonly string _folder = Directory.CreateTempSubdirectory("imitator").FullName;
    private readonly TextureWarpSynthesizer _synthesizer = new(Model, Source, 200);

    public void Dispose()
    {
        _synthesizer.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Frames_TheSourcesOwnPose_ReproduceTheSource()
    {
        var frame = Make([Body], new() { Camera = CameraStrategy.Source }).Single();
        Assert.Equal((Photo.Width, Photo.Height), (frame.Width, frame.Height));
        // Thin limbs make nearly every pixel of the doll an edge; without the person it would be 7 dB worse or more.
        Assert.InRange(SignalToNoise(frame, Photo), 25, 99);
        Assert.InRange(SignalToNoise(frame, Photo) - SignalToNoise(Source.Background, Photo), 7, 99);
    }

    // Nobody knows what lies beyond the picture, but what is in it must come back: half a person, feet cut off, one larger than the picture.
    [Theory]
    [InlineData(0.9f, 0.75f, 0.08f, 160, 200, 7)]
    [InlineData(0.9f, 0, 0.6f, 160, 200, 7)]
    [InlineData(4, 0, 0, 160, 200, 5)]
    [InlineData(0.9f, 0, 0.08f, 7, 9, 2)]
    [InlineData(0.9f, 0.3f, 0.08f, 200, 31, 7)]
    public void Frames_PersonCutByThePicture_ReproduceWhatIsSeen(float scale, float x, float y, int width, int height, double gain)
    {
        var body = Body with { Camera = new(scale, x, y) };
        var photo = DrawPhoto(width, height, body.Camera);
        foreach (var mask in new[] { Silhouette(width, height, body.Camera), null })
        {
            var source = SourcePerson.Prepare(Model, photo, body, mask, cancellation: TestContext.Current.CancellationToken);
            using var synthesizer = new TextureWarpSynthesizer(Model, source, Math.Max(width, height));
            var motion = new Motion("own pose", 30, [body], HasImageCamera: true);
            var frame = Assert.Single(new Imitator(Model, source, synthesizer).Frames(motion, cancellation: TestContext.Current.CancellationToken));
            Assert.Equal((width, height), (frame.Width, frame.Height));
            // Decibels that the person's return brings over the background alone.
            Assert.InRange(SignalToNoise(frame, photo) - SignalToNoise(source.Background, photo), gain, 99);
        }
    }

    [Fact]
    public void Frames_RaisedArms_LeaveTheBackgroundWhereTheyWere()
    {
        var pose = (float[])Body.Pose.Clone();
        pose[3 * (int)Joint.LeftShoulder + 2] = 1.3f;
        pose[3 * (int)Joint.RightShoulder + 2] = -1.3f;
        var frame = Make([Body with { Pose = pose }], new() { Camera = CameraStrategy.Source }).Single();
        var hand = Body.Camera.Project(new Vector3(0.7f, -0.44f, 0));
        var (x, y) = ((int)((hand.X + 1) * 100) - 20, (int)((hand.Y + 1) * 100));
        Assert.InRange(frame.Data[3 * (y * 160 + x) + 2], 150, 255);
        Assert.NotEqual(Photo.Data[3 * (y * 160 + x)], frame.Data[3 * (y * 160 + x)]);
    }

    [Fact]
    public void Frames_SourceSeenFromAbove_CaptureIsSeenFromThereToo()
    {
        var tilted = (float[])Body.Pose.Clone();
        tilted[0] += 0.3f;
        var recorder = new Recorder();
        var motion = new Motion("a.bvh", 30, [Body], HasImageCamera: false);
        _ = new Imitator(Model, Source with { Body = Body with { Pose = tilted } }, recorder).Frames(motion, cancellation: TestContext.Current.CancellationToken).Single();
        var (expected, found) = (Rotations.ToQuaternion(new Vector3(tilted)), Rotations.ToQuaternion(new Vector3(recorder.Last!.Pose)));
        Assert.InRange(MathF.Abs(Quaternion.Dot(expected, found)), 0.99999f, 1.00001f);
    }

    [Fact]
    public void Frames_BackgroundOfAnotherShape_ShowItsMiddleUnstretched()
    {
        // Twice as wide as high: the frames, 160 × 200, show columns 120 to 280 of it.
        var wide = new RgbImage(400, 200);
        for (var i = 0; i < wide.Data.Length; i += 3)
            wide.Data[i] = (byte)(i / 3 % 400 is >= 130 and < 270 ? 200 : 20);
        var frame = Make([Body], new() { Camera = CameraStrategy.Source, Background = wide }).Single();
        Assert.Equal([20, 200, 200, 20], new[] { 5, 15, 145, 155 }.Select(x => (int)frame.Data[3 * (160 * 3 + x)]));
    }

    [Fact]
    public void Frames_BlurredBackground_LeaveThePersonSharp()
    {
        var lines = new RgbImage(160, 200);
        for (var i = 0; i < lines.Data.Length; i++)
            lines.Data[i] = (byte)(i / 480 % 2 * 255);
        var sharp = Make([Body], new() { Camera = CameraStrategy.Source, Background = lines }).Single();
        var blurred = Make([Body], new() { Camera = CameraStrategy.Source, Background = lines, BlurBackground = true }).Single();
        var middle = 3 * ((int)((Body.Camera.Y * Body.Camera.Scale + 1) * 100) * 160 + 80);
        Assert.InRange(blurred.Data[3 * 160 * 20], 110, 145);
        Assert.InRange(Math.Abs(sharp.Data[3 * 160 * 20] - 127.5), 127, 128);
        Assert.InRange(blurred.Data[middle + 2] - sharp.Data[middle + 2], -1, 1);
    }

    [Fact]
    public void Frames_LongMotion_AreMadeOneByOne()
    {
        var frames = new CountingFrames(100_000);
        using var frame = new Imitator(Model, Source, _synthesizer).Frames(new Motion("long", 30, frames, true), cancellation: TestContext.Current.CancellationToken).GetEnumerator();
        Assert.True(frame.MoveNext());
        Assert.True(frame.MoveNext());
        Assert.InRange(frames.HighestAsked, 1, 2);
    }

    [Fact]
    public void Frames_CopyWithoutCameras_SaysWhatWorks()
    {
        var motion = new Motion("a.bvh", 30, [Body], HasImageCamera: false);
        var error = Assert.Throws<InputException>(() => new Imitator(Model, Source, _synthesizer).Frames(motion, new() { Camera = CameraStrategy.Copy }, TestContext.Current.CancellationToken));
        Assert.Contains("smooth or source", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Write_Motion_MakesAVideoAndReportsEveryFrame(int count)
    {
        var path = Path.Combine(_folder, "out.mp4");
        var seen = new List<ImitationProgress>();
        new Imitator(Model, Source, _synthesizer).Write(new Motion("m", 25, [.. Enumerable.Repeat(Body, count)], true), path, progress: seen.Add, cancellation: TestContext.Current.CancellationToken);
        Assert.True(new FileInfo(path).Length > 500);
        Assert.Equal(Enumerable.Range(1, count), seen.Select(progress => progress.Done));
        Assert.All(seen, progress => Assert.Equal(count, progress.Total));
        Assert.Equal(TimeSpan.Zero, seen[^1].Left);
    }

    [Fact]
    public void Write_CancelledHalfWay_LeavesNothing()
    {
        using var cancel = new CancellationTokenSource();
        var path = Path.Combine(_folder, "out.mp4");
        var motion = new Motion("m", 25, [.. Enumerable.Repeat(Body, 20)], true);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new Imitator(Model, Source, _synthesizer).Write(motion, path, progress: progress => StopAfter(3, progress.Done, cancel), cancellation: cancel.Token));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Arrange_CaptureAt120TurnedAway_IsResampledAndFacesTheCamera()
    {
        var away = (float[])Body.Pose.Clone();
        Rotations.ToAxisAngle(Quaternion.CreateFromAxisAngle(Vector3.UnitY, 2) * Rotations.ToQuaternion(new Vector3(MathF.PI, 0, 0))).CopyTo(away);
        var motion = new Motion("a.bvh", 120, [.. Enumerable.Repeat(Body with { Pose = away }, 121)], HasImageCamera: false);
        var arranged = Imitator.Arrange(motion);
        Assert.Equal(30, arranged.FramesPerSecond);
        var front = Vector3.Transform(Vector3.UnitZ, Rotations.ToQuaternion(new Vector3(arranged.Frames[0].Pose)));
        Assert.InRange(front.Z, -1.001f, -0.99f);
        Assert.Equal(2, 2 * arranged.Frames.Count / 30);
    }

    [Theory]
    [InlineData(CameraStrategy.Smooth, 0.9f, 0.3f, -0.1f)]
    [InlineData(CameraStrategy.Source, 0.9f, 0.1f, 0.2f)]
    [InlineData(CameraStrategy.Copy, 0.5f, 0.6f, 0.1f)]
    public void CameraPath_SecondFrame_FollowsTheStrategy(CameraStrategy strategy, float scale, float x, float y)
    {
        var motion = new Motion("m", 30, [Body with { Camera = new(0.7f, 0.4f, 0.4f) }, Body with { Camera = new(0.5f, 0.6f, 0.1f) }], true);
        var camera = new CameraPath(strategy, new(0.9f, 0.1f, 0.2f), motion, floor: 0).At(1);
        Close.Assert([scale, x, y], [camera.Scale, camera.X, camera.Y], 1e-6);
    }

    [Fact]
    public void Prepare_BodyOrMaskThatCannotBe_SaysSo()
    {
        var error = Assert.Throws<InputException>(() => SourcePerson.Prepare(Model, Photo, Body with { Camera = new(0.9f, 9, 0) }, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("does not lie in the picture", error.Message);
        Assert.Contains("scale 0", Assert.Throws<InputException>(() => SourcePerson.Prepare(Model, Photo, Body with { Camera = new(0, 0, 0) }, cancellation: TestContext.Current.CancellationToken)).Message);
        Assert.Contains("black everywhere", Assert.Throws<InputException>(() => SourcePerson.Prepare(Model, Photo, Body, new Mask(160, 200), cancellation: TestContext.Current.CancellationToken)).Message);
        Assert.Contains("mask has 3×3", Assert.Throws<InputException>(() => SourcePerson.Prepare(Model, Photo, Body, new Mask(3, 3), cancellation: TestContext.Current.CancellationToken)).Message);
    }

    private IEnumerable<RgbImage> Make(BodyParameters[] frames, ImitationOptions options) =>
        new Imitator(Model, Source, _synthesizer).Frames(new Motion("m", 30, frames, true), options, TestContext.Current.CancellationToken);

    private static double SignalToNoise(RgbImage frame, RgbImage photo)
    {
        double squared = 0;
        for (var i = 0; i < frame.Data.Length; i++)
            squared += Math.Pow(frame.Data[i] - photo.Data[i], 2);
        return 10 * Math.Log10(255 * 255 / (squared / frame.Data.Length));
    }

    private static PosedBody Posed()
    {
        var posed = Model.CreatePosed();
        Model.Pose(Body, posed);
        return posed;
    }

    private static RgbImage DrawPhoto(int width, int height, WeakPerspectiveCamera camera)
    {
        var photo = new RgbImage(width, height);
        for (var i = 0; i < width * height; i++)
            (photo.Data[3 * i], photo.Data[3 * i + 1], photo.Data[3 * i + 2]) = (90, 140, (byte)(190 + i / width / 5));
        return new Shader(Model, new() { Opacity = 1, Supersampling = 1 }).Overlay(Posed(), camera, photo);
    }

    private static Mask Silhouette(int width, int height, WeakPerspectiveCamera camera)
    {
        var canvas = new SquareCanvas(width, height);
        var fragments = new Fragments(canvas.Side, canvas.Side);
        new Rasterizer().Rasterize(Projection.Project(Posed(), camera), Model.Faces, fragments);
        return canvas.Crop(Rendering.Silhouette.Of(fragments));
    }

    private sealed class Recorder : IFrameSynthesizer
    {
        public BodyParameters? Last { get; private set; }

        public int Size => 200;

        public void Draw(BodyParameters target, FloatImage picture) => Last = target;

        public void Dispose()
        {
        }
    }

    private static void StopAfter(int frames, int done, CancellationTokenSource cancel)
    {
        if (done == frames)
            cancel.Cancel();
    }

    private sealed class CountingFrames(int count) : IReadOnlyList<BodyParameters>
    {
        public int HighestAsked { get; private set; }

        public int Count => count;

        public BodyParameters this[int index]
        {
            get
            {
                HighestAsked = Math.Max(HighestAsked, index);
                return Body;
            }
        }

        public IEnumerator<BodyParameters> GetEnumerator() => throw new InvalidOperationException("Frames must be asked for one by one.");

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
