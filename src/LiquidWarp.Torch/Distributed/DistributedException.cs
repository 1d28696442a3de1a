namespace LiquidWarp.Torch.Distributed;

/// <summary>
/// Processes that train together could not find one another, or lost one another: one ended, hangs, or does something else. After
/// it the group is of no use; the others fail in their next call.
/// </summary>
public sealed class DistributedException : Exception
{
    /// <summary>Says what went wrong and where to look.</summary>
    public DistributedException(string message) : base(message)
    {
    }

    /// <summary>Says what went wrong, with libtorch's own words as the cause.</summary>
    public DistributedException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Are the variables at fault that a launcher, or a person in its place, has set?</summary>
    public bool IsMisconfigured { get; init; }
}
