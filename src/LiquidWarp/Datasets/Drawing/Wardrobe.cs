using System.Numerics;
using LiquidWarp.Datasets.Drawing.Clothes;

namespace LiquidWarp.Datasets.Drawing;

/// <summary>Dresses people at random: a seed is a person, another an outfit.</summary>
internal static class Wardrobe
{
    /// <summary>Makes a person of the given shape.</summary>
    /// <param name="anatomy">The model.</param>
    /// <param name="shape">β.</param>
    /// <param name="person">Decides on face and hair.</param>
    /// <param name="outfit">Decides on clothes.</param>
    /// <param name="ambience">A colour of the surroundings that clothes now and then repeat.</param>
    /// <param name="metresPerTexel">Fineness of the paint.</param>
    public static Figure Dress(Anatomy anatomy, float[] shape, Random person, Random outfit, Vector3 ambience, float metresPerTexel)
    {
        var (fitting, random) = (new Fitting(anatomy, shape, person, outfit, ambience), outfit);
        var lower = random.NextSingle();
        if (lower < 0.16f)
            LongDress(fitting);
        else if (lower < 0.28f)
            SkirtAndTop(fitting);
        else
            TrousersAndTop(fitting);
        if (random.Happens(lower < 0.16f ? 0.15f : 0.32f))
            Jacket.PutOn(fitting);
        else if (random.Happens(0.07f))
            Collar.Scarf(fitting);
        Head(fitting);
        return Tailor.Sew(anatomy, shape, fitting.Layers, fitting.Sheets, metresPerTexel);
    }

    private static void TrousersAndTop(Fitting fitting)
    {
        var random = fitting.Random;
        var (tucked, boots) = (random.Happens(0.25f), random.Happens(0.25f));
        var overBoots = boots && random.Happens(0.5f);
        if (!boots || overBoots)
            Footwear.Shoes(fitting, boots);
        if (tucked)
            Shirt.PutOn(fitting, tucked);
        Trousers.PutOn(fitting);
        if (boots && !overBoots)
            Footwear.Shoes(fitting, boots);
        if (!tucked)
            Shirt.PutOn(fitting, tucked);
    }

    private static void SkirtAndTop(Fitting fitting)
    {
        var (a, random) = (fitting.Anatomy, fitting.Random);
        var waist = a.WaistHeight - random.Between(-0.02f, 0.05f);
        var fabric = new Fabric(a, random, random.Happens(0.5f) ? Pattern.Plain : Fabric.AnyPattern(random), fitting.Colour());
        Legs(fitting, fabric, waist);
        HangSkirt(fitting, fabric, waist, 0.012f);
        Shirt.PutOn(fitting, tucked: random.Happens(0.6f));
    }

    private static void LongDress(Fitting fitting)
    {
        var (a, random) = (fitting.Anatomy, fitting.Random);
        var fabric = new Fabric(a, random, random.Happens(0.45f) ? Pattern.Plain : Fabric.AnyPattern(random), fitting.Colour());
        var waist = a.WaistHeight + random.Between(-0.03f, 0.03f);
        Legs(fitting, fabric, waist);
        Shirt.PutOnBodice(fitting, fabric, waist - 0.03f);
        HangSkirt(fitting, fabric, waist, 0.015f);
    }

    private static void HangSkirt(Fitting fitting, Fabric fabric, float waist, float ease)
    {
        var (a, random) = (fitting.Anatomy, fitting.Random);
        var hem = float.Lerp(a.CrotchHeight - 0.06f, a.Ankle.Y + 0.1f, MathF.Pow(random.NextSingle(), 1.5f));
        var skirt = new Skirt(waist, hem, ease, random.Between(0, 0.5f), random.Between(0, 0.018f));
        fitting.Sheets.Add(skirt.Cut(a, fitting.Body, random.Happens(0.15f) ? Finish.Satin : Finish.Cloth, fabric.At));
    }

    /// <summary>What is worn on the legs below a skirt, and a lining so that no skin is seen where legs and tube part.</summary>
    private static void Legs(Fitting fitting, Fabric fabric, float waist)
    {
        var a = fitting.Anatomy;
        if (fitting.Random.Happens(0.4f))
            Footwear.Tights(fitting);
        Footwear.Shoes(fitting, fitting.Random.Happens(0.35f));
        fitting.Layers.Add(new()
        {
            Reach = p => a.IsArm(p) ? -1 : Math.Min(waist - p.Y, p.Y - a.CrotchHeight + 0.02f),
            Thickness = _ => 0.004f,
            Smoothing = 4,
            Finish = Finish.Cloth,
            Paint = fabric.At,
        });
    }

    private static void Head(Fitting fitting)
    {
        var random = fitting.Person;
        var hat = fitting.Random.Happens(0.14f);
        var style = random.NextSingle() switch
        {
            < 0.05f => HairStyle.Bald,
            < 0.15f => HairStyle.Cropped,
            < 0.48f => HairStyle.Short,
            < 0.56f => HairStyle.Curly,
            < 0.64f => HairStyle.Bob,
            < 0.82f => HairStyle.Long,
            < 0.92f => HairStyle.Ponytail,
            _ => HairStyle.Bun,
        };
        if (hat && style is HairStyle.Bun)
            style = HairStyle.Ponytail;
        var hair = new HairCut(fitting.Anatomy, fitting.Body, random, style, fitting.Complexion.Hair, flattened: hat);
        fitting.Complexion.Hairline = hair.Reach;
        fitting.Layers.Add(hair.Cap());
        fitting.Sheets.AddRange(hair.Hanging());
        if (hat)
            Headwear.PutOn(fitting);
    }
}
