using LiquidWarp.Datasets;
using LiquidWarp.Imaging;

namespace LiquidWarp.Training;

/// <summary>
/// Shows the generator the source's background without a hole. That of a photograph is filled once and kept for all frames; what is judged is the
/// person before it.
/// </summary>
/// <param name="inner">What is shown of everything else.</param>
internal sealed class KnownBackground(IPairConditioning inner) : IPairConditioning
{
    public int Size => inner.Size;

    public TrainingSample Condition(PersonPair pair, long number)
    {
        var picture = pair.Source.Background!.ToFloat();
        var known = new FloatImage(picture.Width, picture.Height, 4);
        for (var pixel = 0; pixel < known.Data.Length / 4; pixel++)
        {
            picture.Data.AsSpan(3 * pixel, 3).CopyTo(known.Data.AsSpan(4 * pixel));
            known.Data[4 * pixel + 3] = 1;
        }

        return inner.Condition(pair, number) with { Background = known };
    }
}
