using LiquidWarp.Imaging;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Tests.Synthesis;

public sealed class FrameLoopTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("frames").FullName;
    private readonly TextureWarpSynthesizer _synthesizer = new(DollPhoto.Model, DollPhoto.Source, 200);
    private readonly FrameLoop _loop;

    public FrameLoopTests() => _loop = new(DollPhoto.Source, _synthesizer);

    public void Dispose()
    {
        _synthesizer.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Write_Motion_MakesAVideoAndReportsEveryFrame(int count)
    {
        var path = Path.Combine(_folder, "out.mp4");
        var seen = new List<FrameProgress>();
        _loop.Write(Standing(count), path, progress: seen.Add, cancellation: TestContext.Current.CancellationToken);
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
        Assert.ThrowsAny<OperationCanceledException>(() =>
            _loop.Write(Standing(20), path, progress: progress => StopAfter(3, progress.Done, cancel), cancellation: cancel.Token));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private static Performance Standing(int count) => new(25, count, Enumerable.Repeat(DollPhoto.Body, count));

    private static void StopAfter(int frames, int done, CancellationTokenSource cancel)
    {
        if (done == frames)
            cancel.Cancel();
    }
}
