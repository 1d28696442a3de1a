using System.Numerics;
using static LiquidWarp.Bodies.Default.Solid;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// The left hand, palm down and fingers a little spread and bent, in the frame of the wrist: x to the fingers, y to the
/// back of the hand, z to the thumb.
/// </summary>
internal static class HandField
{
    private static readonly Chain[] _fingers =
    [
        new(new(0.088f, 0.002f, 0.0275f), 0.150f, [0.044f, 0.026f, 0.019f], [0.0098f, 0.0086f, 0.0078f, 0.0064f]),
        new(new(0.091f, 0.004f, 0.0075f), 0.035f, [0.048f, 0.030f, 0.020f], [0.0100f, 0.0088f, 0.0080f, 0.0066f]),
        new(new(0.086f, 0.003f, -0.0120f), -0.085f, [0.044f, 0.028f, 0.020f], [0.0096f, 0.0084f, 0.0077f, 0.0064f]),
        new(new(0.078f, 0.000f, -0.0295f), -0.230f, [0.035f, 0.021f, 0.018f], [0.0086f, 0.0074f, 0.0068f, 0.0057f]),
    ];

    /// <summary>Signed distance of a point in the frame of the wrist.</summary>
    public static float Distance(Vector3 point)
    {
        // The palm: wedges from the wrist to each knuckle, thick at the heel of the hand.
        var palm = RoundCone(point, new(0.006f, 0, 0.010f), new(0.086f, 0.001f, 0.0265f), 0.0165f, 0.0112f);
        palm = Union(palm, RoundCone(point, new(0.006f, 0, 0.003f), new(0.088f, 0.002f, 0.0075f), 0.0165f, 0.0118f), 0.012f);
        palm = Union(palm, RoundCone(point, new(0.006f, 0, -0.005f), new(0.083f, 0.001f, -0.0115f), 0.0165f, 0.0112f), 0.012f);
        palm = Union(palm, RoundCone(point, new(0.008f, -0.001f, -0.011f), new(0.075f, -0.001f, -0.0275f), 0.0160f, 0.0102f), 0.012f);
        var ball = Ellipsoid(point, new(0.040f, -0.010f, 0.022f), new(0.031f, 0.0135f, 0.0165f), Quaternion.CreateFromAxisAngle(Vector3.UnitY, -0.45f));
        var heel = Ellipsoid(point, new(0.034f, -0.009f, -0.020f), new(0.030f, 0.0120f, 0.0135f), Quaternion.CreateFromAxisAngle(Vector3.UnitY, 0.15f));
        palm = Union(Union(palm, ball, 0.012f), heel, 0.012f);
        palm = Difference(palm, Ellipsoid(point, new(0.062f, -0.0225f, 0.000f), new(0.027f, 0.009f, 0.017f)), 0.014f);
        // Webs: the fingers part a good centimetre beyond the knuckles.
        palm = Union(palm, RoundCone(point, new(0.092f, 0, 0.0235f), new(0.092f, 0, -0.006f), 0.0092f, 0.0092f), 0.010f);
        palm = Union(palm, RoundCone(point, new(0.090f, 0, -0.008f), new(0.082f, 0, -0.026f), 0.0088f, 0.0082f), 0.010f);

        var fingers = float.MaxValue;
        foreach (var finger in _fingers) fingers = Union(fingers, finger.Distance(point), 0.0035f);
        return Union(Union(palm, fingers, 0.010f), Thumb(point), 0.012f);
    }

    private static float Thumb(Vector3 point)
    {
        Vector3 root = new(0.020f, -0.007f, 0.022f), knuckle = new(0.056f, -0.013f, 0.049f),
            joint = new(0.084f, -0.015f, 0.063f), tip = new(0.106f, -0.016f, 0.071f);
        var thumb = RoundCone(point, root, knuckle, 0.0145f, 0.0115f);
        thumb = Union(thumb, RoundCone(point, knuckle, joint, 0.0112f, 0.0100f), 0.006f);
        return Union(thumb, RoundCone(point, joint, tip, 0.0102f, 0.0076f), 0.004f);
    }

    /// <summary>A finger: three phalanges that bend a little more at each joint.</summary>
    private readonly struct Chain
    {
        private readonly Vector3[] _joints = new Vector3[4];
        private readonly float[] _radii;

        /// <param name="knuckle">Where the finger starts.</param>
        /// <param name="spread">Angle towards the thumb, radians.</param>
        /// <param name="lengths">Of the three phalanges, metres.</param>
        /// <param name="radii">At the knuckle, the two joints and the tip, metres.</param>
        public Chain(Vector3 knuckle, float spread, float[] lengths, float[] radii)
        {
            _radii = radii;
            _joints[0] = knuckle;
            for (var phalanx = 0; phalanx < 3; phalanx++)
            {
                var bend = 0.06f + 0.10f * phalanx;
                var direction = new Vector3(MathF.Cos(spread) * MathF.Cos(bend), -MathF.Sin(bend), MathF.Sin(spread) * MathF.Cos(bend));
                var length = lengths[phalanx] - (phalanx == 2 ? radii[3] * 0.4f : 0);
                _joints[phalanx + 1] = _joints[phalanx] + direction * length;
            }
        }

        public float Distance(Vector3 point)
        {
            var distance = RoundCone(point, _joints[0], _joints[1], _radii[0], _radii[1]);
            distance = Union(distance, RoundCone(point, _joints[1], _joints[2], _radii[1] * 1.03f, _radii[2]), 0.003f);
            return Union(distance, RoundCone(point, _joints[2], _joints[3], _radii[2] * 1.03f, _radii[3]), 0.003f);
        }
    }
}
