// Writes the motions of this folder again: dotnet run samples/motions/make.cs
#:project ../../src/LiquidWarp.Geometry/LiquidWarp.Geometry.csproj
#:property PublishAot=false
#:property GenerateDocumentationFile=false

using System.Runtime.CompilerServices;
using LiquidWarp.Motions;

foreach (var name in ProceduralMotion.Names)
{
    var path = Path.Combine(Here(), $"{name}.npz");
    MotionFile.Write(path, ProceduralMotion.Create(name));
    Console.WriteLine($"{path}: {new FileInfo(path).Length / 1024} KB");
}

static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
