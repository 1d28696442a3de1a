// Draws the pictures of this folder again, with the bodies and keypoints beside them: dotnet run samples/draw.cs
#:project ../src/LiquidWarp/LiquidWarp.csproj
#:property PublishAot=false
#:property GenerateDocumentationFile=false

using System.Runtime.CompilerServices;
using LiquidWarp.Bodies;
using LiquidWarp.Datasets;
using LiquidWarp.Media;
using LiquidWarp.Motions;
using LiquidWarp.Recovery;

var model = BodyModel.Load(Path.Combine(Here(), "..", "models", "default", "body.safetensors"));
foreach (var (name, style) in new[] { ("person", DrawnPersonStyle.Person), ("other", DrawnPersonStyle.Other) })
{
    var drawn = DrawnPerson.Create(model, style);
    PictureFile.Write(Path.Combine(Here(), $"{name}.png"), drawn.Picture);
    MotionFile.Write(Path.Combine(Here(), $"{name}.npz"), new Motion(name, 1, [drawn.Body], HasImageCamera: true), model.Name);
    KeypointFile.Write(Path.Combine(Here(), $"{name}.keypoints.json"), drawn.Keypoints);
    Console.WriteLine($"{name}: {drawn.Picture.Width}×{drawn.Picture.Height}");
}

static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
