using System.Numerics;
using LiquidWarp.Bodies;

namespace LiquidWarp.Datasets.Drawing.Clothes;

/// <summary>Whom clothes are cut for: the model, the person's own body, the dice, and what has been put on so far.</summary>
internal sealed class Fitting
{
    /// <summary>Starts with the naked person.</summary>
    public Fitting(Anatomy anatomy, float[] shape, Random person, Random outfit, Vector3 ambience)
    {
        (Anatomy, Person, Random, Ambience) = (anatomy, person, outfit, ambience);
        var rest = anatomy.Model.CreatePosed();
        anatomy.Model.Pose(shape, new float[BodyParameters.PoseLength], rest);
        Body = rest.Vertices;
        Complexion = new(anatomy, person, beard: person.Happens(0.3f));
        Layers = [new() { Reach = _ => 1, Finish = Finish.Skin, Paint = Complexion.At }];
    }

    public Anatomy Anatomy { get; }

    /// <summary>Decides on face and hair, which the person keeps in other clothes.</summary>
    public Random Person { get; }

    /// <summary>Decides on clothes.</summary>
    public Random Random { get; }

    /// <summary>A colour of the surroundings that clothes now and then repeat.</summary>
    public Vector3 Ambience { get; }

    /// <summary>(V) the person's body in rest pose.</summary>
    public Vector3[] Body { get; }

    public Complexion Complexion { get; }

    /// <summary>From the skin outwards.</summary>
    public List<Layer> Layers { get; }

    /// <summary>What hangs free.</summary>
    public List<Sheet> Sheets { get; } = [];

    /// <summary>A colour for a garment.</summary>
    public Vector3 Colour() => Random.Happens(0.12f) ? Ambience * Random.Between(0.8f, 1.2f) : Colours.Cloth(Random);

    /// <summary>A ring that lies round the neck, for collars, hoods and scarves: the point in a direction from the front to the left.</summary>
    /// <param name="up">Metres above the base of the neck at the back.</param>
    /// <param name="dip">How much lower it is in front, metres.</param>
    public Func<float, float, Vector3> NeckRing(float up, float dip)
    {
        var outline = new Outline(Anatomy, Body, Anatomy.NeckHeight + 0.034f, 0.014f);
        return (angle, outside) =>
        {
            var place = outline.At(angle, outside);
            place.Y += up - 0.022f - dip * (0.5f + 0.5f * MathF.Cos(angle));
            return place;
        };
    }
}
