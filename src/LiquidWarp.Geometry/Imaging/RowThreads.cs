using System.Runtime.ExceptionServices;

namespace LiquidWarp.Imaging;

/// <summary>Work on rows that may run on several threads at once; rows must not depend on each other.</summary>
internal interface IRowBody
{
    /// <summary>Does the rows from <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    void Invoke(int from, int to);
}

/// <summary>
/// The one place that decides about threads: cuts rows into bands and lets the calling thread and some of the thread
/// pool take them. A run allocates nothing. Which thread does which band is left to chance, so a result must not depend on it.
/// </summary>
internal sealed class RowThreads : IThreadPoolWorkItem
{
    private readonly Lock _inUse = new();
    private readonly object _finished = new();
    private IRowBody? _body;
    private int _rows;
    private int _rowsPerBand;
    private int _unfinished;
    private ExceptionDispatchInfo? _failure;

    // Generation (high half) and the next band to take (low half) in one word: a pool thread that comes late, when another run
    // has begun, either finds no band or takes one of the new run whole. Never the body of one run with a band of another.
    private long _next;
    private long _bands;

    /// <summary>Uses at most this many threads; 0 means one a processor.</summary>
    public RowThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Count = threads == 0 ? Environment.ProcessorCount : threads;
    }

    /// <summary>One thread a processor, for operations that keep no state of their own.</summary>
    public static RowThreads Shared { get; } = new(0);

    /// <summary>Threads that a run uses at most, the calling one included.</summary>
    public int Count { get; }

    /// <summary>A band height that gives every thread a few bands, so that uneven rows balance.</summary>
    public int BandOf(int rows, int atLeast = 8) => Count == 1 ? Math.Max(1, rows) : Math.Max(atLeast, (rows + 4 * Count - 1) / (4 * Count));

    /// <summary>
    /// Runs the body over all rows, in bands that start at multiples of <paramref name="rowsPerBand"/>, and returns when all are done.
    /// Runs alone on this thread where there is one band, one thread, or the pool threads are busy for another caller
    /// or for a run that this one is part of.
    /// </summary>
    public void Run(int rows, int rowsPerBand, IRowBody body)
    {
        var bands = (rows + rowsPerBand - 1) / rowsPerBand;
        // The lock would let its own thread in again, and the run within would overwrite the bands of the one around it.
        if (bands <= 1 || Count == 1 || _inUse.IsHeldByCurrentThread || !_inUse.TryEnter())
        {
            for (var row = 0; row < rows; row += rowsPerBand)
                body.Invoke(row, Math.Min(rows, row + rowsPerBand));
            return;
        }

        try
        {
            (_body, _rows, _rowsPerBand, _unfinished, _failure) = (body, rows, rowsPerBand, bands, null);
            var generation = (Volatile.Read(ref _next) >> 32) + 1;
            Volatile.Write(ref _bands, (generation << 32) | (uint)bands);
            Volatile.Write(ref _next, generation << 32);
            for (var helper = Math.Min(Count, bands) - 1; helper > 0; helper--)
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            TakeBands();
            lock (_finished)
                while (Volatile.Read(ref _unfinished) > 0)
                    Monitor.Wait(_finished);
            _body = null;
            _failure?.Throw();
        }
        finally
        {
            _inUse.Exit();
        }
    }

    void IThreadPoolWorkItem.Execute() => TakeBands();

    private void TakeBands()
    {
        while (true)
        {
            var next = Volatile.Read(ref _next);
            var bands = Volatile.Read(ref _bands);
            if (next >= bands || next >> 32 != bands >> 32)
                return;
            if (Interlocked.CompareExchange(ref _next, next + 1, next) != next)
                continue;
            var from = (int)(uint)next * _rowsPerBand;
            try
            {
                _body!.Invoke(from, Math.Min(_rows, from + _rowsPerBand));
            }
#pragma warning disable CA1031 // thrown again on the calling thread
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _failure ??= ExceptionDispatchInfo.Capture(failure);
            }

            if (Interlocked.Decrement(ref _unfinished) == 0)
                lock (_finished)
                    Monitor.Pulse(_finished);
        }
    }
}
