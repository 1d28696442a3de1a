using System.CommandLine;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Cli;

/// <summary>The options of the commands that film a person: size, rate, and how a motion is imitated.</summary>
internal static class FilmOptions
{
    public static Option<int> Size { get; } = new("--size") { Description = "Longer side of the result in pixels", DefaultValueFactory = _ => 512 };

    public static Option<double?> Rate { get; } = new("--fps") { Description = "Frames a second, 1 to 240. Default: the motion's own, at most 30" };

    public static Option<string> Camera { get; } = new("--camera")
    {
        Description = "smooth: the person travels as the motion does; source: stays on the spot; copy: the cameras of a motion recovered from pictures",
        DefaultValueFactory = _ => "smooth",
    };

    public static Option<bool> AsRecorded { get; } = new("--as-recorded") { Description = "Do not turn the motion to face the camera" };

    static FilmOptions()
    {
        Camera.AcceptOnlyFromAmong("smooth", "source", "copy");
        Size.Range(64, 4096);
        Rate.Range(1, 240);
    }

    /// <summary>How the motion is imitated.</summary>
    public static ImitationOptions Imitation(ParseResult parse) => new()
    {
        Camera = Enum.Parse<CameraStrategy>(parse.GetRequiredValue(Camera), ignoreCase: true),
        FaceCamera = !parse.GetValue(AsRecorded),
        FramesPerSecond = parse.GetValue(Rate),
    };
}
