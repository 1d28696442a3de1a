using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>
/// Damaged files of every format give a clean result or an <see cref="InputException"/> that names the file, and take no more memory
/// than the limits allow. That also bounds the time, since readers charge work to the same budget.
/// </summary>
public sealed class FuzzTests
{
    /// <summary>Mutations of each of the small files: more than 20,000 together.</summary>
    private const int MutationsPerFile = 500;

    private static readonly ReadLimits Limits = new() { FreeBytes = 1 << 20, Expansion = 64, MaxNodes = 100_000 };

    private static readonly Dictionary<string, byte[]> Originals = SmallFiles.Expected.Keys.ToDictionary(name => name, SmallFiles.Bytes);

    public static TheoryData<string> Names => [.. SmallFiles.Expected.Keys];

    [Fact]
    public void Mutations_OfAllFiles_AreEnough() => Assert.True(Originals.Count * MutationsPerFile >= 20_000);

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_DamagedFile_FailsCleanlyWithinItsLimits(string name)
    {
        var donors = Originals.Where(pair => Path.GetExtension(pair.Key) == Path.GetExtension(name)).Select(pair => pair.Value).ToList();
        for (var seed = 0; seed < MutationsPerFile; seed++)
        {
            var bytes = new Mutator(seed, donors).Mutate(Originals[name]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var outcome = Attempt(name, bytes, seed);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var allowed = Limits.FreeBytes + Limits.Expansion * bytes.LongLength;
            Assert.True(allocated <= allowed, $"seed {seed}: {allocated:N0} bytes allocated, {allowed:N0} allowed; {outcome}");
        }
    }

    private static string Attempt(string name, byte[] bytes, int seed)
    {
        try
        {
            SmallFiles.Read(name, bytes, Limits);
            return "read";
        }
        catch (InputException error)
        {
            Assert.StartsWith(name + ": ", error.Message, StringComparison.Ordinal);
            return error.Message;
        }
        catch (Exception error) when (error is not Xunit.Sdk.IAssertionException)
        {
            Assert.Fail($"seed {seed}: {error}");
            return "";
        }
    }
}
