using LiquidWarp.Torch;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>
/// The baselines without feature warping (REFERENCE 4.2): a background stream and one stream over everything concatenated.
/// W_C: source picture, source map and target map (9 channels); W_T: the picture warped by texture and the target map (6).
/// </summary>
public sealed class ConcatGenerator
{
    private readonly BackgroundPainter _background;
    private readonly PersonPainter _person;

    /// <summary>Makes bg_model and tsf_model under a path; the person's input has the options' source and target channels and three more.</summary>
    public ConcatGenerator(ParameterPath path, GeneratorOptions options)
    {
        _background = new BackgroundPainter(path / "bg_model", options.BackgroundChannels, options);
        _person = new PersonPainter(path / "tsf_model", options.SourceChannels + options.TargetChannels + 3, options);
    }

    /// <summary>The published baselines' shape: 3 channels of source map and 3 of target map, beside the picture.</summary>
    public static GeneratorOptions Published { get; } = new() { SourceChannels = 3, TargetChannels = 3 };

    /// <summary>Background (N×3×H×W) and person from N×4×H×W and the concatenated N×C×H×W.</summary>
    public (Tensor Background, PaintedPerson Target) Forward(Tensor background, Tensor inputs) =>
        (_background.Forward(background), _person.Forward(inputs));
}
