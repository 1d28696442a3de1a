using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Networks;

/// <summary>Puts something in the place of a network's convolution, as a rule the convolution and something more.</summary>
/// <param name="path">Where the convolution has its parameters.</param>
/// <param name="convolution">The convolution.</param>
/// <param name="channels">Channels that it gives.</param>
public delegate ILayer ConvolutionWrapper(ParameterPath path, Conv2d convolution, int channels);
