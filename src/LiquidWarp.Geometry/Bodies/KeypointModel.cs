namespace LiquidWarp.Bodies;

/// <summary>
/// A body reduced to the points that a fit compares (see <see cref="BodyModel.Reduce"/>): joints, keypoints and picked
/// vertices come out exactly as from the whole body, in some microseconds a pose, so an optimiser can afford finite
/// differences over all of θ. The model may be shared by threads; each thread needs its own <see cref="PosedBody"/>.
/// </summary>
/// <example>
/// <code>
/// var points = body.Reduce(leftHeel, rightHeel);
/// var posed = points.CreatePosed();
/// points.Pose(theta.Shape, theta.Pose, posed);     // again and again
/// var nose = theta.Camera.Project(posed.Keypoints[(int)Keypoint.Nose]);
/// var heel = theta.Camera.Project(posed.Vertices[0]);
/// </code>
/// </example>
public sealed class KeypointModel
{
    private readonly PoseSolver _solver;

    internal KeypointModel(PoseSolver solver, int pickedCount) => (_solver, PickedCount) = (solver, pickedCount);

    /// <summary>
    /// How many vertices were picked: they are the first of <see cref="PosedBody.Vertices"/>, in the order in which they
    /// were asked for. The ones after them are those that the keypoints need.
    /// </summary>
    public int PickedCount { get; }

    /// <summary>Room for one pose of this reduced body.</summary>
    public PosedBody CreatePosed() => new(_solver.VertexCount);

    /// <summary>Fills joints, rotations, keypoints and the picked vertices. Allocates nothing after the first call.</summary>
    /// <param name="shape">10 coefficients β.</param>
    /// <param name="pose">72 numbers: axis-angle of 24 joints, radians.</param>
    /// <param name="into">From <see cref="CreatePosed"/> of this model.</param>
    public void Pose(ReadOnlySpan<float> shape, ReadOnlySpan<float> pose, PosedBody into)
    {
        BodyModel.CheckParameters(shape, pose, 1);
        if (into.Vertices.Length != _solver.VertexCount)
            throw new ArgumentException($"The posed body has {into.Vertices.Length} vertices, the reduced model {_solver.VertexCount}.", nameof(into));
        _solver.Solve(shape, pose, new ReadOnlySpan<PosedBody>(in into), threads: 1);
    }
}
