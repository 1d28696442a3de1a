using LiquidWarp.Imaging;

namespace LiquidWarp.Recovery;

/// <summary>Sees people in squares of pictures.</summary>
public interface IEvidenceReader
{
    /// <summary>Looks at squares of a picture.</summary>
    /// <param name="picture">Of any size.</param>
    /// <param name="crops">The squares.</param>
    /// <param name="closely">Also looks from a little nearer and farther, tilted and mirrored, and takes the mean: better, and eight times as slow.</param>
    /// <returns>What is seen in each square, of the person nearest to its middle.</returns>
    IReadOnlyList<PersonEvidence> Read(RgbImage picture, IReadOnlyList<PersonCrop> crops, bool closely);
}
