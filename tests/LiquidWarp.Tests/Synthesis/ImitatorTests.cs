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
    private static readonly BodyModel Model = DollPhoto.Model;
    private static readonly BodyParameters Body = DollPhoto.Body;
    private static readonly RgbImage Photo = DollPhoto.Photo;
    private static readonly SourcePerson Source = DollPhoto.Source;

    private readonly TextureWarpSynthesizer _synthesizer = new(Model, Source, 200);

    public void Dispose() => _synthesizer.Dispose();

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
        var photo = DollPhoto.Draw(width, height, body.Camera);
        foreach (var mask in new[] { DollPhoto.Silhouette(width, height, body.Camera), null })
        {
            var source = SourcePerson.Prepare(Model, photo, body, mask, cancellation: TestContext.Current.CancellationToken);
            using var synthesizer = new TextureWarpSynthesizer(Model, source, Math.Max(width, height));
            var motion = new Motion("own pose", 30, [body], HasImageCamera: true);
            var frame = Assert.Single(new FrameLoop(source, synthesizer).Frames(new Imitator(Model, source).Perform(motion), cancellation: TestContext.Current.CancellationToken));
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
        var motion = new Motion("a.bvh", 30, [Body], HasImageCamera: false);
        var target = new Imitator(Model, Source with { Body = Body with { Pose = tilted } }).Perform(motion).Targets.Single();
        var (expected, found) = (Rotations.ToQuaternion(new Vector3(tilted)), Rotations.ToQuaternion(new Vector3(target.Pose)));
        Assert.InRange(MathF.Abs(Quaternion.Dot(expected, found)), 0.99999f, 1.00001f);
    }

    [Fact]
    public void Frames_LongMotion_AreMadeOneByOne()
    {
        var frames = new CountingFrames(100_000);
        var performance = new Imitator(Model, Source).Perform(new Motion("long", 30, frames, true));
        using var frame = new FrameLoop(Source, _synthesizer).Frames(performance, cancellation: TestContext.Current.CancellationToken).GetEnumerator();
        Assert.True(frame.MoveNext());
        Assert.True(frame.MoveNext());
        Assert.InRange(frames.HighestAsked, 1, 2);
    }

    [Fact]
    public void Frames_CopyWithoutCameras_SaysWhatWorks()
    {
        var motion = new Motion("a.bvh", 30, [Body], HasImageCamera: false);
        var error = Assert.Throws<InputException>(() => new Imitator(Model, Source).Perform(motion, new() { Camera = CameraStrategy.Copy }));
        Assert.Contains("smooth or source", error.Message);
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

    private IEnumerable<RgbImage> Make(BodyParameters[] frames, ImitationOptions options) =>
        new FrameLoop(Source, _synthesizer).Frames(new Imitator(Model, Source).Perform(new Motion("m", 30, frames, true), options), cancellation: TestContext.Current.CancellationToken);

    private static double SignalToNoise(RgbImage frame, RgbImage photo)
    {
        double squared = 0;
        for (var i = 0; i < frame.Data.Length; i++)
            squared += Math.Pow(frame.Data[i] - photo.Data[i], 2);
        return 10 * Math.Log10(255 * 255 / (squared / frame.Data.Length));
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
