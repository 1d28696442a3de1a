using System.Collections.Concurrent;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets.Drawing;
using LiquidWarp.Motions;

namespace LiquidWarp.Datasets;

/// <summary>
/// Pairs of pictures of people who do not exist, drawn when they are asked for and never kept on disk. A run of
/// <see cref="PairsPerVideo"/> numbers shows one person, dressed once, in one place, light and camera. The source mostly stands
/// towards the camera, as recordings begin; the target does anything, seen from anywhere.
/// </summary>
public sealed class DrawnPairs : IPairSource
{
    /// <summary>So many pairs in a row are of one person.</summary>
    public const int PairsPerVideo = 24;

    // Pairs are asked for in order, or nearly: a few people at once serve all threads.
    private const int KeptScenes = 12;

    private readonly Anatomy[] _bodies;
    private readonly IReadOnlyList<Motion> _motions;
    private readonly int _size;
    private readonly int _seed;
    private readonly string _motionNames;
    private readonly Dictionary<long, Lazy<DrawnScene>> _scenes = [];
    private readonly Queue<long> _order = [];
    private readonly ConcurrentBag<PictureDrawer> _idleDrawers = [];

    /// <summary>Makes a source.</summary>
    /// <param name="bodies">Body models; each person has one of them. At least one.</param>
    /// <param name="motions">Motions that some of the targets are taken from; may be empty.</param>
    /// <param name="size">Side of the pictures in pixels, at least 32; even.</param>
    /// <param name="seed">Another seed, other people.</param>
    /// <param name="testSubjects">
    /// False for the people to train with, true for those to test with: the two sets share nobody, whatever the seed.
    /// </param>
    public DrawnPairs(IReadOnlyList<BodyModel> bodies, IReadOnlyList<Motion> motions, int size, int seed, bool testSubjects = false)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bodies.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 32);
        if (size % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(size), size, "The side must be even.");
        _bodies = [.. bodies.Select(body => new Anatomy(body))];
        (_motions, _size, _seed, TestSubjects) = (motions, size, seed, testSubjects);
        _motionNames = string.Join('+', motions.Select(motion => $"{Path.GetFileNameWithoutExtension(motion.Name)}:{motion.Frames.Count}"));
    }

    /// <summary>Whether these are the people kept for tests.</summary>
    public bool TestSubjects { get; }

    /// <inheritdoc/>
    public string Identity =>
        $"drawn 3 seed {_seed} size {_size} {(TestSubjects ? "test" : "training")} bodies {string.Join('+', _bodies.Select(body => body.Model.Name))} motions {_motionNames}";

    /// <inheritdoc/>
    public PersonPair Pair(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        var scene = SceneOf(number / PairsPerVideo);
        var random = Chance.Of(Series, ~number);
        if (!_idleDrawers.TryTake(out var drawer))
            drawer = new(_size);
        var source = drawer.Draw(scene, Source(scene, random), random.NextInt64());
        var target = drawer.Draw(scene, Target(scene, random), random.NextInt64());
        _idleDrawers.Add(drawer);
        return new(scene.Figure.Model, source, target);
    }

    // The lowest bit tells training from tests, so no seed of one is a seed of the other.
    private long Series => 2L * _seed + (TestSubjects ? 1 : 0);

    private static BodyParameters Source(DrawnScene scene, Random random)
    {
        var yaw = random.NextSingle() switch
        {
            < 0.72f => random.Gaussian(0.15f),
            < 0.88f => random.Gaussian(0.7f),
            _ => random.Between(-MathF.PI, MathF.PI),
        };
        return random.Happens(0.85f) ? scene.Place(RandomPose.Standing(random, yaw)) : scene.Place(RandomPose.Any(random, yaw), random.Gaussian(0.1f));
    }

    private BodyParameters Target(DrawnScene scene, Random random)
    {
        var yaw = random.Happens(0.45f) ? random.Gaussian(0.5f) : random.Between(-MathF.PI, MathF.PI);
        var aside = random.Gaussian(0.15f);
        var kind = random.NextSingle();
        if (kind < 0.2f)
            return scene.Place(RandomPose.Standing(random, yaw), aside);
        if (kind < 0.6f || _motions.Count == 0)
            return scene.Place(RandomPose.Any(random, yaw), aside);
        var motion = _motions[random.Next(_motions.Count)];
        var frame = motion.Frames[random.Next(motion.Frames.Count)];
        return scene.Place(DrawnAction.Turned(frame.Pose, yaw), aside);
    }

    private DrawnScene SceneOf(long video)
    {
        Lazy<DrawnScene>? scene;
        lock (_scenes)
        {
            if (!_scenes.TryGetValue(video, out scene))
            {
                scene = new(() =>
                {
                    var random = Chance.Of(Series, video);
                    return new(_bodies[random.Next(_bodies.Length)], _size, random, random, random);
                });
                _scenes[video] = scene;
                _order.Enqueue(video);
                if (_order.Count > KeptScenes)
                    _scenes.Remove(_order.Dequeue());
            }
        }

        return scene.Value;
    }
}
