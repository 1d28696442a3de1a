using LiquidWarp.Bodies.MakeHuman;
using LiquidWarp.Files;

namespace LiquidWarp.Bodies;

public sealed partial class BodyModel
{
    private const string DefaultFile = "default/body.safetensors";

    /// <summary>
    /// Reads a body by what the file holds, whatever it is called: the project's safetensors, an SMPL pickle of HMR or as
    /// officially published, an npz of the same keys, or a folder of MakeHuman files (see <see cref="MakeHumanBody"/>).
    /// An official SMPL file brings no keypoints: they are then derived from its joints and documented face vertices.
    /// </summary>
    /// <exception cref="InputException">
    /// The file is missing or no body, has another number of joints, lacks an array, or has one of wrong shape, with
    /// indices out of range or with numbers that are not finite. The message names file, key, found and expected.
    /// </exception>
    public static BodyModel Load(string path)
    {
        if (Directory.Exists(path))
            return MakeHumanBody.Read(path);
        return Start(path) switch
        {
            [(byte)'P', (byte)'K', ..] => SmplFile.ReadNpz(path),
            [_, _, _, _, _, _, _, _, (byte)'{', ..] => BodyFile.Read(path),
            _ => SmplFile.ReadPickle(path),
        };
    }

    /// <summary>
    /// Reads the body that ships with the project: <c>default/body.safetensors</c> in the folder that LIQUIDWARP_MODELS
    /// names, or without one in <c>models</c> beside the program or in a folder above it.
    /// </summary>
    /// <exception cref="MissingDependencyException">It is not there.</exception>
    public static BodyModel LoadDefault() => Load(FindDefault());

    /// <summary>Where <see cref="LoadDefault()"/> finds the body that ships; the other files of the default model lie beside it.</summary>
    /// <exception cref="MissingDependencyException">It is not there.</exception>
    public static string FindDefault() => FindDefault(Environment.GetEnvironmentVariable("LIQUIDWARP_MODELS"), AppContext.BaseDirectory);

    /// <summary>The same with the folder named by the user, if any, and the program's own.</summary>
    internal static string FindDefault(string? named, string programFolder)
    {
        var path = string.IsNullOrEmpty(named)
            ? FoldersFrom(programFolder).Select(folder => Path.Combine(folder, "models", DefaultFile)).FirstOrDefault(File.Exists)
            : Path.GetFullPath(Path.Combine(named, DefaultFile));
        return File.Exists(path)
            ? path
            : throw new MissingDependencyException(
                path is null ? $"The default body models/{DefaultFile} is neither in {programFolder} nor in a folder above it." : $"The default body {path} does not exist, and LIQUIDWARP_MODELS names its folder.",
                "export LIQUIDWARP_MODELS=/path/to/models (the folder of that name in a checkout)");
    }

    /// <summary>
    /// The same body with the values that an HMR checkpoint holds of it under <c>smpl.</c>: the published system reads the body's own file
    /// and then writes the checkpoint's over it (REFERENCE 1.1). Triangles, surface and name stay.
    /// </summary>
    /// <param name="file">The checkpoint's path, for messages.</param>
    /// <param name="buffers">Its arrays by name without the prefix: v_template, shapedirs, posedirs, J_regressor, weights, joint_regressor.</param>
    /// <exception cref="InputException">An array is missing, or of another shape than this body's.</exception>
    public BodyModel WithPublishedBuffers(string file, IReadOnlyDictionary<string, NdArray> buffers) => SmplBuffers.Override(this, file, buffers);

    /// <summary>Writes the body as the project's safetensors, whole or not at all.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="directions">
    /// How shape and pose directions are stored: Float32 exactly, or Float16 at half the size and 0.05 % off. All else is exact.
    /// </param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Save(string path, DType directions = DType.Float32) => BodyFile.Write(this, path, directions);

    private static IEnumerable<string> FoldersFrom(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }

    private static byte[] Start(string path)
    {
        InputFile.CheckHasContent(path, "body model");
        try
        {
            using var stream = File.OpenRead(path);
            var start = new byte[Math.Min(16, stream.Length)];
            stream.ReadExactly(start);
            return start;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {error.Message}", error);
        }
    }
}
