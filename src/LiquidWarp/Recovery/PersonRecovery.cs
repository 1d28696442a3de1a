using LiquidWarp.Bodies;
using LiquidWarp.Imaging;

namespace LiquidWarp.Recovery;

/// <summary>A person recovered from a picture.</summary>
/// <param name="Fit">The body that lies on them.</param>
/// <param name="Evidence">What was seen.</param>
public sealed record RecoveredPerson(BodyFit Fit, PersonEvidence Evidence)
{
    /// <summary>θ over the picture's square canvas.</summary>
    public BodyParameters Body => Fit.Body;
}

/// <summary>From pictures to bodies: finds people, sees what is to be seen of each, and fits the body to it.</summary>
/// <param name="search">Finds people.</param>
/// <param name="model">The body's model.</param>
public sealed class PersonRecovery(PersonSearch search, BodyModel model)
{
    // Of the person's height. Beyond the first, the body of the frame before was no good start; beyond the second, no body lies on what was seen.
    private const float DoubtfulError = 0.04f, MostError = 0.1f;

    private readonly KeypointFit _fit = new(model, new KeypointFitOptions { MarkDeviation = 0.01f });

    /// <summary>The body's model.</summary>
    public BodyModel Model => model;

    /// <summary>Recovers everybody in a picture, the largest first.</summary>
    /// <param name="picture">Of any size.</param>
    /// <param name="cancellation">Stops the work.</param>
    public IReadOnlyList<RecoveredPerson> Recover(RgbImage picture, CancellationToken cancellation = default) =>
        [.. search.Find(picture, cancellation).Select(person => Fit(person, picture.Width, picture.Height)).OfType<RecoveredPerson>()];

    /// <summary>Fits the body to what was seen of somebody; null where too little was, or where no body lies on it.</summary>
    /// <param name="evidence">What was seen.</param>
    /// <param name="width">Of the picture, pixels.</param>
    /// <param name="height">Of the picture, pixels.</param>
    /// <param name="near">The body of the frame before.</param>
    public RecoveredPerson? Fit(PersonEvidence evidence, int width, int height, BodyParameters? near = null)
    {
        var keypoints = evidence.ToKeypoints("the person found");
        if (keypoints.Points.Count < KeypointFit.FewestPoints)
            return null;
        var fit = _fit.Fit(keypoints, width, height, near, evidence);
        if (near is not null && fit.MeanError > DoubtfulError)
            fit = _fit.Fit(keypoints, width, height, outlined: evidence);
        // In noise the network sees people now and then: neither their points nor their mask are a body's. Of people behind things, those in sight are.
        return fit.MeanError > MostError || fit is { MissesMarks: true, LiesBesideMask: true } ? null : new(fit, evidence);
    }
}
