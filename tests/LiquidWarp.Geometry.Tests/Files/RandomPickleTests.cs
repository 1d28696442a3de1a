using System.Text;
using LiquidWarp.Files;

namespace LiquidWarp.Tests.Files;

/// <summary>
/// Random programs for the pickle machine, put together from well-formed pieces in senseless order: they get further than damaged
/// files do, into every object that can be made, called and filled in, with everything that can stand on the stack.
/// </summary>
public sealed class RandomPickleTests
{
    private const int Programs = 10_000;

    private static readonly ReadLimits Limits = new() { FreeBytes = 1 << 20, Expansion = 64, MaxNodes = 100_000 };

    private static readonly string[] Names =
    [
        "numpy.core.multiarray\n_reconstruct", "numpy.core.multiarray\nscalar", "numpy._core.numeric\n_frombuffer", "numpy\ndtype", "numpy\nndarray",
        "collections\nOrderedDict", "collections\ndefaultdict", "_codecs\nencode", "copy_reg\n_reconstructor",
        "builtins\nset", "builtins\nbytearray", "builtins\ndict", "builtins\nobject", "torch._utils\n_rebuild_tensor_v2", "torch._utils\n_rebuild_parameter",
        "torch._tensor\n_rebuild_from_type_v2", "torch.storage\n_load_from_bytes", "torch\nFloatStorage", "torch\nfloat32", "torch\nSize", "torch\ndevice",
    ];

    private static readonly string[] Types =
    [
        "scipy.sparse.csc\ncsc_matrix", "scipy.sparse._csr\ncsr_array", "chumpy.ch\nCh", "chumpy.reordering\nSelect", "joblib.numpy_pickle\nNumpyArrayWrapper",
    ];

    private static readonly string[] Attributes =
    [
        "U\u0001x", "U\u0001a", "U\u0004idxs", "U\u000fpreferred_shape", "U\u0006_shape", "U\u0006indptr", "U\u0007indices", "U\u0004data",
        "U\u0005shape", "U\u0005dtype", "U\u0005order",
    ];

    private static readonly string[] Atoms =
    [
        "N", "\u0088", "\u0089", "K\u0000", "K\u0001", "K\u0003", "J\u00ff\u00ff\u00ff\u00ff", "M\u0000\u0001", "\u008a\u0009aaaaaaaaa", "G?\u00f0\u0000\u0000\u0000\u0000\u0000\u0000",
        "U\u0001b", "U\u0002f4", "U\u0002i8", "U\u0001<", "U\u0001>", "U\u0001C", "U\u0001F", "U\u0006latin1", "X\u0001\u0000\u0000\u0000x", "X\u0004\u0000\u0000\u0000data",
        "U\u0006_shape", "U\u0006indptr", "U\u0007indices", "U\u0001a", "U\u0004idxs", "U\u0005shape", "U\u0005dtype", "U\u0005order", "U\u0007storage", "U\u00010", "U\u0003cpu",
        "C\u0004aaaa", "C\u0008\u0000\u0000\u0000\u0000\u0001\u0000\u0000\u0000", "C\u0000", ")", "]", "}", "\u008f", "K\u0002\u0085", "K\u0001K\u0004\u0086", "K\u0001K\u0001K\u0002\u0087",
    ];

    private static readonly string[] Steps =
    [
        "R", "b", "\u0081", "\u0085", "\u0086", "\u0087", "a", "s", "2", "0", "(", "t", "l", "e", "u", "\u0090", "\u0091", "o", "Q", "\u0092", "\u0094", "h\u0000", "h\u0001", "h\u0002", "h\u0003",
    ];

    /// <summary>An array of three numbers that exists already, and its element type.</summary>
    private const string Array = "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\u0000\u0085U\u0001b\u0087R(K\u0001K\u0003\u0085" + Type + "\u0089C\u000c\u0000\u0000\u0000\u0000\u0001\u0000\u0000\u0000\u0002\u0000\u0000\u0000tb";
    private const string Type = "cnumpy\ndtype\nU\u0002i4\u0089\u0088\u0087R(K\u0003U\u0001<NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\u0000tb";

    [Theory]
    [InlineData("random.pkl", 1)]
    [InlineData("random.pth", 2)]
    public void Read_RandomProgram_FailsCleanlyWithinItsLimits(string name, int seed)
    {
        var random = new Random(seed);
        var read = 0;
        for (var program = 0; program < Programs / 2; program++)
        {
            var pickle = Create(random);
            var bytes = Encoding.Latin1.GetBytes(name.EndsWith(".pth", StringComparison.Ordinal) ? LegacyStart + pickle + LegacyEnd : pickle);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                SmallFiles.Read(name, bytes, Limits);
                read++;
            }
            catch (InputException error)
            {
                Assert.StartsWith(name + ": ", error.Message, StringComparison.Ordinal);
            }
            catch (Exception error)
            {
                Assert.Fail($"program {program}: {error}\n{string.Concat(pickle.Select(letter => letter is >= ' ' and <= '~' ? $"{letter}" : $"\\u{(int)letter:x4}"))}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Limits.FreeBytes + Limits.Expansion * bytes.LongLength);
        }

        Assert.True(name.EndsWith(".pth", StringComparison.Ordinal) || read > Programs / 20, $"only {read} programs ran to their end: the test shows little");
    }

    private const string LegacyStart =
        "\u0080\u0002\u008a\u000al\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\u0002M\u00e9\u0003.\u0080\u0002}.";
    private const string LegacyEnd = "\u0080\u0002].";

    private static string Create(Random random)
    {
        var program = new StringBuilder("\u0080\u0004");
        // Something to recall.
        program.Append(Pick(random, Atoms)).Append('\u0094').Append(Array).Append('\u0094').Append(Type).Append("\u0094]\u00940000");
        for (var pieces = 1 + random.Next(12); pieces > 0; pieces--)
            Append(program, random, 3);
        return program.Append('.').ToString();
    }

    private static void Append(StringBuilder program, Random random, int depth)
    {
        switch (depth == 0 ? 0 : random.Next(9))
        {
            case 1:
                // A call, with arguments of every kind.
                program.Append('c').Append(Pick(random, Names)).Append("\n(");
                for (var arguments = random.Next(6); arguments > 0; arguments--)
                    Append(program, random, depth - 1);
                program.Append("tR");
                break;
            case 2:
                // An instance, and its attributes.
                program.Append('c').Append(Pick(random, Types)).Append("\n)\u0081}(");
                foreach (var attribute in Attributes)
                {
                    program.Append(attribute);
                    Append(program, random, depth - 1);
                }

                program.Append("ub");
                break;
            case 3:
                program.Append('(');
                for (var items = random.Next(4); items > 0; items--)
                    Append(program, random, depth - 1);
                program.Append(random.Next(2) == 0 ? 't' : 'l');
                break;
            case 4:
                program.Append(random.Next(2) == 0 ? Array : Type);
                break;
            case 5:
                program.Append('c').Append(Pick(random, Names)).Append('\n');
                break;
            case 6:
                program.Append('h').Append((char)random.Next(4));
                break;
            case 7 when depth == 3:
                program.Append(Pick(random, Steps));
                break;
            default:
                program.Append(Pick(random, Atoms));
                break;
        }
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
