using System.Numerics;
using LiquidWarp.Imaging;

namespace LiquidWarp.Recovery;

/// <summary>One person from frame to frame of a video: where they were, how they move, and what they look like, so that somebody who passes before them is not taken for them.</summary>
internal sealed class PersonTrack
{
    // Of a square's side: room for the next movement.
    private const float Fills = 0.72f;

    // Looks that differ by more than this, and by more than twice what is usual, are somebody else's. Drawn people differ from their own mean by 5 to 20
    // as they move, a dancer in a small and blurred video by 35; two people by 35 and more.
    private const float Stranger = 25, Unusual = 2;

    // Frames after which anybody anywhere is accepted who is the likeliest: films are cut, lights change, and people take off coats.
    private const int Patience = 30;

    // Frames for which a movement goes on unseen.
    private const int Coasting = 20;

    // What one frame's movement counts in the mean.
    private const float Freshness = 0.15f;

    // A square's side changes by this share a frame at most: where two people touch, the box is soon round both.
    private const float Growth = 0.03f;

    private static readonly int[] Trunk = EvidencePoints.PlacesOf(BodyPoint.Neck, BodyPoint.LeftShoulder, BodyPoint.RightShoulder, BodyPoint.LeftHip, BodyPoint.RightHip);

    private PersonLooks _looks;
    private float _usual = Stranger / Unusual;
    private Vector2 _velocity;
    private Vector2 _offset;
    private float _side;

    /// <summary>Begins with somebody who was found.</summary>
    public PersonTrack(RgbImage picture, PersonEvidence seen)
    {
        (First, Last, _looks) = (seen, seen, PersonLooks.Of(picture, seen));
        (_offset, _side) = (seen.Around(Fills).Centre - Middle(seen), seen.Around(Fills).Side);
    }

    /// <summary>What was seen where the person was found first.</summary>
    public PersonEvidence First { get; }

    /// <summary>What was seen last.</summary>
    public PersonEvidence Last { get; private set; }

    /// <summary>How many frames ago that was, without the present one.</summary>
    public int Missed { get; private set; }

    /// <summary>The square in which they should be now.</summary>
    public PersonCrop Next => new(Expected + _offset, _side, Last.Crop.Turn);

    private Vector2 Expected => Middle(Last) + Math.Min(Missed + 1, Coasting) * _velocity;

    /// <summary>Whether others were ever seen beside the person; somebody who is alone is taken for themselves, whatever they look like.</summary>
    public bool InCompany { get; set; }

    /// <summary>Whether somebody looks like the person.</summary>
    public bool Knows(RgbImage picture, PersonEvidence seen) => Strangeness(picture, seen) <= 1;

    /// <summary>Who of several it is: whoever looks like the person and is nearest to where they should be; null if nobody can be it.</summary>
    public PersonEvidence? Among(RgbImage picture, IReadOnlyList<PersonEvidence> people)
    {
        var anybody = Missed > Patience;
        float Away(PersonEvidence person) => Vector2.Distance(Middle(person), Expected) / Last.Crop.Side;
        return people.Where(person => anybody || (Away(person) < 1 && (!InCompany || Knows(picture, person)))).MinBy(person => Away(person) + Strangeness(picture, person));
    }

    /// <summary>It is them.</summary>
    public void Take(RgbImage picture, PersonEvidence seen)
    {
        // Of the movement over a gap the mean of its frames; what was known of the speed before is old by then.
        var moved = (Middle(seen) - Middle(Last)) / (Missed + 1);
        _velocity += Freshness * (moved - _velocity);
        var looks = PersonLooks.Of(picture, seen);
        // Where there are others, what is seen may be partly theirs.
        var share = InCompany ? 0.01f : 0.1f;
        _usual += share * ((_looks.Distance(looks) ?? _usual) - _usual);
        _looks = _looks.With(looks, share);
        var (square, most) = (seen.Around(Fills), MathF.Pow(1 + Growth, Missed + 1));
        _side = Math.Clamp(square.Side, _side / most, _side * most);
        _offset = Vector2.Lerp(_offset, square.Centre - Middle(seen), Freshness);
        (Last, Missed) = (seen, 0);
    }

    /// <summary>They are not seen in this frame.</summary>
    public void Miss() => Missed++;

    /// <summary>0 and up; above 1 it is somebody else. Where too little is seen to tell, 0.</summary>
    private float Strangeness(RgbImage picture, PersonEvidence seen) => (_looks.Distance(PersonLooks.Of(picture, seen)) ?? 0) / Math.Max(Stranger, Unusual * _usual);

    /// <summary>The trunk's middle, each point counted as it is trusted; limbs may be somebody else's.</summary>
    private static Vector2 Middle(PersonEvidence person)
    {
        var (sum, weight) = (Vector2.Zero, 1e-6f);
        foreach (var k in Trunk)
            if (person.Points[k] is { Confidence: var trust } point)
                (sum, weight) = (sum + trust * person.Crop.ToPicture(point.Place), weight + trust);
        return sum / weight;
    }
}
