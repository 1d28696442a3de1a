using System.Numerics;
using LiquidWarp.Networks;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Recovery;

// Analytic: bells of known middles.
public sealed class EvidenceReadingTests
{
    private static readonly DenseRecoveryOptions Options = new() { Size = 64, Points = 2 };

    [Fact]
    public void Points_OfABellBetweenCells_AreAtItsMiddle()
    {
        var (heat, depth) = (new float[2 * 256], new float[2 * 256]);
        Array.Fill(depth, 0.25f);
        Vector2[] middles = [new(0.1f, -0.33f), new(-0.52f, 0.71f)];
        for (var k = 0; k < 2; k++)
            for (var i = 0; i < 256; i++)
            {
                var cell = new Vector2(i % 16 + 0.5f, i / 16 + 0.5f) / 8 - Vector2.One;
                heat[k * 256 + i] = 12 - 0.5f * Vector2.DistanceSquared(cell, middles[k]) * 64;
            }

        var points = EvidenceReading.Points(heat, depth, Options);
        for (var k = 0; k < 2; k++)
        {
            Assert.Equal(middles[k].X, points[k].Place.X, 0.02f);
            Assert.Equal(middles[k].Y, points[k].Place.Y, 0.02f);
            Assert.Equal(0.25f, points[k].Depth, 1e-5f);
            Assert.InRange(points[k].Confidence, 0.9f, 1);
        }
    }

    [Fact]
    public void Points_WhereNothingIsLikely_HaveNoConfidence()
    {
        var heat = new float[2 * 256];
        Array.Fill(heat, -30f);
        Assert.All(EvidenceReading.Points(heat, new float[2 * 256], Options), point => Assert.InRange(point.Confidence, 0, 1e-6f));
    }

    [Fact]
    public void Points_TornBetweenTwoPlaces_TakeOneAndSaySo()
    {
        var heat = new float[2 * 256];
        Array.Fill(heat, -30f);
        (heat[17], heat[200]) = (10.1f, 10);
        var point = EvidenceReading.Points(heat, new float[2 * 256], Options)[0];
        Assert.Equal(new Vector2(1.5f, 1.5f) / 8 - Vector2.One, point.Place);
        Assert.InRange(point.Confidence, 0.5f, 0.55f);
    }

    [Fact]
    public void Mirrored_Twice_IsThePointItself()
    {
        Assert.Equal(Enumerable.Range(0, EvidencePoints.All.Count), EvidencePoints.Mirrored.Select(k => EvidencePoints.Mirrored[k]));
        Assert.Equal(BodyPoint.RightWrist, EvidencePoints.All[EvidencePoints.Mirrored[EvidencePoints.PlacesOf(BodyPoint.LeftWrist)[0]]]);
        Assert.Equal(3, Enumerable.Range(0, EvidencePoints.All.Count).Count(k => EvidencePoints.Mirrored[k] == k));
    }
}
