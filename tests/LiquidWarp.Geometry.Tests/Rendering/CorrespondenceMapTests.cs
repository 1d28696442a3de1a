using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Rendering;

namespace LiquidWarp.Tests.Rendering;

public class CorrespondenceMapTests
{
    private static readonly BodySurface TwoFaces = new()
    {
        // The first two rows are the midpoint of REFERENCE 11's face 0.
        TextureCoordinates = [new(0.3700f, 0.8650f), new(0.3687f, 0.8642f), new(0.1f, 0.1f)],
        TextureFaces = [0, 1, 2, 1, 2, 0],
        PartNames = ["a", "b", "c"],
        FaceParts = [2, 0],
        FrontalFace = [false, true],
        Head = [true, true],
    };

    [Fact]
    public void TextureAndBackground_FirstPublishedRange_IsEdgeMidpointWithVDownwards()
    {
        var map = CorrespondenceMap.TextureAndBackground(TwoFaces);
        Close.Assert([0.36935f, 0.1354f, 0, (0.3687f + 0.1f) / 2, 1 - (0.8642f + 0.1f) / 2, 0, 0, 0, 1], map.Codes, 1e-6);
    }

    [Fact]
    public void TextureAndBackground_SecondPublishedRange_IsMinusOneToOne()
    {
        var map = CorrespondenceMap.TextureAndBackground(TwoFaces, TextureRange.MinusOneToOne);
        Close.Assert([-0.2613f, -0.7292f, 0], map.Codes[..3], 1e-6);
        Close.Assert([0, 0, 1], map.Codes[6..], 0);
    }

    [Fact]
    public void Codes_OtherMaps_AsTheReferenceListsThem()
    {
        Close.Assert([0.36935f, 0.1354f], CorrespondenceMap.Texture(TwoFaces).Codes[..2], 1e-6);
        Close.Assert([-1, -1], CorrespondenceMap.Texture(TwoFaces).Codes[4..], 0);
        Close.Assert([1, 1, 0], CorrespondenceMap.Body(2).Codes, 0);
        Close.Assert([0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1], CorrespondenceMap.Parts(TwoFaces).Codes, 0);
        Close.Assert([0, 1, 0], CorrespondenceMap.FrontalFace(TwoFaces).Codes, 0);
        Close.Assert([1, 1, 0], CorrespondenceMap.Head(TwoFaces).Codes, 0);
        Close.Assert([1, 0, 0], CorrespondenceMap.BackOfHead(TwoFaces).Codes, 0);
        Close.Assert([0, 0.25f, 0.5f, 0.75f, -1], CorrespondenceMap.Ids(4).Codes, 0);
        Close.Assert([0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, -1, -1, -1], CorrespondenceMap.Bits(5).Codes, 0);
        Assert.Equal(14, CorrespondenceMap.Bits(13776).Channels);
    }

    [Fact]
    public void Paint_Fragments_PutsEachFacesCodeAndTheBackgrounds()
    {
        var fragments = new Fragments(3, 1);
        (fragments.FaceIndex[0], fragments.FaceIndex[1]) = (1, 0);
        Close.Assert([1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], CorrespondenceMap.Parts(TwoFaces).Paint(fragments).Data, 0);
    }

    // Golden: published mapper, where its file is at hand.
    [Fact]
    public void TextureAndBackground_PublishedMapper_EqualsPublishedCodes()
    {
        var lines = File.ReadLines(Goldens.Sample("assets/smpl-topology/mapper_uv.txt")).Select(line => line.Split(' ')).ToArray();
        var faces = lines.Where(line => line[0] == "f").ToArray();
        var surface = new BodySurface
        {
            TextureCoordinates = [.. lines.Where(line => line[0] == "vt").Select(line => new Vector2(float.Parse(line[1]), float.Parse(line[2])))],
            TextureFaces = [.. faces.SelectMany(line => line[1..4]).Select(corner => int.Parse(corner.Split('/')[1]) - 1)],
            PartNames = ["all"],
            FaceParts = new byte[faces.Length],
            FrontalFace = new bool[faces.Length],
            Head = new bool[faces.Length],
        };
        var codes = CorrespondenceMap.TextureAndBackground(surface).Codes;
        Close.Assert([0.36935f, 0.1354f, 0, 0.3754f, 0.1279f, 0], codes[..6], 1e-4);
        Close.Assert([0.39935f, 0.645f, 0], codes.Slice(3 * 5000, 3), 1e-4);
        Close.Assert([0.30745f, 0.7084f, 0], codes.Slice(3 * 13775, 3), 1e-4);
    }
}
