using System.CommandLine;
using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Cli.Reports;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Models;
using LiquidWarp.Networks;
using LiquidWarp.Recovery;

namespace LiquidWarp.Cli;

/// <summary>Finds people in pictures and videos for commands; the network is loaded when it is first needed.</summary>
internal sealed class PersonFinder : IDisposable
{
    public static Option<int?> Person { get; } = new("--person") { Description = "Which person, where there are several: by size, the largest is 0. With a keypoint file the person's number in it" };

    public static Option<string?> At { get; } = new("--at") { Description = "Which person, where there are several: X,Y in pixels on them" };

    public static Option<float> Smooth { get; } = new("--smooth") { Description = "How much a motion recovered from a video is steadied: seconds, 0 for not at all", DefaultValueFactory = _ => new MotionSmoothing().Seconds };

    private readonly BodyModel _model;
    private readonly Lazy<EvidenceReader> _reader;

    static PersonFinder()
    {
        Smooth.Range(0, 2);
        At.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && Place(text) is null)
                result.AddError("--at is X,Y: two numbers, pixels from the left and from the top.");
        });
    }

    /// <summary>Takes the network of the model that a command was given, or else that of the model that ships: where the named one has none, or HMR.</summary>
    public PersonFinder(ParseResult parse, BodyModel model)
    {
        _model = model;
        _reader = new(() =>
        {
            var named = ModelSource.Folder(parse);
            var folder = Sees(named) ? named : ModelSource.Folder((string?)null);
            return Sees(folder)
                ? new(folder!.Load(NetworkRole.Recovery))
                : throw new InputException("There is no network that finds people: neither the --model nor the model that ships has one. Give the body with --body or marked joints with --keypoints, or train one with: liquidwarp train-recovery --help");
        });
    }

    // Published models and others with HMR take θ from a picture of one person; they find nobody.
    private static bool Sees(ModelFolder? folder) => folder?.Networks.GetValueOrDefault(NetworkRole.Recovery)?.Options is DenseRecoveryOptions;

    /// <summary>Whom the command line means.</summary>
    public static PersonChoice Choice(ParseResult parse) => new() { Number = parse.GetValue(Person), At = parse.GetValue(At) is { } text ? Place(text) : null };

    /// <summary>Recovers people from pictures, without a word.</summary>
    public PersonRecovery Recovery => new(new PersonSearch(_reader.Value), _model);

    /// <summary>Recovers somebody from a picture, and warns of what may go wrong.</summary>
    /// <exception cref="InputException">Nobody is found, or not the one who is meant.</exception>
    public RecoveredPerson Find(RgbImage photo, string path, PersonChoice choice, WorkReport report, CancellationToken cancellation)
    {
        var search = new PersonSearch(_reader.Value);
        var people = search.Find(photo, cancellation);
        if (people.Count == 0)
            throw new InputException($"Nobody is found in {path}. If somebody is there, say where: with --keypoints, or cut the picture closer.") { Code = "no-person" };
        var person = new PersonRecovery(search, _model).Fit(choice.From(people, path), photo.Width, photo.Height)
            ?? throw new InputException($"Too little of the person in {path} can be seen clearly to recover a body. Use a picture of the whole person, or mark the joints and name them with --keypoints.") { Code = "too-little-seen" };
        foreach (var finding in Preflight.Check(photo, person, people.Count))
            report.Warn($"{Path.GetFileName(path)}: {finding.Text}", finding.Code);
        return person;
    }

    /// <summary>Recovers the motion of somebody in a video.</summary>
    /// <exception cref="InputException">No video, or nobody is found in it.</exception>
    public RecoveredMotion Follow(string path, PersonChoice choice, float smooth, WorkReport report, CancellationToken cancellation)
    {
        var search = new PersonSearch(_reader.Value);
        var recovery = new VideoRecovery(search, new PersonRecovery(search, _model), new MotionSmoothing { Seconds = smooth });
        using var video = VideoReader.Open(path, cancellation: cancellation);
        RecoveredMotion? motion = null;
        report.Track("frames recovered", Math.Max(1, video.Info.FrameCount ?? 1), done =>
            motion = recovery.Recover(path, Frames(video), video.Rate.Value, choice, WarnOfStart, done, cancellation));
        if (video.Problem is { } problem)
            report.Warn($"{path}: {problem} What could be read, {video.FramesRead} frames, is used.", "damaged");
        foreach (var bridged in motion!.Motion.Assumptions)
            report.Warn($"{Path.GetFileName(path)}: {bridged}.", "bridged");
        return motion;

        // How somebody looks is nothing to how they move.
        void WarnOfStart(RgbImage frame, RecoveredPerson person, int people)
        {
            foreach (var finding in Preflight.Check(frame, person, people).Where(finding => finding.Problem is not (PreflightProblem.Blurred or PreflightProblem.FromBehind)))
                report.Warn($"{Path.GetFileName(path)}, where the person appears: {finding.Text}", finding.Code);
        }
    }

    public void Dispose()
    {
        if (_reader.IsValueCreated)
            _reader.Value.Dispose();
    }

    // One picture's memory for all frames.
    private static IEnumerable<RgbImage> Frames(VideoReader video)
    {
        var frame = new RgbImage(video.Width, video.Height);
        while (video.TryRead(frame))
            yield return frame;
    }

    private static Vector2? Place(string text) =>
        text.Split(',') is [var x, var y] && float.TryParse(x, System.Globalization.CultureInfo.InvariantCulture, out var across) && float.TryParse(y, System.Globalization.CultureInfo.InvariantCulture, out var down)
            ? new(across, down)
            : null;
}
