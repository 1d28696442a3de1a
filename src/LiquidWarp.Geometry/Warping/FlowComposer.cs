using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Rendering;

namespace LiquidWarp.Warping;

/// <summary>
/// Composes the transformation flow of each task: project the target body, draw it, look up where its surface lies in the source.
/// The tasks differ in what the target body is and which faces are taken from where. Imitation and view allocate nothing per frame on one thread;
/// serves one caller at a time.
/// </summary>
public sealed class FlowComposer
{
    private readonly int[] _faces;
    private readonly Rasterizer _rasterizer;
    private readonly Vector3[] _projected;

    /// <summary>Makes a composer.</summary>
    /// <param name="model">The model of source and target.</param>
    /// <param name="size">Width and height of the target picture.</param>
    /// <param name="threads">Threads to use at most; 0 means one a processor.</param>
    public FlowComposer(BodyModel model, int size, int threads = 0)
    {
        _faces = model.Faces;
        _rasterizer = new(threads);
        _projected = new Vector3[model.VertexCount];
        Target = new(size, size);
    }

    /// <summary>What the target picture of the last composition shows.</summary>
    public Fragments Target { get; }

    /// <summary>Vertices of the last target as they were projected.</summary>
    public ReadOnlySpan<Vector3> Projected => _projected;

    /// <summary>Draws a body into <see cref="Target"/> and gives the places of its faces' corners: what a source picture is prepared by.</summary>
    public FaceCorners Draw(PosedBody body, WeakPerspectiveCamera camera)
    {
        Show(body, camera);
        return FaceCorners.Of(_projected, _faces);
    }

    /// <summary>Draws a body into <see cref="Target"/>; allocates nothing.</summary>
    public void Show(PosedBody body, WeakPerspectiveCamera camera)
    {
        Projection.Project(body.Vertices, camera, _projected);
        _rasterizer.Rasterize(_projected, _faces, Target);
    }

    /// <summary>Motion imitation: the source's surface in the target's pose.</summary>
    /// <param name="source">Corners in the source picture.</param>
    /// <param name="target">The body to show: the reference's pose with the source's shape.</param>
    /// <param name="camera">The camera to show it with.</param>
    /// <param name="into">The flow, of this composer's size.</param>
    public void Imitate(FaceCorners source, PosedBody target, WeakPerspectiveCamera camera, TransformationFlow into)
    {
        Show(target, camera);
        into.Compose(source, Target);
    }

    /// <summary>Novel view: the source's surface on the source's own body, turned; its camera stays.</summary>
    /// <param name="source">Corners in the source picture.</param>
    /// <param name="body">The source's body, as it was recovered.</param>
    /// <param name="camera">The source's camera.</param>
    /// <param name="viewpoint">How the body turns and moves.</param>
    /// <param name="into">The flow, of this composer's size.</param>
    public void View(FaceCorners source, PosedBody body, WeakPerspectiveCamera camera, Viewpoint viewpoint, TransformationFlow into)
    {
        for (var i = 0; i < _projected.Length; i++)
            _projected[i] = viewpoint.Apply(body.Vertices[i]);
        Projection.Project(_projected, camera, _projected);
        _rasterizer.Rasterize(_projected, _faces, Target);
        into.Compose(source, Target);
    }

    /// <summary>
    /// Appearance transfer (REFERENCE 6.4): the person stays in pose, shape and camera; some faces take another's appearance.
    /// T1 leaves pixels of the faces kept where they are, T2 leads pixels of the faces taken to the other picture; each is empty elsewhere.
    /// </summary>
    /// <param name="person">The body of the person who is kept.</param>
    /// <param name="camera">The camera of that person.</param>
    /// <param name="giver">Corners in the picture of the one who gives the clothes.</param>
    /// <param name="taken">(F) true for each face to take from the giver.</param>
    /// <param name="alignment">The convention that T1 will be sampled in.</param>
    /// <param name="kept">T1, of this composer's size.</param>
    /// <param name="borrowed">T2, of this composer's size.</param>
    public void Transfer(
        PosedBody person, WeakPerspectiveCamera camera, FaceCorners giver, ReadOnlySpan<bool> taken, CornerAlignment alignment,
        TransformationFlow kept, TransformationFlow borrowed)
    {
        Projection.Project(person.Vertices, camera, _projected);
        _rasterizer.Rasterize(_projected, _faces, Target);
        kept.SetIdentity(Silhouette.Of(Target, taken, marked: false), alignment);
        borrowed.Compose(giver.Only(taken), Target);
        borrowed.Clamp();
    }
}
