namespace LiquidWarp.Training.Features;

/// <summary>How well a likeness tells equal pairs from different ones.</summary>
internal static class Verification
{
    /// <summary>Accuracy at the best threshold, equal and different pairs weighing the same, and the rate at which both kinds are mistaken alike.</summary>
    public static (double Accuracy, double EqualError) Of(IReadOnlyList<float> same, IReadOnlyList<float> different)
    {
        // From the highest threshold down: at each likeness, what is at least as high counts as the same.
        var marks = same.Select(likeness => (Likeness: likeness, IsSame: true)).Concat(different.Select(likeness => (Likeness: likeness, IsSame: false)));
        var (accuracy, equalError, gap) = (0.5, 0.5, 1.0);
        var (accepted, mistaken) = (0, 0);
        foreach (var group in marks.GroupBy(mark => mark.Likeness).OrderByDescending(group => group.Key))
        {
            accepted += group.Count(mark => mark.IsSame);
            mistaken += group.Count(mark => !mark.IsSame);
            var (missed, confused) = (1 - (double)accepted / same.Count, (double)mistaken / different.Count);
            accuracy = Math.Max(accuracy, 1 - (missed + confused) / 2);
            if (Math.Abs(missed - confused) < gap)
                (gap, equalError) = (Math.Abs(missed - confused), (missed + confused) / 2);
        }

        return (accuracy, equalError);
    }
}
