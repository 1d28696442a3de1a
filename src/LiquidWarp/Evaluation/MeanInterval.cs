namespace LiquidWarp.Evaluation;

/// <summary>A mean and how sure it is.</summary>
/// <param name="Mean">Over all values of all videos.</param>
/// <param name="Low">End of the 95 % interval.</param>
/// <param name="High">End of the 95 % interval.</param>
public readonly record struct MeanInterval(double Mean, double Low, double High)
{
    private const int Rounds = 2000, Seed = 1;

    /// <summary>
    /// Bootstrap over videos: frames of one video resemble each other, so whole videos are drawn anew, with repetition, and the middle 95 % of the means
    /// are the interval. The same values give the same interval.
    /// </summary>
    /// <param name="videos">The values of each video; at least one.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static MeanInterval OverVideos(IReadOnlyList<IReadOnlyList<double>> videos)
    {
        var sums = videos.Where(video => video.Count > 0).Select(video => (Sum: video.Sum(), video.Count)).ToArray();
        if (sums.Length == 0)
            throw new ArgumentException("There are no values.", nameof(videos));
        var random = new Random(Seed);
        var means = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < sums.Length; i++)
            {
                var video = sums[random.Next(sums.Length)];
                (sum, count) = (sum + video.Sum, count + video.Count);
            }

            means[round] = sum / count;
        }

        Array.Sort(means);
        return new(sums.Sum(video => video.Sum) / sums.Sum(video => video.Count), means[(int)(0.025 * Rounds)], means[(int)(0.975 * Rounds) - 1]);
    }
}
