using System.Numerics;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;
using LiquidWarp.Torch;

namespace LiquidWarp.Tests.Recovery;

// Analytic: what a look nearer, farther, tilted or mirrored shows lies, brought back, where the square itself shows it.
public sealed class CloseLookTests : TensorTestBase
{
    private const int Size = 48;

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(1, 0, true)]
    [InlineData(1.15f, 0, true)]
    [InlineData(0.92f, 0, false)]
    [InlineData(1.05f, 0.12f, false)]
    [InlineData(1.05f, -0.12f, true)]
    public void Grid_BringsBackWhatTheLookShows(float zoom, float turn, bool mirrored)
    {
        var map = new FloatImage(200, 200, 1);
        for (var pixel = 0; pixel < map.Data.Length; pixel++)
            map.Data[pixel] = MathF.Sin(0.06f * (pixel % 200)) + MathF.Cos(0.045f * (pixel / 200));
        var (asked, look) = (new PersonCrop(new Vector2(96, 105), 90, 0.2f), new CloseLook(zoom, turn, mirrored));

        using var scope = TensorScope.Enter();
        var seen = Tensor.From(look.Of(asked).Look(map, Size).Data, [1, 1, Size, Size]);
        var back = seen.GridSample(look.Grid(Size, 1, Device.Cpu), alignCorners: false, border: true).ToArray<float>();

        var wanted = asked.Look(map, Size).Data;
        // Farther in than a nearer look's border.
        for (var y = 6; y < Size - 6; y++)
            for (var x = 6; x < Size - 6; x++)
                Assert.InRange(back[y * Size + x] - wanted[y * Size + x], -0.02f, 0.02f);
    }
}
