namespace LiquidWarp.Tests.Training.Timed;

/// <summary>A second passes when told so.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private long _seconds;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => _seconds;

    public void Tick() => _seconds++;
}
