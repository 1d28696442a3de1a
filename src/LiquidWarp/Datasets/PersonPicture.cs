using LiquidWarp.Bodies;
using LiquidWarp.Imaging;

namespace LiquidWarp.Datasets;

/// <summary>A square picture of one person, and what is known of it.</summary>
/// <param name="Picture">The picture, square.</param>
/// <param name="Body">θ over the picture.</param>
/// <param name="Coverage">(S, S, 1) how much of each pixel is the person with hair and clothes, 0 to 1; null where nobody knows.</param>
/// <param name="Background">The same picture without the person; null where nobody knows.</param>
public sealed record PersonPicture(RgbImage Picture, BodyParameters Body, FloatImage? Coverage = null, RgbImage? Background = null);

/// <summary>Two pictures of one person from one video: what the generator learns from.</summary>
/// <param name="Model">The body model that both θ are of.</param>
/// <param name="Source">The picture that is given.</param>
/// <param name="Target">The picture that shall be made.</param>
public sealed record PersonPair(BodyModel Model, PersonPicture Source, PersonPicture Target);

/// <summary>
/// Pairs by number. The same number gives the same pair for ever, whoever asks and in whatever order, so that a training resumed at a
/// step sees what it would have seen. Serves several threads at once.
/// </summary>
public interface IPairSource
{
    /// <summary>A name that changes when the pairs do: kept in checkpoints, so that nobody resumes on other data unawares.</summary>
    string Identity { get; }

    /// <summary>The pair of a number, 0 and up; numbers never run out.</summary>
    PersonPair Pair(long number);
}
