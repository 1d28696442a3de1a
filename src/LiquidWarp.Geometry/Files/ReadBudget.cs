namespace LiquidWarp.Files;

/// <summary>
/// What reading one file may still cost in memory, and the file's name for the errors. Readers charge before they allocate, and
/// also for work that copies or walks what is there already, so that the budget bounds time as well.
/// </summary>
internal sealed class ReadBudget
{
    private long _left;

    public ReadBudget(string file, long fileBytes, ReadLimits limits)
    {
        (File, Limits) = (file, limits);
        var allowed = (Int128)limits.FreeBytes + (Int128)limits.Expansion * fileBytes;
        Total = _left = (long)Int128.Min(allowed, limits.MaxBytes);
    }

    /// <summary>The file's name as messages give it.</summary>
    public string File { get; }

    /// <summary>The limits that this budget was made from.</summary>
    public ReadLimits Limits { get; }

    /// <summary>All that the file may cost.</summary>
    public long Total { get; }

    /// <summary>Takes bytes off the budget.</summary>
    /// <exception cref="InputException">There are not that many left.</exception>
    public void Charge(long bytes)
    {
        if (bytes < 0 || bytes > _left)
            throw Fail($"reading it would take more than {Total:N0} bytes of memory, the limit for a file of its size");
        _left -= bytes;
    }

    /// <summary>The error to throw for this file.</summary>
    public InputException Fail(string reason, Exception? cause = null) => new($"{File}: {reason}.", cause);
}
