using LiquidWarp.Torch.Distributed;

namespace LiquidWarp.Tests.Distributed;

// Exact.
public sealed class DistributedEnvironmentTests
{
    [Fact]
    public void Read_WhereNoLauncherSaysAnything_IsAlone()
    {
        Assert.Same(DistributedEnvironment.Alone, Read());
        Assert.Same(DistributedEnvironment.Alone, Read("MASTER_ADDR=node1", "MASTER_PORT=1"));
        Assert.Same(DistributedEnvironment.Alone, Read("RANK=0", "WORLD_SIZE=1"));
        Assert.Same(DistributedEnvironment.Alone, Read("SLURM_PROCID=0", "SLURM_NTASKS=1"));
        Assert.Equal(1, DistributedEnvironment.Alone.WorldSize);
        Assert.Equal(0, DistributedEnvironment.Alone.Rank);
    }

    [Fact]
    public void Read_ByHandOrInKubernetes_TakesPyTorchsVariables()
    {
        var first = Read("RANK=0", "WORLD_SIZE=4", "MASTER_ADDR=node1", "MASTER_PORT=1234");
        Assert.Equal("process 0 of 4 at node1:1234", first.ToString());
        Assert.True(first.KeepsStore);
        Assert.Equal(0, first.LocalRank);
        var third = Read("RANK=2", "WORLD_SIZE=4", "MASTER_ADDR=node1", "MASTER_PORT=1234");
        Assert.False(third.KeepsStore);
        Assert.Equal(0, third.LocalRank);
        Assert.Equal(2, Read("RANK=2", "WORLD_SIZE=4", "MASTER_ADDR=localhost", "MASTER_PORT=1234").LocalRank);
        Assert.Equal(first.Prefix, third.Prefix);
    }

    [Fact]
    public void Read_UnderTorchrun_LeavesTheStoreToIt_ByAttempt()
    {
        string[] common = ["WORLD_SIZE=4", "MASTER_ADDR=node1", "MASTER_PORT=1234", "TORCHELASTIC_USE_AGENT_STORE=True"];
        var first = Read([.. common, "RANK=0", "LOCAL_RANK=0", "TORCHELASTIC_RESTART_COUNT=0"]);
        var again = Read([.. common, "RANK=3", "LOCAL_RANK=1", "TORCHELASTIC_RESTART_COUNT=1"]);
        Assert.False(first.KeepsStore);
        Assert.Equal(1, again.LocalRank);
        Assert.NotEqual(first.Prefix, again.Prefix);
    }

    [Fact]
    public void Read_UnderMpirun_TakesItsVariables_AndMeetsHereWhereAllAreHere()
    {
        string[] here = ["OMPI_COMM_WORLD_RANK=1", "OMPI_COMM_WORLD_SIZE=2", "OMPI_COMM_WORLD_LOCAL_RANK=1", "OMPI_COMM_WORLD_LOCAL_SIZE=2"];
        Assert.Equal("process 1 of 2 at localhost:29500", Read(here).ToString());
        Assert.Equal(1, Read(here).LocalRank);
        Assert.Equal("process 1 of 2 at localhost:77", Read([.. here, "MASTER_PORT=77"]).ToString());

        // A Slurm allocation in which mpirun starts the processes: its numbers count.
        Assert.Equal(1, Read([.. here, "SLURM_PROCID=0", "SLURM_NTASKS=2"]).Rank);

        string[] spread = ["OMPI_COMM_WORLD_RANK=1", "OMPI_COMM_WORLD_SIZE=2", "OMPI_COMM_WORLD_LOCAL_RANK=0", "OMPI_COMM_WORLD_LOCAL_SIZE=1"];
        Assert.Contains("MASTER_ADDR is not set", Fault(spread), StringComparison.Ordinal);
        Assert.Equal("process 1 of 2 at node1:29500", Read([.. spread, "MASTER_ADDR=node1"]).ToString());
    }

