using System.Numerics;

namespace LiquidWarp.Datasets;

/// <summary>Smooth seeded noise in space: random values on a grid, blended. The same everywhere and always for a seed.</summary>
internal static class ValueNoise
{
    /// <summary>Noise in [-1, 1] with features about 1 unit wide.</summary>
    public static float At(Vector3 place, int seed)
    {
        var (x, y, z) = ((int)MathF.Floor(place.X), (int)MathF.Floor(place.Y), (int)MathF.Floor(place.Z));
        var (a, b, c) = (Ease(place.X - x), Ease(place.Y - y), Ease(place.Z - z));
        var result = 0f;
        for (var k = 0; k < 8; k++)
        {
            var weight = ((k & 1) != 0 ? a : 1 - a) * ((k & 2) != 0 ? b : 1 - b) * ((k & 4) != 0 ? c : 1 - c);
            result += weight * Corner(x + (k & 1), y + ((k >> 1) & 1), z + (k >> 2), seed);
        }
        return result;
    }

    /// <summary>Three octaves, each half as strong and twice as fine.</summary>
    public static float Octaves(Vector3 place, int seed) => (At(place, seed) + At(place * 2.03f, seed + 1) / 2 + At(place * 4.1f, seed + 2) / 4) / 1.75f;

    private static float Ease(float t) => t * t * (3 - 2 * t);

    private static float Corner(int x, int y, int z, int seed)
    {
        var h = (uint)x * 374761393u + (uint)y * 668265263u + (uint)z * 2246822519u + (uint)seed * 3266489917u;
        h = (h ^ (h >> 13)) * 1274126177u;
        h ^= h >> 16;
        return h / (float)uint.MaxValue * 2 - 1;
    }
}
