using LiquidWarp.Imaging;

namespace LiquidWarp.Tests.Imaging;

public class RowThreadsTests
{
    [Theory]
    [InlineData(1, 40, 8)]
    [InlineData(2, 41, 8)]
    [InlineData(5, 1000, 3)]
    [InlineData(5, 3, 8)]
    [InlineData(5, 0, 8)]
    public void Run_AnyNumberOfThreads_DoesEachRowOnceInWholeBands(int count, int rows, int rowsPerBand)
    {
        var threads = new RowThreads(count);
        for (var run = 0; run < 50; run++)
        {
            var body = new Tally(rows, rowsPerBand);
            threads.Run(rows, rowsPerBand, body);
            Assert.All(body.Done, done => Assert.Equal(1, done));
        }
    }

    [Fact]
    public void Run_WithinARunOfItsOwn_DoesBothWhole()
    {
        var threads = new RowThreads(4);
        for (var run = 0; run < 50; run++)
        {
            var outer = new Tally(32, 2) { Inner = threads };
            threads.Run(32, 2, outer);
            Assert.All(outer.Done, done => Assert.Equal(1, done));
            Assert.Equal(16 * 20, outer.InnerRows);
        }
    }

    [Fact]
    public async Task Run_SeveralCallers_EachGetsAllItsRows()
    {
        var threads = new RowThreads(3);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var run = 0; run < 200; run++)
            {
                var body = new Tally(60, 4);
                threads.Run(60, 4, body);
                Assert.All(body.Done, done => Assert.Equal(1, done));
            }
        }, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_BodyFails_ThrowsHereAndServesTheNextRun(int count)
    {
        var threads = new RowThreads(count);
        Assert.Throws<InvalidOperationException>(() => threads.Run(40, 4, new Tally(40, 4) { FailsAt = 20 }));
        var body = new Tally(40, 4);
        threads.Run(40, 4, body);
        Assert.All(body.Done, done => Assert.Equal(1, done));
    }

    private sealed class Tally(int rows, int rowsPerBand) : IRowBody
    {
        private int _innerRows;

        public int[] Done { get; } = new int[rows];

        public int FailsAt { get; init; } = -1;

        public RowThreads? Inner { get; init; }

        public int InnerRows => _innerRows;

        public void Invoke(int from, int to)
        {
            Assert.Equal(0, from % rowsPerBand);
            Assert.InRange(to - from, 1, rowsPerBand);
            if (from == FailsAt)
                throw new InvalidOperationException("fails");
            for (var row = from; row < to; row++)
                Interlocked.Increment(ref Done[row]);
            if (Inner is null)
                return;
            var inner = new Tally(20, 1);
            Inner.Run(20, 1, inner);
            Interlocked.Add(ref _innerRows, inner.Done.Sum());
        }
    }
}
