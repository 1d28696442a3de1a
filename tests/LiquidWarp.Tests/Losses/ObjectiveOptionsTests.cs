using LiquidWarp.Losses;

namespace LiquidWarp.Tests.Losses;

// Exact: the paper's λ, and REFERENCE 5.3 for the published scripts'.
public sealed class ObjectiveOptionsTests
{
    [Fact]
    public void Presets_PaperAndPublished_HaveTheWeightsOfThePaper()
    {
        foreach (var options in (ObjectiveOptions[])[ObjectiveOptions.Paper, ObjectiveOptions.Published])
            Assert.Equal((10, 10, 5, 1, 1, 1), (options.Source, options.Target, options.Face, options.Adversarial, options.Mask, options.Smoothness));
        Assert.Equal(new ObjectiveOptions(), ObjectiveOptions.Paper);
    }

    [Fact]
    public void Presets_InTheirForms_AreThePapersAndThePublishedTrainers()
    {
        var (paper, published) = (ObjectiveOptions.Paper, ObjectiveOptions.Published);
        Assert.Equal((SourceForm.Perceptual, MaskForm.SquaredMean, SmoothnessForm.SquaredMean), (paper.SourceForm, paper.MaskForm, paper.SmoothnessForm));
        Assert.Equal((SourceForm.Absolute, MaskForm.CrossEntropy, SmoothnessForm.AbsoluteMean), (published.SourceForm, published.MaskForm, published.SmoothnessForm));
        Assert.Equal((0, 0), (published.Person, published.Background));
    }

    [Fact]
    public void Compact_ButForPixelsAndWeights_IsThePapers()
    {
        Assert.True(ObjectiveOptions.Compact is { Person: > 0, Background: > 0 });
        Assert.Equal(ObjectiveOptions.Paper, ObjectiveOptions.Compact with { Person = 0, Background = 0, Mask = 1, Face = 5 });
    }
}
