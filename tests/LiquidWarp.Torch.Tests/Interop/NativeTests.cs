using System.Reflection;
using System.Runtime.InteropServices;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Tests.Interop;

// Exact.
public sealed class NativeTests : TensorTestBase
{
    [Fact]
    public void Library_ExportsEveryImport()
    {
        var library = NativeLibrary.Load(NativeLocation.Find(Environment.GetEnvironmentVariable(NativeLocation.Variable), AppContext.BaseDirectory));
        var imports = typeof(Native).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(method => method.Name).Where(name => name.StartsWith("lw_", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(imports.Count > 100);
        Assert.All(imports, name => Assert.True(NativeLibrary.TryGetExport(library, name, out _), $"{name} is imported but not exported"));
    }

    [Fact]
    public void Header_DeclaresEveryImport_AndNothingElse()
    {
        var header = File.ReadAllText(Path.Combine(Goldens.Checkout, "native", "lw_torch.h"));
        var declared = System.Text.RegularExpressions.Regex.Matches(header, @"^LW_API .*?(lw_\w+)\(", System.Text.RegularExpressions.RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
        var imported = typeof(Native).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(method => method.Name).Where(name => name.StartsWith("lw_", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(declared, imported);
    }

    [Fact]
    public void Find_WhereNoLibraryIs_NamesThePlacesAndTheRemedy()
    {
        var error = Assert.Throws<MissingLibraryException>(() => NativeLocation.Find(null, "/nowhere/bin"));
        Assert.Contains("/nowhere/bin/liblw_torch.so", error.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/artifacts/native/liblw_torch.so", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install", error.Message, StringComparison.Ordinal);
        Assert.Contains("LIQUIDWARP_NATIVE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfWhatIsNoLibrary_NamesItAndTheRemedy()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "no library");
            var error = Assert.Throws<MissingLibraryException>(() => Native.Load(file));
            Assert.StartsWith(file, error.Message, StringComparison.Ordinal);
            Assert.Contains("native/build.sh", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Candidates_WhenOneIsNamed_AreThatOneAlone() =>
        Assert.Equal(["/some/liblw_torch.so"], NativeLocation.Candidates("/some/liblw_torch.so", "/nowhere"));

    [Fact]
    public void Version_OfTheLibrary_IsANumber() => Assert.Matches(@"^\d+\.\d+", TorchRuntime.Version);
}
