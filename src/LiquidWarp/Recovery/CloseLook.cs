using System.Numerics;
using LiquidWarp.Torch;

namespace LiquidWarp.Recovery;

/// <summary>A look at nearly the square that was asked for.</summary>
/// <param name="Zoom">Its side, of that square's.</param>
/// <param name="Turn">Radians that it is turned against it.</param>
/// <param name="Mirrored">Whether left and right are exchanged.</param>
internal readonly record struct CloseLook(float Zoom, float Turn, bool Mirrored)
{
    /// <summary>What one look mistakes, the mean of these mostly does not. The square itself comes first.</summary>
    public static IReadOnlyList<CloseLook> All { get; } =
    [
        new(1, 0, false), new(1, 0, true), new(1.15f, 0, false), new(1.15f, 0, true), new(0.92f, 0, false), new(0.92f, 0, true), new(1.05f, 0.12f, false), new(1.05f, -0.12f, true),
    ];

    /// <summary>The square that it looks at.</summary>
    public PersonCrop Of(PersonCrop asked) => asked with { Side = asked.Side * Zoom, Turn = asked.Turn + Turn, Mirrored = Mirrored };

    /// <summary>N×size×size×2: where in this look each place of the asked square is.</summary>
    public Tensor Grid(int size, int count, Device device)
    {
        var (asked, places) = (new PersonCrop(default, 2), new float[2 * size * size]);
        var look = Of(asked);
        for (var cell = 0; cell < size * size; cell++)
            look.FromPicture(asked.ToPicture(new Vector2(2 * (cell % size) + 1 - size, 2 * (cell / size) + 1 - size) / size)).CopyTo(places, 2 * cell);
        using var scope = TensorScope.Enter();
        return scope.Keep(Tensor.From(places, [1, size, size, 2], device).Expand([count, size, size, 2]));
    }
}
