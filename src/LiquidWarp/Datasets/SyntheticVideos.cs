using System.Collections.Concurrent;
using System.Text.Json;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Files;
using LiquidWarp.Imaging;
using LiquidWarp.Media;
using LiquidWarp.Motions;

namespace LiquidWarp.Datasets;

/// <summary>
/// Writes videos of drawn people in iPER's layout (pictures, <c>pose_shape.pkl</c>, <c>kps.pkl</c>, lists, protocol), and beside it
/// under <c>truth/</c> what recordings cannot give: coverage, parts, depth, the place without the person. A video's folder appears
/// when it is whole; one that is there already is left alone, so that an interrupted run goes on where it stopped.
/// </summary>
public sealed class SyntheticVideos
{
    private const string PlanFile = "synthetic.json";

    private readonly string _folder;
    private readonly Anatomy[] _bodies;
    private readonly IReadOnlyList<Motion> _motions;
    private readonly SyntheticPlan _plan;

    /// <summary>Prepares a folder.</summary>
    /// <param name="folder">Where to write; made where it is missing.</param>
    /// <param name="bodies">Body models; each person has one of them.</param>
    /// <param name="motions">What the people do; may be empty.</param>
    /// <param name="plan">How much.</param>
    /// <exception cref="InputException">The folder cannot be written, or holds videos of another plan.</exception>
    public SyntheticVideos(string folder, IReadOnlyList<BodyModel> bodies, IReadOnlyList<Motion> motions, SyntheticPlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bodies.Count);
        (_folder, _motions, _plan) = (folder, motions, plan);
        _bodies = [.. bodies.Select(body => new Anatomy(body))];
        Videos = plan.Videos();
        OutputFile.CheckWritable(Path.Combine(folder, PlanFile));
        var description = JsonSerializer.Serialize(new { plan, bodies = bodies.Select(body => body.Name), motions = motions.Select(motion => $"{Path.GetFileName(motion.Name)}:{motion.Frames.Count}") });
        var path = Path.Combine(folder, PlanFile);
        if (File.Exists(path) && File.ReadAllText(path) != description)
            throw new InputException($"{folder} holds videos of another plan ({PlanFile} there differs): give the same options to go on, or another folder.");
        Write(PlanFile, description);
    }

    /// <summary>All videos of the plan.</summary>
    public IReadOnlyList<SyntheticVideo> Videos { get; }

    /// <summary>Draws the videos that are missing, then the lists.</summary>
    /// <param name="threads">Videos drawn at once; 0 is one a processor.</param>
    /// <param name="done">Told the number of frames that are done, from any thread.</param>
    /// <param name="cancellation">Stops between frames; whole videos stay.</param>
    public void Draw(int threads, Action<int> done, CancellationToken cancellation)
    {
        var drawers = new ConcurrentBag<PictureDrawer>();
        var frames = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = cancellation };
        try
        {
            Parallel.ForEach(Partitioner.Create(Videos, EnumerablePartitionerOptions.NoBuffering), options, video =>
            {
                if (Directory.Exists(Path.Combine(_folder, "images_HD", video.Name)))
                {
                    done(Interlocked.Add(ref frames, video.Frames));
                    return;
                }

                if (!drawers.TryTake(out var drawer))
                    drawer = new(_plan.Size);
                Draw(video, drawer, () => done(Interlocked.Increment(ref frames)), cancellation);
                drawers.Add(drawer);
            });
        }
        catch (AggregateException error) when (error.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerException);
        }

        Write("train.txt", string.Concat(Videos.Where(video => !video.IsForTests).Select(video => video.Name + "\n")));
        Write("val.txt", string.Concat(Videos.Where(video => video.IsForTests).Select(video => video.Name + "\n")));
        Write("protocol.json", SyntheticProtocol.Create(Videos));
    }

    /// <summary>The name of a frame's files without ending: as many digits as the number of frames has, as iPER's have.</summary>
    internal static string FrameName(int frame, int frames) => frame.ToString(new string('0', Math.Max(3, frames.ToString().Length)));

    private void Draw(SyntheticVideo video, PictureDrawer drawer, Action drawn, CancellationToken cancellation)
    {
        var partial = Path.Combine(_folder, $".partial-{video.Name.Replace('/', '-')}");
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        string[] kinds = ["images_HD", "smpls", "truth"];
        foreach (var kind in kinds)
            Directory.CreateDirectory(Path.Combine(partial, kind));
        foreach (var kind in (ReadOnlySpan<string>)["mask", "parts", "depth"])
            Directory.CreateDirectory(Path.Combine(partial, "truth", kind));

        var scene = Scene(video);
        var bodies = new List<BodyParameters>();
        var random = Chance.Of(_plan.Seed, 7L << 40 | Number(video));
        var action = video.Action == 1 ? DrawnAction.Turn(random, video.Frames) : DrawnAction.Move(random, _motions, video.Frames);
        foreach (var (pose, aside) in action)
        {
            cancellation.ThrowIfCancellationRequested();
            var picture = drawer.Draw(scene, scene.Place(pose, aside), random.NextInt64());
            Write(partial, FrameName(bodies.Count, video.Frames), picture, drawer.Truth(scene.Figure));
            bodies.Add(picture.Body);
            drawn();
        }

        PictureFile.Write(Path.Combine(partial, "truth", "background.png"), scene.EmptyPicture);
        WriteBodies(partial, scene.Figure.Model, bodies);
        // Pictures last: their folder says that the video is whole.
        foreach (var kind in kinds.Reverse())
        {
            var place = Path.Combine(_folder, kind, video.Name);
            if (Directory.Exists(place))
                Directory.Delete(place, recursive: true);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            Directory.Move(Path.Combine(partial, kind), place);
        }

        Directory.Delete(partial, recursive: true);
    }

    private static long Number(SyntheticVideo video) => ((long)video.Subject << 24) | ((long)video.Outfit << 8) | (uint)video.Action;

    /// <summary>The person by subject, the clothes by outfit; both videos of an outfit are of one day and place.</summary>
    private DrawnScene Scene(SyntheticVideo video)
    {
        var outfit = ((long)video.Subject << 24) | ((long)video.Outfit << 8);
        var person = Chance.Of(_plan.Seed, 1L << 40 | (uint)video.Subject);
        return new(_bodies[person.Next(_bodies.Length)], _plan.Size, person, Chance.Of(_plan.Seed, 2L << 40 | outfit), Chance.Of(_plan.Seed, 3L << 40 | outfit));
    }

    private void Write(string folder, string name, PersonPicture picture, (byte[] Parts, float[] Depth) truth)
    {
        var size = _plan.Size;
        PictureFile.Write(Path.Combine(folder, "images_HD", name + ".png"), picture.Picture);
        PictureFile.Write(Path.Combine(folder, "truth", "mask", name + ".png"), Grey(size, i => (byte)MathF.Round(255 * picture.Coverage!.Data[i])));
        PictureFile.Write(Path.Combine(folder, "truth", "parts", name + ".png"), Grey(size, i => truth.Parts[i]));
        NpyFile.Write(Path.Combine(folder, "truth", "depth", name + ".npy"), NdArray.From(Array.ConvertAll(truth.Depth, depth => (Half)depth), size, size));
    }

    private static RgbImage Grey(int size, Func<int, byte> value)
    {
        var image = new RgbImage(size, size);
        for (var i = 0; i < size * size; i++)
            image.Data.AsSpan(3 * i, 3).Fill(value(i));
        return image;
    }

    private static void WriteBodies(string folder, BodyModel model, List<BodyParameters> bodies)
    {
        PickleFile.Write(Path.Combine(folder, "smpls", "pose_shape.pkl"), new Dictionary<string, NdArray>
        {
            ["cams"] = NdArray.From(bodies.SelectMany(body => (float[])[body.Camera.Scale, body.Camera.X, body.Camera.Y]).ToArray(), bodies.Count, 3),
            ["pose"] = NdArray.From(bodies.SelectMany(body => body.Pose).ToArray(), bodies.Count, BodyParameters.PoseLength),
            ["shape"] = NdArray.From(bodies.SelectMany(body => body.Shape).ToArray(), bodies.Count, BodyParameters.ShapeLength),
        });
        var posed = model.CreatePosed();
        var keypoints = new List<float>();
        foreach (var body in bodies)
        {
            model.Pose(body, posed);
            foreach (var keypoint in posed.Keypoints)
            {
                var seen = body.Camera.Project(keypoint);
                keypoints.AddRange([seen.X, seen.Y]);
            }
        }

        PickleFile.Write(Path.Combine(folder, "smpls", "kps.pkl"), new Dictionary<string, NdArray>
        {
            ["kps"] = NdArray.From(keypoints.ToArray(), bodies.Count, PosedBody.KeypointCount, 2),
        });
        // The same bodies with the name of their model, which the pickle has no place for.
        MotionFile.Write(Path.Combine(folder, "truth", "body.npz"), new Motion("drawn", 30, bodies, HasImageCamera: true), model.Name);
    }

    private void Write(string name, string text) =>
        AtomicFile.Write(Path.Combine(_folder, name), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
