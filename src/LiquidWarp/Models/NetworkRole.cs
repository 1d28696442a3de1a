namespace LiquidWarp.Models;

/// <summary>What a network of a model folder is for; a folder has at most one of each. In model.json they are written in small letters.</summary>
public enum NetworkRole
{
    /// <summary>Paints the person in another pose.</summary>
    Generator,

    /// <summary>Finds θ of the person in a picture.</summary>
    Recovery,

    /// <summary>Tells faces apart, for the face identity loss.</summary>
    Face,

    /// <summary>Compares pictures as people see them, for the perceptual loss.</summary>
    Perceptual,

    /// <summary>Tells painted pictures from real ones while the generator learns.</summary>
    Discriminator,
}
