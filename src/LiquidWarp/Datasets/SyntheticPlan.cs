
namespace LiquidWarp.Datasets;

/// <summary>How large a data set of drawn people is; by default it has iPER's proportions.</summary>
public sealed record SyntheticPlan
{
    /// <summary>Number of people, at least 2: the last fifth is kept for tests.</summary>
    public int Subjects { get; init; } = 30;

    /// <summary>Outfits of all people together, at least one each. Each is filmed twice: turning in A-pose, and moving.</summary>
    public int Outfits { get; init; } = 103;

    /// <summary>Frames of a turning video; a moving one has three times as many. At least 16. 586 makes 241 thousand frames, as iPER has.</summary>
    public int TurnFrames { get; init; } = 586;

    /// <summary>Side of the pictures in pixels, even, 32 to 2048.</summary>
    public int Size { get; init; } = 256;

    /// <summary>Seed of everything left to chance.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A smaller or larger plan of the same proportions.</summary>
    public SyntheticPlan Scale(double scale)
    {
        var subjects = Math.Max(2, (int)Math.Round(scale * Subjects));
        return this with { Subjects = subjects, Outfits = Math.Max(subjects, (int)Math.Round(scale * Outfits)) };
    }

    /// <summary>All videos: iPER's names, <c>actor/clothes/action</c>, in order.</summary>
    public IReadOnlyList<SyntheticVideo> Videos()
    {
        var videos = new List<SyntheticVideo>();
        for (var subject = 0; subject < Subjects; subject++)
            for (var outfit = 0; outfit < Outfits / Subjects + (subject < Outfits % Subjects ? 1 : 0); outfit++)
                foreach (var action in (ReadOnlySpan<int>)[1, 2])
                    videos.Add(new(subject, outfit, action, TurnFrames * (action == 1 ? 1 : 3), IsForTests: subject >= Subjects - Math.Max(1, Subjects / 5)));
        return videos;
    }
}

/// <summary>One video of a <see cref="SyntheticPlan"/>.</summary>
/// <param name="Subject">Person, from 0.</param>
/// <param name="Outfit">Clothes of this person, from 0.</param>
/// <param name="Action">1 turns in A-pose, 2 moves.</param>
/// <param name="Frames">Length.</param>
/// <param name="IsForTests">Whether the person is kept for tests.</param>
public sealed record SyntheticVideo(int Subject, int Outfit, int Action, int Frames, bool IsForTests)
{
    /// <summary>iPER's name: <c>001/1/1</c>.</summary>
    public string Name => $"{Subject + 1:000}/{Outfit + 1}/{Action}";
}
