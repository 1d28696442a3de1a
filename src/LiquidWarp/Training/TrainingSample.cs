using LiquidWarp.Imaging;
using LiquidWarp.Networks;
using LiquidWarp.Warping;

namespace LiquidWarp.Training;

/// <summary>One pair as the generator and its objective see it: plain memory, made on any thread.</summary>
/// <param name="Background">(S, S, 4) input of the background stream.</param>
/// <param name="Source">(S, S, C) input of the source stream.</param>
/// <param name="Target">(S, S, C) input of the target stream; its first three channels are the warped source.</param>
/// <param name="Flow">From target to source.</param>
/// <param name="ConditionMap">(S, S, 3) the target's map that the discriminator is shown.</param>
/// <param name="Truth">What the generator should paint.</param>
public sealed record TrainingSample(
    FloatImage Background, FloatImage Source, FloatImage Target, TransformationFlow Flow, FloatImage ConditionMap, SampleTruth Truth);

/// <summary>What the generator should paint of one pair.</summary>
/// <param name="SourcePicture">(S, S, 3) in [−1, 1].</param>
/// <param name="TargetPicture">(S, S, 3) in [−1, 1].</param>
/// <param name="SourceSilhouette">(S, S, 1) 1 on the person, 0 beside.</param>
/// <param name="TargetSilhouette">(S, S, 1) 1 on the person, 0 beside.</param>
/// <param name="Background">(S, S, 3) the source without the person; null where nobody knows.</param>
/// <param name="Head">Where the target's head is; empty where it is not in the picture.</param>
public sealed record SampleTruth(
    FloatImage SourcePicture, FloatImage TargetPicture, FloatImage SourceSilhouette, FloatImage TargetSilhouette, FloatImage? Background, PixelBox Head);
