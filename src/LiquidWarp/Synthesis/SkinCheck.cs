using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Synthesis;

/// <summary>
/// Finds pixels that the body mesh gives to the wrong limb: recovered hands are rarely where the real ones are. The face shows
/// what the skin looks like; a hand that is drawn on something else is not trusted, nor is skin near a hand that is drawn on clothes.
/// </summary>
internal static class SkinCheck
{
    /// <summary>The person's mask without the pixels that must not be used as the limb that the mesh shows there.</summary>
    /// <param name="model">The model.</param>
    /// <param name="fragments">The body over the canvas of the photo.</param>
    /// <param name="photo">The photo on its canvas.</param>
    /// <param name="person">The person's mask on the same canvas.</param>
    /// <param name="reach">How far a real hand may be from the drawn one, pixels.</param>
    public static Mask Trusted(BodyModel model, Fragments fragments, RgbImage photo, Mask person, float reach)
    {
        var drawn = BodyLimbs.Draw(model, BodyLimbs.Of(model), fragments);
        if (SkinOf(model, fragments, photo, person) is not { } skin)
            return person;
        var hands = new Mask(person.Width, person.Height);
        for (var i = 0; i < drawn.Length; i++)
            hands.Data[i] = drawn[i] is (byte)Limb.LeftHand or (byte)Limb.RightHand ? (byte)1 : (byte)0;
        var distance = DistanceTransform.ToOnes(hands);
        var wrong = new Mask(person.Width, person.Height);
        for (var i = 0; i < drawn.Length; i++)
        {
            var isSkin = Unlikeness(Colour(photo, i), skin) < 1;
            var onClothes = drawn[i] is (byte)Limb.Torso or (byte)Limb.LeftLeg or (byte)Limb.RightLeg && distance.Data[i] < reach;
            wrong.Data[i] = hands.Data[i] != 0 ? (isSkin ? (byte)0 : (byte)1) : onClothes && isSkin ? (byte)1 : (byte)0;
        }
        var grown = Morphology.Dilate(wrong, 3);
        var trusted = new Mask(person.Width, person.Height);
        for (var i = 0; i < trusted.Data.Length; i++)
            trusted.Data[i] = person.Data[i] != 0 && grown.Data[i] == 0 ? (byte)1 : (byte)0;
        return trusted;
    }

    /// <summary>
    /// Gives hidden hands the face's colour where they would else take that of a sleeve or a pocket.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="confidence">(V) how surely the picture shows each vertex.</param>
    /// <param name="colours">(V) colours in [-1, 1], changed for the hands.</param>
    public static void PaintHiddenHands(BodyModel model, ReadOnlySpan<float> confidence, Span<Vector3> colours)
    {
        if (model.Surface is not { } surface)
            return;
        var (skin, weight) = (Vector3.Zero, 0f);
        for (var face = 0; face < surface.FrontalFace.Length; face++)
        {
            var v = model.Faces[3 * face];
            if (!surface.FrontalFace[face])
                continue;
            skin += confidence[v] * colours[v];
            weight += confidence[v];
        }
        if (weight <= 0)
            return;
        skin /= weight;
        var limbs = BodyLimbs.Of(model);
        var expected = Colour(255 * (skin + Vector3.One) / 2);
        for (var v = 0; v < limbs.Length; v++)
        {
            if (limbs[v] is Limb.LeftHand or Limb.RightHand && confidence[v] < 0.1f && Unlikeness(Colour(255 * (colours[v] + Vector3.One) / 2), expected) > 1)
                colours[v] = skin;
        }
    }

    private static (float Brightness, float Red, float Blue)? SkinOf(BodyModel model, Fragments fragments, RgbImage photo, Mask person)
    {
        if (model.Surface is not { } surface)
            return null;
        var (brightness, red, blue) = (new List<float>(), new List<float>(), new List<float>());
        for (var i = 0; i < fragments.FaceIndex.Length; i++)
        {
            if (fragments.FaceIndex[i] < 0 || !surface.FrontalFace[fragments.FaceIndex[i]] || person.Data[i] == 0)
                continue;
            var (level, r, b) = Colour(photo, i);
            brightness.Add(level);
            red.Add(r);
            blue.Add(b);
        }
        return brightness.Count < 30 ? null : (Median(brightness), Median(red), Median(blue));

        static float Median(List<float> values)
        {
            values.Sort();
            return values[values.Count / 2];
        }
    }

    /// <summary>Distance from the skin's colour, 1 at the border of what passes: hands may be darker or lighter but are of its hue.</summary>
    private static float Unlikeness((float Brightness, float Red, float Blue) colour, (float Brightness, float Red, float Blue) skin)
    {
        var (a, b, c) = ((colour.Red - skin.Red) / 0.06f, (colour.Blue - skin.Blue) / 0.06f, MathF.Log(colour.Brightness / skin.Brightness) / 0.6f);
        return MathF.Sqrt(a * a + b * b + c * c);
    }

    private static (float Brightness, float Red, float Blue) Colour(RgbImage photo, int pixel) =>
        Colour(new Vector3(photo.Data[3 * pixel], photo.Data[3 * pixel + 1], photo.Data[3 * pixel + 2]));

    private static (float Brightness, float Red, float Blue) Colour(Vector3 rgb)
    {
        // The black level keeps the hue of very dark colours from being noise.
        rgb = Vector3.Max(rgb, Vector3.Zero) + new Vector3(4);
        var sum = rgb.X + rgb.Y + rgb.Z;
        return (sum, rgb.X / sum, rgb.Z / sum);
    }
}
