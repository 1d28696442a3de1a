using System.CommandLine;
using System.Globalization;
using LiquidWarp.Media;
using LiquidWarp.Synthesis;

namespace LiquidWarp.Cli;

/// <summary>The option that says what is behind the person.</summary>
internal static class BackdropOption
{
    public static Option<string> Background { get; } = new("--background")
    {
        Description = "keep, blur, a colour (in quotes: '#rrggbb'), a picture, or a video that runs behind the person; of both the middle is shown. "
            + "network: as a published generator paints it",
        DefaultValueFactory = _ => "keep",
    };

    /// <summary>Whether the generator shall paint the background.</summary>
    public static bool IsNetwork(ParseResult parse) => parse.GetValue(Background) == "network";

    /// <summary>The backdrop; a picture is read, a video looked at.</summary>
    /// <exception cref="InputException">It is neither a word, a colour nor a file that can be shown.</exception>
    public static Backdrop Read(ParseResult parse, CancellationToken cancellation)
    {
        var background = parse.GetRequiredValue(Background);
        if (background is "keep" or "blur" or "network")
            return Backdrop.Photo(blurred: background == "blur");
        if (background.StartsWith('#'))
            return Colour(background);
        if (!File.Exists(background) && !Directory.Exists(background))
            throw new InputException($"There is no picture or video {background} for the background. Name one that exists, a colour as '#ffffff', keep or blur.");
        if (!MotionInputFile.IsVideoName(background))
            return Backdrop.Picture(PictureFile.Read(background));
        VideoInfo.Read(background, cancellation);
        return Backdrop.Video(background);
    }

    private static Backdrop Colour(string text)
    {
        if (text.Length != 7 || !int.TryParse(text.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var colour))
            throw new InputException($"{text} is no colour. Write it as '#rrggbb', such as '#ffffff' for white.");
        return Backdrop.Colour((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);
    }
}
