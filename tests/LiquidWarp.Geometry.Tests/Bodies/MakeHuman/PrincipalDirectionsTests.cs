using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Bodies.MakeHuman;

namespace LiquidWarp.Tests.Bodies.MakeHuman;

/// <summary>Analytic: samples made from known directions give these back.</summary>
public class PrincipalDirectionsTests
{
    [Fact]
    public void Compute_TwoKnownDirections_FindsThemOrdered()
    {
        var random = new Random(3);
        Vector3[] centre = [.. Enumerable.Range(0, 20).Select(i => new Vector3(i, 1, -i))];
        // Orthogonal: one moves the first ten vertices up, the other the last ten to the front; 3 and 1 standard deviations strong.
        List<Vector3[]> samples = [];
        for (var s = 0; s < 400; s++)
        {
            double a = random.NextDouble() * 2 - 1, b = random.NextDouble() * 2 - 1;
            samples.Add([.. centre.Select((point, i) => point + (i < 10 ? new Vector3(0, (float)(3 * a), 0) : new Vector3(0, 0, (float)b)))]);
        }

        var (mean, directions) = PrincipalDirections.Compute(samples, 4);
        Assert.True(Vector3.Distance(mean[4], centre[4]) < 0.3f);
        var deviation = 1 / MathF.Sqrt(3);
        Assert.Equal(3 * deviation, Math.Abs(directions[0][4].Y), 0.15);
        Assert.Equal(deviation, Math.Abs(directions[1][15].Z), 0.06);
        Assert.Equal(0, directions[0][15].Length(), 0.2);
        Assert.All(directions[2].Concat(directions[3]), displacement => Assert.True(displacement.Length() < 1e-3f));
    }

    [Fact]
    public void Compute_OneSampleTwice_HasNoDirections()
    {
        Vector3[] body = [Vector3.One, Vector3.UnitX];
        var (mean, directions) = PrincipalDirections.Compute([body, body], 2);
        Assert.Equal(body, mean);
        Assert.All(directions.SelectMany(direction => direction), displacement => Assert.Equal(Vector3.Zero, displacement));
    }
}