    [Theory]
    [InlineData("node1", "node1")]
    [InlineData("gpu[03-07,12],cpu1", "gpu03")]
    [InlineData("a,b[1-2]", "a")]
    [InlineData("rack[2-3]n[010-011].cluster", "rack2n010.cluster")]
    public void Read_UnderSlurm_MeetsAtTheFirstMachineOfTheList(string nodes, string first)
    {
        string[] common = ["SLURM_PROCID=5", "SLURM_NTASKS=8", "SLURM_LOCALID=1", $"SLURM_NODELIST={nodes}", "SLURM_JOB_ID=1230007"];
        var environment = Read(common);
        Assert.Equal($"process 5 of 8 at {first}:29507", environment.ToString());
        Assert.Equal(1, environment.LocalRank);
        Assert.False(environment.KeepsStore);
        Assert.Equal("process 5 of 6 at node9:1234", Read([.. common, "SLURM_STEP_NUM_TASKS=6", "MASTER_ADDR=node9", "MASTER_PORT=1234"]).ToString());
        Assert.Equal("step1", Read([.. common, "SLURM_STEP_NODELIST=step[1-2]"]).MasterAddress);
    }

    [Theory]
    [InlineData("WORLD_SIZE is not set", "RANK=0")]
    [InlineData("RANK is not set", "WORLD_SIZE=2")]
    [InlineData("MASTER_ADDR is not set", "RANK=0", "WORLD_SIZE=2")]
    [InlineData("MASTER_PORT is not set", "RANK=0", "WORLD_SIZE=2", "MASTER_ADDR=a")]
    [InlineData("RANK is 2 and WORLD_SIZE is 2: the processes are numbered from 0 to 1", "RANK=2", "WORLD_SIZE=2")]
    [InlineData("RANK is '-1'", "RANK=-1", "WORLD_SIZE=2")]
    [InlineData("RANK is 'one'", "RANK=one", "WORLD_SIZE=2")]
    [InlineData("WORLD_SIZE is '0'", "RANK=0", "WORLD_SIZE=0")]
    [InlineData("MASTER_PORT is '65536'; it must be a whole number from 1 to 65535", "RANK=0", "WORLD_SIZE=2", "MASTER_ADDR=a", "MASTER_PORT=65536")]
    [InlineData("MASTER_PORT is '0'", "RANK=0", "WORLD_SIZE=2", "MASTER_ADDR=a", "MASTER_PORT=0")]
    [InlineData("LOCAL_RANK is '2'", "RANK=0", "WORLD_SIZE=2", "MASTER_ADDR=a", "MASTER_PORT=1", "LOCAL_RANK=2")]
    [InlineData("OMPI_COMM_WORLD_RANK is not set", "OMPI_COMM_WORLD_SIZE=2")]
    [InlineData("SLURM_NTASKS is not set", "SLURM_PROCID=0")]
    [InlineData("SLURM_PROCID is 3 and SLURM_NTASKS is 2", "SLURM_PROCID=3", "SLURM_NTASKS=2")]
    [InlineData("SLURM_NODELIST is not set", "SLURM_PROCID=0", "SLURM_NTASKS=2", "SLURM_LOCALID=0")]
    [InlineData("SLURM_LOCALID is not set", "SLURM_PROCID=0", "SLURM_NTASKS=2")]
    public void Read_WhereVariablesAreMissingOrWrong_SaysWhich(string message, params string[] variables) =>
        Assert.Contains(message, Fault(variables), StringComparison.Ordinal);

    private static string Fault(string[] variables)
    {
        var error = Assert.Throws<DistributedException>(() => Read(variables));
        Assert.True(error.IsMisconfigured);
        return error.Message;
    }

    private static DistributedEnvironment Read(params string[] variables)
    {
        var given = variables.Select(text => text.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return DistributedEnvironment.Read(name => given.GetValueOrDefault(name));
    }
}
