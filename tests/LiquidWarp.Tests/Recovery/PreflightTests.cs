using System.Numerics;
using LiquidWarp.Bodies;
using LiquidWarp.Imaging;
using LiquidWarp.Recovery;

namespace LiquidWarp.Tests.Recovery;

// Exact: each fault alone is found, and no other.
public sealed class PreflightTests
{
    private static readonly BodyModel Model = TinyBody.Create();

    [Fact]
    public void Check_AGoodPicture_FindsNothing() => Assert.Empty(Problems(PersonSearchTests.Standing(0.9f, 0, 0)));

    [Fact]
    public void Check_SeveralPeople_SaysSo() => Assert.Equal([PreflightProblem.SeveralPeople], Problems(PersonSearchTests.Standing(0.9f, 0, 0), people: 3));

    [Fact]
    public void Check_FeetCutOff_SaysSo() => Assert.Equal([PreflightProblem.FeetCutOff], Problems(PersonSearchTests.Standing(0.9f, 0, 0.45f)));

    [Fact]
    public void Check_SmallPerson_SaysSo() => Assert.Contains(PreflightProblem.TooSmall, Problems(PersonSearchTests.Standing(0.2f, 0, 0)));

    [Fact]
    public void Check_FromBehind_SaysSo() => Assert.Equal([PreflightProblem.FromBehind], Problems(Turned(Quaternion.CreateFromAxisAngle(Vector3.UnitY, MathF.PI))));

    [Fact]
    public void Check_UpsideDown_SaysSo() => Assert.Contains(PreflightProblem.UpsideDown, Problems(Turned(Quaternion.CreateFromAxisAngle(Vector3.UnitZ, MathF.PI))));

    [Fact]
    public void Check_Blurred_SaysSo() => Assert.Equal([PreflightProblem.Blurred], Problems(PersonSearchTests.Standing(0.9f, 0, 0), sharp: false));

    [Fact]
    public void Check_HiddenArm_SaysSo() => Assert.Equal([PreflightProblem.ArmsHidden], Problems(PersonSearchTests.Standing(0.9f, 0, 0), hidden: [BodyPoint.LeftElbow, BodyPoint.LeftWrist]));

    [Fact]
    public void Check_BodyBesideThePerson_SaysSo() => Assert.Equal([PreflightProblem.Misfit], Problems(PersonSearchTests.Standing(0.9f, 0, 0), error: 12));

    [Fact]
    public void Code_OfEveryProblem_IsItsOwn()
    {
        var codes = Enum.GetValues<PreflightProblem>().Select(problem => new PreflightFinding(problem, "").Code).ToList();
        Assert.Equal(codes.Distinct(), codes);
        Assert.All(codes, code => Assert.Matches("^[a-z]+(-[a-z]+)*$", code));
    }

    private static IEnumerable<PreflightProblem> Problems(BodyParameters body, int people = 1, bool sharp = true, float error = 1, BodyPoint[]? hidden = null)
    {
        var picture = StagedPeople.Picture(0, 300, 300);
        for (var i = 3; i < picture.Data.Length; i++)
            picture.Data[i] = sharp ? (byte)(i / 3 / 2 % 2 * 255) : (byte)(127 + 120 * MathF.Sin(i / 3 % 300 / 40f));
        var search = new PersonSearch(new StagedPeople(Model, _ => [body]));
        var seen = new PersonEvidence[] { search.Find(picture, TestContext.Current.CancellationToken)[0] }[0];
        if (hidden is not null)
            seen = seen with { Points = [.. seen.Points.Select((point, k) => hidden.Contains(EvidencePoints.All[k]) ? point with { Confidence = 0.05f } : point)] };
        var person = new RecoveredPerson(new BodyFit(body, 200, new Dictionary<BodyPoint, float> { [BodyPoint.Nose] = error }), seen);
        return Preflight.Check(picture, person, people).Select(finding => finding.Problem);
    }

    private static BodyParameters Turned(Quaternion turn)
    {
        var body = PersonSearchTests.Standing(0.9f, 0, 0);
        var pose = body.Pose.ToArray();
        Rotations.ToAxisAngle(turn * Rotations.ToQuaternion(new Vector3(pose))).CopyTo(pose);
        return body with { Pose = pose };
    }
}
