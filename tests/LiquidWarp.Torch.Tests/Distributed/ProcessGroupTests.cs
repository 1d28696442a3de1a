using System.Globalization;
using LiquidWarp.Torch;
using LiquidWarp.Torch.Distributed;
using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Tests.Distributed;

// Exact, between two processes of this machine; parity with one process and twice the batch.
public sealed class ProcessGroupTests : TensorTestBase
{
    [Fact]
    public async Task Exchange_BetweenTwoProcesses_GivesBothTheSame()
    {
        RequireGloo();
        var members = await GroupMember.Run("exchange", "exchange");
        Assert.All(members, member => Assert.True(member.Code == 0, string.Join('\n', member.Lines) + member.Error));
        Assert.Equal("0 of 2, first True", members[0].Lines[0]);
        Assert.Equal("1 of 2, first False", members[1].Lines[0]);
        Assert.Equal(members[0].Lines[1..], members[1].Lines[1..]);
        Assert.Equal(
            [string.Join(' ', Enumerable.Range(0, 24).Select(i => i + 50)), "True BFloat16 50 51 52", "50 51 52 53 54", "9000049", "8 100 101 100 101", "1.5"],
            members[0].Lines[1..]);
    }

    [Fact]
    public async Task AverageGradients_OfTwoHalves_TrainsLikeOneProcessWithTheWholeBatch()
    {
        RequireGloo();
        var members = await GroupMember.Run("train", "train");
        Assert.All(members, member => Assert.True(member.Code == 0, string.Join('\n', member.Lines) + member.Error));
        Assert.Equal(members[0].Lines, members[1].Lines); // the weights, to the bit

        using var alone = new SmallTraining(seed: 5);
        var losses = Enumerable.Range(0, 5).Select(step => alone.Step(step, 0, 1, () => { })).ToList();
        for (var step = 0; step < losses.Count; step++)
            Assert.Equal(losses[step], double.Parse(members[0].Lines[step], CultureInfo.InvariantCulture), 1e-5);
    }

    [Theory]
    [InlineData("die")]
    [InlineData("hang")]
    public async Task Average_WhenTheOtherIsLost_FailsWithinTheTimeout_AndSaysSo(string loss)
    {
        RequireGloo();
        var members = await GroupMember.Run("survive", loss);
        Assert.Equal(7, members[0].Code);
        Assert.Equal("met", members[0].Lines[0]);
        Assert.StartsWith("lost: This is process 0 of 2 at 127.0.0.1:", members[0].Lines[1], StringComparison.Ordinal);
        Assert.Contains("averaging failed", members[0].Lines[1], StringComparison.Ordinal);
        Assert.Contains("see what it said", members[0].Lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("survive", "absent", 0)]
    [InlineData("absent", "survive", 1)]
    public async Task Join_WhereTheOtherNeverComes_FailsWithinTheTimeout_AndSaysWhatToCheck(string first, string second, int waiting)
    {
        RequireGloo();
        var members = await GroupMember.Run(first, second);
        Assert.Equal(7, members[waiting].Code);
        Assert.Contains("did not meet within 3 s", members[waiting].Lines[0], StringComparison.Ordinal);
        Assert.Contains("MASTER_PORT", members[waiting].Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Alone_DoesNothing()
    {
        using var group = ProcessGroup.Join(DistributedEnvironment.Alone);
        using var scope = Scope();
        var numbers = Tensor.From([1f, 2], [2]);
        group.Average([numbers]);
        group.Broadcast([numbers]);
        group.Barrier();
        Assert.Equal([1f, 2], numbers.ToArray<float>());
        Assert.Equal(3, group.Sum(3));
        Assert.True(group.IsFirst);
        Assert.Equal(1, ProcessGroup.Alone.WorldSize);
        Assert.Throws<ArgumentOutOfRangeException>(() => group.Broadcast([numbers], from: 1));
    }

    private static void RequireGloo() =>
        Assert.SkipUnless((Native.lw_group_carriers() & 1) != 0, "the native library was built without Gloo: apt-get install libgloo-dev && native/build.sh");
}
