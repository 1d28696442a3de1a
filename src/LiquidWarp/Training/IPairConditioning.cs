using LiquidWarp.Datasets;

namespace LiquidWarp.Training;

/// <summary>Makes of a pair what one kind of generator is shown. Serves several threads at once.</summary>
public interface IPairConditioning
{
    /// <summary>Side of the pictures.</summary>
    int Size { get; }

    /// <summary>Prepares a pair, always in the same way for the same number.</summary>
    /// <param name="pair">Pictures of <see cref="Size"/>.</param>
    /// <param name="number">The pair's number: the seed of whatever is left to chance.</param>
    TrainingSample Condition(PersonPair pair, long number);
}
