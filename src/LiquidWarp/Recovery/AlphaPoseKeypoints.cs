using System.Text.Json;

namespace LiquidWarp.Recovery;

/// <summary>
/// AlphaPose's <c>--format open</c> and <c>cmu</c>: one object with an entry like OpenPose's for each picture, <c>{"0.jpg": {"people": […]}, …}</c>; cmu calls
/// people <c>bodies</c> and their numbers <c>joints</c>. Its own format is COCO's results array.
/// </summary>
internal static class AlphaPoseKeypoints
{
    public static bool Recognises(JsonElement root) => OpenPoseKeypoints.Recognises(root) || (root.EnumerateObject().Any() && root.EnumerateObject().All(picture => OpenPoseKeypoints.Recognises(picture.Value)));

    public static List<KeypointFrame> Read(string path, JsonElement root) => OpenPoseKeypoints.Recognises(root)
        ? KeypointFile.InOrder([("", OpenPoseKeypoints.Read(path, root))])
        : KeypointFile.InOrder(root.EnumerateObject().Select(picture => (picture.Name, OpenPoseKeypoints.Read($"{path}, {picture.Name}", picture.Value))));
}
