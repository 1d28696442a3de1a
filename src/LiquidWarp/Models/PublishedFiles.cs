using LiquidWarp.Imaging;

namespace LiquidWarp.Models;

/// <summary>Files of the published system, any of them: what a model folder is made of (REFERENCE 13). All are paths; null means not at hand.</summary>
public sealed record PublishedFiles
{
    /// <summary>The generator, net_epoch_30_id_G.pth.</summary>
    public string? Generator { get; init; }

    /// <summary>Human mesh recovery, hmr_tf2pt.pth. Its body takes the place of <see cref="Smpl"/>'s values, as published.</summary>
    public string? Recovery { get; init; }

    /// <summary>SphereFace-20, sphere20a_20171020.pth.</summary>
    public string? Face { get; init; }

    /// <summary>torchvision's VGG-19, vgg19-dcbb9e9d.pth.</summary>
    public string? Perceptual { get; init; }

    /// <summary>A discriminator, patch or global and local, net_epoch_30_id_D.pth.</summary>
    public string? Discriminator { get; init; }

    /// <summary>The body model, smpl_model.pkl.</summary>
    public string? Smpl { get; init; }

    /// <summary>Texture coordinates of that body, mapper.txt or mapper_uv.txt. Without them no generator can be shown the body.</summary>
    public string? Mapper { get; init; }

    /// <summary>Parts of that body, smpl_part_info.json; needs <see cref="Mapper"/>, as the other two.</summary>
    public string? Parts { get; init; }

    /// <summary>Faces of the front of the head, front_facial.json.</summary>
    public string? Front { get; init; }

    /// <summary>Faces of the head, head.json.</summary>
    public string? Head { get; init; }

    /// <summary>The checkpoints by what they are for.</summary>
    internal IEnumerable<(NetworkRole Role, string Path)> Checkpoints =>
        ((NetworkRole Role, string? Path)[])
        [
            (NetworkRole.Generator, Generator), (NetworkRole.Recovery, Recovery), (NetworkRole.Face, Face), (NetworkRole.Perceptual, Perceptual),
            (NetworkRole.Discriminator, Discriminator),
        ]
        is var all ? all.Where(one => one.Path is not null).Select(one => (one.Role, one.Path!)) : [];

    /// <summary>How many files a conversion will write, model.json left out.</summary>
    public int Count => Checkpoints.Count() + (Smpl is null ? 0 : 1);
}

/// <summary>How published files are converted.</summary>
public sealed record ConversionOptions
{
    /// <summary>
    /// Writes weight matrices and the body's directions as float16, half the size and 0.05 % off; biases, norms and statistics stay float32.
    /// </summary>
    public bool Half { get; init; }

    /// <summary>
    /// How the generator was trained to sample: centres for the published checkpoints; edges for those trained with the published code under
    /// PyTorch 1.3 or later, where sampling without a word about corners came to mean that.
    /// </summary>
    public CornerAlignment Corners { get; init; } = CornerAlignment.Centres;

    /// <summary>Replaces a model folder that is there.</summary>
    public bool Replace { get; init; }
}

/// <summary>What became of a published file.</summary>
/// <param name="From">The file that was read.</param>
/// <param name="Sha256">SHA-256 of that file, hexadecimal.</param>
/// <param name="To">Name of the file in the model folder.</param>
/// <param name="ParameterCount">Learned numbers of a network; numbers in all of a body.</param>
/// <param name="Summary">What it is and of which shape, for people.</param>
public sealed record ConvertedFile(string From, string Sha256, string To, long ParameterCount, string Summary);
