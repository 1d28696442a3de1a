using System.Numerics;
using static LiquidWarp.Bodies.Default.Solid;

namespace LiquidWarp.Bodies.Default;

/// <summary>
/// The head in the frame of the middle between the ear canals: x to the person's left, y up, z to the nose. The left half
/// is mirrored, so x must not be negative; what crosses the middle is made of both halves to stay smooth there.
/// </summary>
internal sealed class HeadField
{
    // The face without its features: half breadth and depth by height, from under the chin to the forehead.
    private readonly Loft _face = new(1,
    [
        new(-0.104f, 0, 0.010f, 0.026f, 0.026f, 0.064f, 0.030f),
        new(-0.094f, 0, 0.008f, 0.038f, 0.038f, 0.071f, 0.034f, 2.1f),
        new(-0.082f, 0, 0.004f, 0.0480f, 0.0480f, 0.078f, 0.034f, 2.1f),
        new(-0.068f, 0, 0.002f, 0.0545f, 0.0545f, 0.0810f, 0.036f, 2.1f),
        new(-0.052f, 0, 0, 0.0602f, 0.0602f, 0.0850f, 0.040f, 2.1f),
        new(-0.034f, 0, 0, 0.0645f, 0.0645f, 0.0855f, 0.050f, 2.1f),
        new(-0.016f, 0, 0, 0.0670f, 0.0670f, 0.0850f, 0.060f, 2.2f),
        new(0.000f, 0, 0, 0.0675f, 0.0675f, 0.0840f, 0.070f, 2.25f),
        new(0.015f, 0, 0, 0.0685f, 0.0685f, 0.0840f, 0.075f, 2.3f),
        new(0.032f, 0, 0, 0.0690f, 0.0690f, 0.0870f, 0.075f, 2.3f),
        new(0.050f, 0, 0, 0.0665f, 0.0665f, 0.0835f, 0.070f, 2.2f),
        new(0.070f, 0, 0, 0.0500f, 0.0500f, 0.0640f, 0.055f, 2.1f),
        new(0.085f, 0, 0, 0.0200f, 0.0200f, 0.0250f, 0.020f, 2.1f),
    ]);

    /// <summary>Signed distance of a point in the head's frame.</summary>
    public float Distance(Vector3 point)
    {
        var skull = Ellipsoid(point, new(0, 0.042f, -0.0115f), new(0.0755f, 0.0880f, 0.0955f));
        var head = Union(skull, _face.Distance(point), 0.020f);
        head = Union(head, Jaw(point), 0.018f);
        // Lower border of the jaw, rising from the chin to the ear.
        head = Intersection(head, HalfSpace(point, new(0, -0.0985f, 0.080f), Vector3.Normalize(new(0, -1, -0.42f))), 0.014f);
        if (point.Z < 0.03f) head = Union(head, Ear(point), 0.006f);
        if (point.Z < 0.01f) return head;

        head = Union(head, Cheek(point), 0.030f);
        head = Union(head, Chin(point), 0.014f);
        head = Brow(head, point);
        head = Eye(head, point);
        head = Mouth(head, point);
        return Nose(head, point);
    }

    private static float Jaw(Vector3 point) =>
        RoundCone(point, new(0.0435f, -0.058f, 0.010f), new(0.024f, -0.082f, 0.062f), 0.0095f, 0.010f);

    private static float Cheek(Vector3 point) =>
        Ellipsoid(point, new(0.043f, -0.010f, 0.0520f), new(0.022f, 0.018f, 0.019f), Quaternion.CreateFromAxisAngle(Vector3.UnitY, 0.7f));

    private static float Chin(Vector3 point) => Ellipsoid(point, new(0, -0.0855f, 0.0745f), new(0.020f, 0.012f, 0.0140f));

    private static float Brow(float head, Vector3 point)
    {
        var ridge = RoundCone(point, new(0.014f, 0.0322f, 0.0797f), new(0.042f, 0.0362f, 0.0665f), 0.0068f, 0.0060f);
        return Union(head, ridge, 0.014f);
    }

