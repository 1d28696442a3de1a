using LiquidWarp.Bodies;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Motions;

namespace LiquidWarp.Datasets;

/// <summary>
/// Pairs of frames of recorded videos in iPER's layout (REFERENCE 5.1): the source from the frontal start of a video, the target from
/// anywhere in it. Every video comes equally often, however long it is. Frames that cannot be read are passed over, up to a share.
/// </summary>
public sealed class IperPairs : IPairSource
{
    /// <summary>Frames at the start of a video that face the camera.</summary>
    public const int FrontalFrames = 15;

    /// <summary>So large a share of a video's frames may be unreadable.</summary>
    public const double UnreadableShare = 0.02;

    private readonly BodyModel _model;
    private readonly Video[] _videos;
    private readonly int _size;
    private readonly int _seed;
    private readonly string _list;
    private readonly Action<string> _warn;

    private sealed record Video(string Name, string[] Pictures, IReadOnlyList<BodyParameters> Bodies)
    {
        public HashSet<int> Unreadable { get; } = [];
    }

    /// <summary>Opens a data set. All folders and bodies are checked at once, pictures when they are needed.</summary>
    /// <param name="folder">The folder with the lists, <c>images_HD</c> and <c>smpls</c>.</param>
    /// <param name="model">The body model that the poses and shapes are of.</param>
    /// <param name="size">Side that pictures are brought to.</param>
    /// <param name="seed">Another seed, other pairs.</param>
    /// <param name="list">The list of videos: <c>train.txt</c> or <c>val.txt</c>.</param>
    /// <param name="warn">Told of every frame that is passed over; from any thread.</param>
    /// <exception cref="InputException">A folder or file is missing, a video has another number of pictures than of poses.</exception>
    public IperPairs(string folder, BodyModel model, int size, int seed, string list = "train.txt", Action<string>? warn = null)
    {
        (_model, _size, _seed, _list, _warn) = (model, size, seed, list, warn ?? (_ => { }));
        if (!Directory.Exists(folder))
            throw new InputException($"There is no folder {folder}. Name the data set's folder, the one with {list}, images_HD and smpls in it.");
        var path = Path.Combine(folder, list);
        if (!File.Exists(path))
            throw new InputException($"{folder} has no {list}: it is no data set in iPER's layout, or only half of it was copied.");
        _videos = [.. File.ReadAllLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).Select(name => Open(folder, name))];
        if (_videos.Length == 0)
            throw new InputException($"{path} names no video.");
    }

    /// <inheritdoc/>
    public string Identity => $"iper 1 seed {_seed} size {_size} {_list} videos {_videos.Length} frames {_videos.Sum(video => video.Pictures.Length)}";

    /// <inheritdoc/>
    /// <exception cref="InputException">More than <see cref="UnreadableShare"/> of a video's frames cannot be read.</exception>
    public PersonPair Pair(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        var video = _videos[number % _videos.Length];
        var random = Chance.Of(_seed, number);
        var source = Read(video, random.Next(Math.Min(FrontalFrames, video.Pictures.Length)));
        return new(_model, source, Read(video, random.Next(video.Pictures.Length)));
    }

    private static Video Open(string folder, string name)
    {
        var pictures = Path.Combine(folder, "images_HD", name);
        if (!Directory.Exists(pictures))
            throw new InputException($"{pictures} is missing, which the list names: the data set was not copied whole.");
        string[] files = [.. Directory.GetFiles(pictures).Order(StringComparer.Ordinal)];
        var poses = Path.Combine(folder, "smpls", name, "pose_shape.pkl");
        if (!File.Exists(poses))
            throw new InputException($"{poses} is missing, which the list names: the data set was not copied whole.");
        var bodies = MotionFile.Read(poses).Frames;
        return files.Length == bodies.Count
            ? new(name, files, bodies)
            : throw new InputException($"{pictures} has {files.Length} pictures, {poses} has {bodies.Count} poses: they must be as many. Copy the video again.");
    }

    /// <summary>The frame, or the next one that can be read.</summary>
    private PersonPicture Read(Video video, int frame)
    {
        for (var tried = 0; tried < video.Pictures.Length; tried++, frame = (frame + 1) % video.Pictures.Length)
        {
            try
            {
                var picture = PictureFile.Read(video.Pictures[frame]);
                if (picture.Width != picture.Height)
                    throw new InputException($"{video.Pictures[frame]} is {picture.Width}×{picture.Height}; frames of this layout are square.");
                return new(Resampling.Resize(picture, _size, _size, ResizeMethod.Area), video.Bodies[frame]);
            }
            catch (InputException error)
            {
                PassOver(video, frame, error);
            }
        }

        throw new InputException($"No frame of {video.Name} can be read.");
    }

    private void PassOver(Video video, int frame, InputException error)
    {
        lock (video.Unreadable)
        {
            if (!video.Unreadable.Add(frame))
                return;
            if (video.Unreadable.Count > UnreadableShare * video.Pictures.Length && video.Unreadable.Count > 1)
                throw new InputException($"{video.Name}: {video.Unreadable.Count} of {video.Pictures.Length} frames cannot be read, more than {UnreadableShare:P0}. The last: {error.Message}", error);
        }

        _warn($"Passed over: {error.Message}");
    }
}
