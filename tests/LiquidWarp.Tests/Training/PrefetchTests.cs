using System.Collections.Concurrent;
using LiquidWarp.Training;

namespace LiquidWarp.Tests.Training;

// Parity: the serial loop. Exact: order, bounds, failures, ends.
public sealed class PrefetchTests
{
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(1, 4, 7)]
    [InlineData(3, 2, 0)]
    [InlineData(4, 16, 1_000_000_000_000)]
    public void Take_UnderRandomDelays_GivesWhatTheSerialLoopGives(int workers, int capacity, long start)
    {
        using var prefetch = new Prefetch<double>(
            number =>
            {
                Thread.Sleep(Random.Shared.Next(3));
                return Item(number);
            },
            start, workers, capacity);
        for (var number = start; number < start + 60; number++)
        {
            Assert.Equal(number, prefetch.Next);
            Assert.Equal(Item(number), prefetch.Take());
        }
    }

    [Fact]
    public void Take_ByASlowConsumer_NeverHasMoreThanTheCapacityAhead()
    {
        long taken = 0, furthest = 0;
        var made = new ConcurrentBag<long>();
        var prefetch = new Prefetch<long>(
            number =>
            {
                made.Add(number);
                InterlockedMax(ref furthest, number - Interlocked.Read(ref taken));
                return number;
            },
            0, workers: 3, capacity: 5);
        for (var i = 0; i < 20; i++)
        {
            // Before the item is taken: a worker may claim the place it leaves at once.
            Interlocked.Increment(ref taken);
            prefetch.Take();
            if (i % 5 == 0)
                Thread.Sleep(5);
        }

        prefetch.Dispose();
        Assert.True(furthest < 5, $"{furthest} ahead");
        Assert.Equal(made.Count, made.Distinct().Count());
    }

    [Fact]
    public void Workers_AreSeveral_AndWorkAtTheSameTime()
    {
        using var meeting = new Barrier(3);
        using var prefetch = new Prefetch<bool>(number => number >= 6 || meeting.SignalAndWait(TimeSpan.FromSeconds(30)), 0, workers: 3, capacity: 3);
        for (var i = 0; i < 6; i++)
            Assert.True(prefetch.Take(), "three items were never in the making together");
    }

    [Fact]
    public void Take_OfAnItemThatFails_ThrowsInItsTurn_AndKeepsTheNumber()
    {
        using var prefetch = new Prefetch<long>(
            number => number == 3 ? throw new InputException("sample 3 is unreadable") : Slowly(number), 0, workers: 3, capacity: 6);
        for (var i = 0; i < 3; i++)
            Assert.Equal(i, prefetch.Take());
        for (var again = 0; again < 2; again++)
        {
            var error = Assert.Throws<InputException>(() => prefetch.Take());
            Assert.Equal("sample 3 is unreadable", error.Message);
            Assert.Contains(nameof(Take_OfAnItemThatFails_ThrowsInItsTurn_AndKeepsTheNumber), error.StackTrace, StringComparison.Ordinal);
            Assert.Equal(3, prefetch.Next);
        }
    }

    [Fact]
    public void Workers_AfterAFailure_MakeNothingMore()
    {
        long last = 0;
        using var prefetch = new Prefetch<long>(
            number =>
            {
                InterlockedMax(ref last, number);
                return number == 2 ? throw new InvalidOperationException() : number;
            },
            0, workers: 1, capacity: 100);
        prefetch.Take();
        prefetch.Take();
        Assert.Throws<InvalidOperationException>(() => prefetch.Take());
        Assert.Equal(2, Interlocked.Read(ref last));
    }

    [Fact]
    public async Task Take_WhileWaiting_EndsAtOnceWhenCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using var inTheMaking = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var prefetch = new Prefetch<long>(
            number =>
            {
                inTheMaking.Set();
                release.Wait();
                return number;
            },
            0, workers: 1, capacity: 4, cancellation.Token);
        try
        {
            var waiting = Task.Run(prefetch.Take, TestContext.Current.CancellationToken);
            inTheMaking.Wait(TestContext.Current.CancellationToken);
            await cancellation.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public void Cancellation_StopsTheWorkersAfterTheItemsInTheirHands()
    {
        using var cancellation = new CancellationTokenSource();
        var made = 0;
        var prefetch = new Prefetch<int>(
            _ =>
            {
                if (Interlocked.Increment(ref made) == 3)
                    cancellation.Cancel();
                return 0;
            },
            0, workers: 1, capacity: 100, cancellation.Token);
        prefetch.Dispose();
        Assert.InRange(made, 0, 3);
        Assert.Throws<ObjectDisposedException>(() => prefetch.Take());
    }

    [Fact]
    public async Task Dispose_WhileOthersWait_EndsThem_AndWaitsForItemsInTheMaking()
    {
        var inTheMaking = 0;
        using var started = new ManualResetEventSlim();
        var prefetch = new Prefetch<long>(
            number =>
            {
                if (number == 0)
                    return number;
                Interlocked.Increment(ref inTheMaking);
                started.Set();
                Thread.Sleep(30);
                Interlocked.Decrement(ref inTheMaking);
                return number;
            },
            0, workers: 2, capacity: 2);
        prefetch.Take();
        var waiting = Task.Run(prefetch.Take, TestContext.Current.CancellationToken);
        started.Wait(TestContext.Current.CancellationToken);
        await Task.Run(prefetch.Dispose, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(0, Volatile.Read(ref inTheMaking));

        // The item may have come before the end did.
        var outcome = await Record.ExceptionAsync(() => waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.True(outcome is null or ObjectDisposedException, $"{outcome}");
        prefetch.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Dispose_AtAnyTime_DisposesWhatWasNotTaken(int taken)
    {
        var made = new ConcurrentBag<Disposable>();
        List<Disposable> own = [];
        using (var prefetch = new Prefetch<Disposable>(_ => Keep(made, new Disposable()), 0, workers: 2, capacity: 4))
        {
            for (var i = 0; i < taken; i++)
                own.Add(prefetch.Take());
        }

        Assert.All(own, item => Assert.Equal(0, item.Disposals));
        Assert.All(made.Except(own), item => Assert.Equal(1, item.Disposals));
    }

    private static double Item(long number) => Math.Sin(number);

    private static long Slowly(long number)
    {
        Thread.Sleep(2);
        return number;
    }

    private static Disposable Keep(ConcurrentBag<Disposable> made, Disposable item)
    {
        made.Add(item);
        return item;
    }

    private static void InterlockedMax(ref long largest, long value)
    {
        for (var seen = Interlocked.Read(ref largest); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref largest, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    private sealed class Disposable : IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }
}