    private static float Eye(float head, Vector3 point)
    {
        Vector3 eye = new(0.0315f, 0.0145f, 0.0650f);
        var socket = Ellipsoid(point, new(0.0325f, 0.0150f, 0.0880f), new(0.0180f, 0.0115f, 0.0130f), Quaternion.CreateFromAxisAngle(Vector3.UnitY, 0.30f));
        head = Difference(head, socket, 0.014f);
        var lids = Ellipsoid(point, eye, new(0.0170f, 0.0128f, 0.0142f));
        var opening = Ellipsoid(point, eye + new Vector3(0.0008f, -0.0004f, 0.0120f), new(0.0162f, 0.0054f, 0.0115f));
        lids = Difference(lids, opening, 0.0015f);
        var ball = (point - eye).Length() - 0.0120f;
        return Union(head, MathF.Min(lids, ball), 0.0040f);
    }

    private static float Mouth(float head, Vector3 point)
    {
        // Lips follow the curve of the teeth, so their centre line bends back to the corners.
        var curved = point with { Z = point.Z + 9f * point.X * point.X };
        var bow = 0.0010f * (Bell(point.X, 0.0065f, 0.0060f) - 0.6f * Bell(point.X, 0, 0.0045f));
        head = Union(head, Ellipsoid(point, new(0, -0.052f, 0.066f), new(0.031f, 0.024f, 0.024f)), 0.020f);
        var upper = Ellipsoid(curved with { Y = curved.Y - bow }, new(0, -0.0530f, 0.0875f), new(0.0250f, 0.0052f, 0.0085f));
        var lower = Ellipsoid(curved, new(0, -0.0628f, 0.0868f), new(0.0215f, 0.0062f, 0.0085f));
        head = Union(head, upper, 0.004f);
        head = Union(head, lower, 0.005f);
        head = Difference(head, Ellipsoid(curved, new(0, -0.0574f, 0.0965f), new(0.0270f, 0.0010f, 0.0060f)), 0.0030f);
        // The groove from the nose to the upper lip.
        return Difference(head, RoundCone(point, new(0, -0.038f, 0.0975f), new(0, -0.047f, 0.0985f), 0.003f, 0.0035f), 0.004f);
    }

    private static float Nose(float head, Vector3 point)
    {
        var bridge = RoundCone(point, new(0, 0.018f, 0.0765f), new(0, -0.0205f, 0.1015f), 0.0062f, 0.0092f);
        var root = RoundCone(point, new(0.004f, 0.010f, 0.0745f), new(0.008f, -0.018f, 0.0850f), 0.0070f, 0.0085f);
        var wing = Ellipsoid(point, new(0.0115f, -0.0245f, 0.0905f), new(0.0070f, 0.0075f, 0.0105f));
        var septum = RoundCone(point, new(0, -0.0255f, 0.1020f), new(0, -0.0325f, 0.0890f), 0.0060f, 0.0060f);
        var nose = Union(Union(bridge, root, 0.010f), wing, 0.006f);
        nose = Union(nose, septum, 0.006f);
        nose = Difference(nose, Ellipsoid(point, new(0.0068f, -0.0325f, 0.0950f), new(0.0038f, 0.0040f, 0.0062f)), 0.003f);
        return Union(head, nose, 0.006f);
    }

    private static float Ear(Vector3 point)
    {
        // Frame of the auricle: x out of its plane, y along its height, z to its front edge; flared, leaning out and back.
        var turn = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -0.17f) * Quaternion.CreateFromAxisAngle(Vector3.UnitY, 0.40f) * Quaternion.CreateFromAxisAngle(Vector3.UnitX, -0.20f);
        var local = Vector3.Transform(point - new Vector3(0.0760f, 0.002f, -0.0130f), Quaternion.Conjugate(turn));
        var shell = Ellipsoid(local, new(0, 0.006f, -0.001f), new(0.0058f, 0.0265f, 0.0185f));
        shell = Union(shell, Ellipsoid(local, new(0, -0.018f, 0.003f), new(0.0050f, 0.0150f, 0.0115f)), 0.010f);
        var bowl = Ellipsoid(local, new(0.0060f, 0.003f, 0.003f), new(0.0046f, 0.0200f, 0.0120f));
        shell = Difference(shell, bowl, 0.003f);
        var canal = Ellipsoid(local, new(0.0020f, -0.004f, 0.006f), new(0.0050f, 0.0080f, 0.0060f));
        shell = Difference(shell, canal, 0.003f);
        var root = Ellipsoid(point, new(0.0640f, 0.000f, -0.006f), new(0.0130f, 0.0240f, 0.0110f));
        var tragus = Ellipsoid(local, new(-0.0010f, -0.005f, 0.0160f), new(0.0042f, 0.0060f, 0.0042f));
        return Union(Union(shell, root, 0.006f), tragus, 0.004f);
    }
}
