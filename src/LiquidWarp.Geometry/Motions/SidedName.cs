using System.Text;

namespace LiquidWarp.Motions;

/// <summary>
/// A joint name taken apart: <c>mixamorig:LeftUpLeg</c>, <c>Bip01 L Thigh</c>, <c>thigh_l</c>, <c>thigh.L</c>,
/// <c>L_Hip</c>, <c>lThigh</c> and <c>lfemur</c> are all sided.
/// </summary>
/// <param name="Left">True or false for a side of the body, null if it has none.</param>
/// <param name="Part">Lower case, letters and digits only, without the side and the program's prefix.</param>
internal readonly record struct SidedName(bool? Left, string Part)
{
    private static readonly string[] Prefixes = ["mixamorig", "bip001", "bip01", "bip", "character1", "def", "rig", "skeleton", "valvebiped", "j", "c"];

    /// <summary>Acclaim's names write the side as a single letter before a lower-case bone.</summary>
    private static readonly string[] AcclaimBones =
        ["femur", "tibia", "foot", "toes", "clavicle", "humerus", "radius", "wrist", "hand", "hip", "knee", "ankle", "shoulder", "elbow", "collar", "toe"];

    /// <summary>Takes a name apart.</summary>
    public static SidedName Parse(string name)
    {
        var words = Words(name[(name.LastIndexOf(':') + 1)..]);
        while (words.Count > 1 && Array.Exists(Prefixes, prefix => words[0] == prefix || words[0].TrimEnd('0', '1', '2', '3') == prefix))
            words.RemoveAt(0);
        bool? left = null;
        var at = words.FindIndex(word => word is "left" or "l" or "right" or "r");
        if (at >= 0)
        {
            left = words[at][0] == 'l';
            words.RemoveAt(at);
        }
        else if (words.Count > 0 && words[0].Length > 1 && words[0][0] is 'l' or 'r' && Array.IndexOf(AcclaimBones, words[0][1..]) >= 0)
        {
            left = words[0][0] == 'l';
            words[0] = words[0][1..];
        }

        return new(left, string.Concat(words));
    }

    /// <summary>Lower-case words, split at separators, at a change to upper case, and after a leading "left" or "right".</summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        void Close()
        {
            if (word.Length > 0)
                words.Add(word.ToString().ToLowerInvariant());
            word.Clear();
        }

        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!char.IsAsciiLetterOrDigit(c))
            {
                Close();
                continue;
            }

            // A capital starts a word after a small letter, and where it is followed by one (LHip: L, Hip).
            var nextIsSmall = i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1]);
            if (char.IsAsciiLetterUpper(c) && word.Length > 0 && (!char.IsAsciiLetterUpper(name[i - 1]) || nextIsSmall))
                Close();
            word.Append(c);
        }

        Close();
        foreach (var side in (ReadOnlySpan<string>)["left", "right"])
            if (words.Count > 0 && words[0].Length > side.Length && words[0].StartsWith(side, StringComparison.Ordinal))
            {
                words[0] = words[0][side.Length..];
                words.Insert(0, side);
            }

        return words;
    }
}
