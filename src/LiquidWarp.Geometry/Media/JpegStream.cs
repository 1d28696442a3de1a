using System.Buffers.Binary;

namespace LiquidWarp.Media;

/// <summary>
/// A JPEG file walked marker by marker, to find out what decoders hide: that it is cut short, and which colours its
/// components are. Rewritten so that every ffmpeg gives the components as they are stored.
/// </summary>
/// <param name="Bytes">The file without its APPn and comment segments.</param>
/// <param name="Channels">Components: 1, 3 or 4.</param>
/// <param name="AdobeTransform">The Adobe segment's colour transform: 0 none, 1 YCbCr, 2 YCCK; null where there is no such segment.</param>
internal sealed record JpegStream(byte[] Bytes, int Channels, int? AdobeTransform)
{
    private const int StartOfScan = 0xDA, EndOfImage = 0xD9, Adobe = 0xEE;

    /// <summary>Walks a whole file.</summary>
    /// <exception cref="InvalidDataException">It is cut short, or no JPEG.</exception>
    public static JpegStream Parse(byte[] file)
    {
        var (segments, adobeTransform, isWhole) = Split(file);
        if (!isWhole)
            throw new InvalidDataException("it is cut short: its end marker is missing");
        var frame = segments.Find(segment => IsFrameHeader(segment.Marker));
        if (frame.Length < 10)
            throw new InvalidDataException("it has no frame header");
        int channels = file[frame.Start + 9];
        if (channels is not (1 or 3 or 4))
            throw new InvalidDataException($"it has {channels} components");

        // Names by which decoders guess: R, G, B is not converted; 1 to 4 with transform 1 is handed out as it is.
        var names = (channels, adobeTransform) switch { (3, 0) => "RGB"u8.ToArray(), (4, _) => [1, 2, 3, 4], _ => [] };
        using var rewritten = new MemoryStream(file.Length);
        rewritten.Write([0xFF, 0xD8]);
        if (channels == 4)
            rewritten.Write([0xFF, Adobe, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1]);
        foreach (var (marker, start, length) in segments)
        {
            var segment = file.AsSpan(start, length);
            if (names.Length > 0 && (IsFrameHeader(marker) || marker == StartOfScan))
                segment = Rename(segment, marker, file.AsSpan(frame.Start, frame.Length), names);
            rewritten.Write(segment);
        }

        return new(rewritten.ToArray(), channels, adobeTransform);
    }

    /// <summary>Everything but SOI, APPn and comments, in order; a scan's segment includes its entropy-coded data.</summary>
    private static (List<(int Marker, int Start, int Length)> Segments, int? AdobeTransform, bool IsWhole) Split(byte[] file)
    {
        var segments = new List<(int Marker, int Start, int Length)>();
        int? adobeTransform = null;
        var at = 2;
        while (true)
        {
            while (at + 1 < file.Length && file[at] == 0xFF && file[at + 1] == 0xFF)
                at++;
            if (at + 2 > file.Length)
                return (segments, adobeTransform, false);
            if (file[at] != 0xFF)
                throw new InvalidDataException("a marker is missing");
            int marker = file[at + 1];
            if (marker == EndOfImage)
            {
                segments.Add((marker, at, 2));
                return (segments, adobeTransform, true);
            }

            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
            {
                at += 2;
                continue;
            }

            if (at + 4 > file.Length)
                return (segments, adobeTransform, false);
            var end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
            if (end > file.Length)
                return (segments, adobeTransform, false);
            if (marker == Adobe && end - at >= 16 && file.AsSpan(at + 4, 5).SequenceEqual("Adobe"u8))
                adobeTransform = file[at + 15];
            if (marker == StartOfScan)
                end = EndOfScan(file, end);
            if (marker is not (0xFE or (>= 0xE0 and <= 0xEF)))
                segments.Add((marker, at, end - at));
            at = end;
        }
    }

    /// <summary>Entropy-coded data ends at the first marker that is neither a stuffed zero nor a restart.</summary>
    private static int EndOfScan(byte[] file, int at)
    {
        for (; at + 1 < file.Length; at++)
            if (file[at] == 0xFF && file[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
                return at;
        return file.Length;
    }

    private static bool IsFrameHeader(int marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static Span<byte> Rename(ReadOnlySpan<byte> segment, int marker, ReadOnlySpan<byte> frame, byte[] names)
    {
        var renamed = segment.ToArray();
        var (first, step) = marker == StartOfScan ? (5, 2) : (10, 3);
        for (var i = 0; i < segment[first - 1] && first + step * i < segment.Length; i++)
            for (var component = 0; component < names.Length && 10 + 3 * component < frame.Length; component++)
                if (segment[first + step * i] == frame[10 + 3 * component])
                    renamed[first + step * i] = names[component];
        return renamed;
    }
}
