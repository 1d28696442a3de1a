using System.Runtime.ExceptionServices;

namespace LiquidWarp.Training;

/// <summary>
/// Makes the items of an endless numbered series ahead of their use, on threads of its own, and hands them out strictly in order:
/// as if each were made when it is asked for, only sooner. At most so many exist or are in the making as the capacity says.
/// </summary>
/// <typeparam name="T">What is made. Disposable items that were never handed out are disposed with the rest.</typeparam>
public sealed class Prefetch<T> : IDisposable
{
    private readonly Func<long, T> _make;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private readonly Thread[] _workers;
    private readonly object _gate = new();

    // Item number n is, once made, in slot n modulo capacity; all fields from here on belong to the gate.
    private readonly Slot?[] _slots;
    private long _next;
    private long _unclaimed;
    private bool _stopped;
    private bool _disposed;

    /// <summary>Starts to make items at once.</summary>
    /// <param name="make">
    /// Makes an item of its number, which alone must decide what it is. Runs on several threads at a time, never twice for a number.
    /// </param>
    /// <param name="start">The first number.</param>
    /// <param name="workers">Threads that make items.</param>
    /// <param name="capacity">Items made or in the making that were not taken yet; at least the workers keeps them all busy.</param>
    /// <param name="cancellation">Ends a waiting <see cref="Take"/> at once, and the workers after the items in their hands.</param>
    public Prefetch(Func<long, T> make, long start, int workers, int capacity, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _make = make;
        _cancellation = cancellation;
        _slots = new Slot?[capacity];
        _next = _unclaimed = start;
        _workers = [.. Enumerable.Range(0, workers).Select(_ => new Thread(Work) { IsBackground = true, Name = "prefetch" })];
        _registration = cancellation.Register(Stop);
        foreach (var worker in _workers)
            worker.Start();
    }

    /// <summary>Number of the item that <see cref="Take"/> gives next; of the item that failed, after it threw.</summary>
    public long Next
    {
        get
        {
            lock (_gate)
                return _next;
        }
    }

    /// <summary>Waits for the next item. What making it threw is thrown here, in its turn, and again by every later call.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed, before or while waiting.</exception>
    public T Take()
    {
        lock (_gate)
        {
            while (true)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                _cancellation.ThrowIfCancellationRequested();
                var place = _next % _slots.Length;
                if (_slots[place] is { } slot)
                {
                    slot.Failure?.Throw();
                    _slots[place] = null;
                    _next++;
                    Monitor.PulseAll(_gate);
                    return slot.Item!;
                }

                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>
    /// Stops making items and waits for those in the making, at most one a worker: whatever they are made from may be disposed
    /// afterwards. Harmless when repeated.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        _registration.Dispose();
        Stop();
        foreach (var worker in _workers)
            worker.Join();
        foreach (var slot in _slots.OfType<Slot>())
            (slot.Item as IDisposable)?.Dispose();
        Array.Clear(_slots);
    }

    private void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Work()
    {
        while (Claim() is { } number)
        {
            var slot = Make(number);
            lock (_gate)
            {
                // Numbers are claimed in order: all before a failure are made or in the making, and none after it is wanted.
                _stopped |= slot.Failure is not null;
                _slots[number % _slots.Length] = slot;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private long? Claim()
    {
        lock (_gate)
        {
            while (!_stopped && _unclaimed >= _next + _slots.Length)
                Monitor.Wait(_gate);
            return _stopped || _cancellation.IsCancellationRequested ? null : _unclaimed++;
        }
    }

    private Slot Make(long number)
    {
        try
        {
            return new Slot(_make(number), null);
        }
        catch (Exception e)
        {
            return new Slot(default, ExceptionDispatchInfo.Capture(e));
        }
    }

    private sealed record Slot(T? Item, ExceptionDispatchInfo? Failure);
}
