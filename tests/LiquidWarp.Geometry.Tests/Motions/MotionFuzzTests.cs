using System.Text;
using LiquidWarp.Motions;

namespace LiquidWarp.Tests.Motions;

/// <summary>Exact: a damaged file is read or refused, never a crash or a hang.</summary>
public class MotionFuzzTests
{
    [Theory]
    [InlineData("bvh")]
    [InlineData("json")]
    [InlineData("npz")]
    [InlineData("hmr4d_results.pt")]
    [InlineData("wham_output.pkl")]
    [InlineData("demo_clip.pkl")]
    [InlineData("tram_six.npy")]
    [InlineData("romp_video.npz")]
    [InlineData("smpls_group.npz")]
    public void Read_RandomDamage_IsReadOrRefused(string kind)
    {
        var whole = Whole(kind);
        var random = new Random(11);
        using var file = new TemporaryFile(Path.HasExtension(kind) ? Path.GetExtension(kind) : $".{kind}");
        // Readers of nested files share most of what can break.
        for (var trial = Path.HasExtension(kind) ? 850 : 0; trial < 1000; trial++)
        {
            var bytes = (byte[])whole.Clone();
            for (var i = random.Next(1, 6); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (trial % 3 == 0)
                bytes = bytes[..random.Next(1, bytes.Length)];
            File.WriteAllBytes(file.Path, bytes);
            try
            {
                var motion = MotionFile.Read(file.Path);
                Assert.NotEmpty(motion.Frames);
                Assert.All(motion.Frames, frame => Assert.All(frame.ToVector(), number => Assert.True(float.IsFinite(number))));
            }
            catch (InputException error)
            {
                Assert.Contains(file.Path, error.Message, StringComparison.Ordinal);
            }
        }
    }

    private static byte[] Whole(string kind)
    {
        switch (kind)
        {
            case "bvh":
                return Encoding.ASCII.GetBytes(TestPerson.Bvh([new() { ["LeftForeArm.Yrotation"] = -60 }, new() { ["Hips.Yposition"] = 95 }]));
            case "json":
                string[] ball = ["1", "0", "0", "0"];
                string[] frame = ["0.033", "0", "0.8", "0", .. ball, .. ball, .. ball, .. ball, "-0.2", .. ball, .. ball, "0.3", .. ball, "-0.1", .. ball, .. ball, "0.2"];
                return Encoding.ASCII.GetBytes($"{{\"Loop\": \"wrap\", \"Frames\": [[{string.Join(", ", frame)}], [{string.Join(", ", frame)}]]}}");
            case var estimates when Path.HasExtension(estimates):
                return File.ReadAllBytes(Path.Combine(Goldens.Checkout, "tests", "Golden", "estimates", estimates));
            default:
                using (var file = new TemporaryFile(".npz"))
                {
                    MotionFile.Write(file.Path, ProceduralMotion.Create("bow", framesPerSecond: 2));
                    return File.ReadAllBytes(file.Path);
                }
        }
    }
}
