using System.Globalization;
using System.Text.RegularExpressions;

namespace LiquidWarp.Torch.Distributed;

/// <summary>
/// Which of how many processes this is and where they meet, as launchers say it in environment variables: torchrun, Kubernetes or a
/// person (RANK, WORLD_SIZE, LOCAL_RANK, MASTER_ADDR, MASTER_PORT), mpirun (OMPI_COMM_WORLD_…) or Slurm's srun (SLURM_…).
/// </summary>
public sealed partial record DistributedEnvironment
{
    // PyTorch's own default.
    private const int DefaultPort = 29500;

    private DistributedEnvironment()
    {
    }

    /// <summary>Number of this process, 0 to <see cref="WorldSize"/> − 1.</summary>
    public int Rank { get; private init; }

    /// <summary>How many processes there are, from 1.</summary>
    public int WorldSize { get; private init; } = 1;

    /// <summary>Number of this process among those of its machine: which CUDA device it takes.</summary>
    public int LocalRank { get; private init; }

    /// <summary>Name or address of the machine where the processes meet.</summary>
    public string MasterAddress { get; private init; } = "localhost";

    /// <summary>Port there, 1 to 65535.</summary>
    public int MasterPort { get; private init; } = DefaultPort;

    /// <summary>Does process 0 keep the meeting place? Under torchrun the launcher does.</summary>
    public bool KeepsStore { get; private init; }

    /// <summary>Keeps apart what processes of several attempts of one torchrun write at the meeting place.</summary>
    public string Prefix { get; private init; } = "liquidwarp";

    /// <summary>This process alone.</summary>
    public static DistributedEnvironment Alone { get; } = new();

    /// <summary>Reads the variables; <see cref="Alone"/> where no launcher has set any.</summary>
    /// <param name="variable">Gives a variable or null; the process's own environment where absent.</param>
    /// <exception cref="DistributedException">Some are set and others missing, or one is no number or out of its range.</exception>
    public static DistributedEnvironment Read(Func<string, string?>? variable = null)
    {
        var variables = new Variables(variable ?? Environment.GetEnvironmentVariable);
        if (variables.Has("RANK") || variables.Has("WORLD_SIZE"))
            return ReadTorch(variables);
        if (variables.Has("OMPI_COMM_WORLD_SIZE"))
            return ReadOpenMpi(variables);
        return variables.Has("SLURM_PROCID") ? ReadSlurm(variables) : Alone;
    }

    /// <summary>"process 1 of 4 at node7:29500".</summary>
    public override string ToString() => $"process {Rank} of {WorldSize} at {MasterAddress}:{MasterPort}";

    private static DistributedEnvironment ReadTorch(Variables variables)
    {
        var world = variables.World("WORLD_SIZE");
        var rank = variables.Rank("RANK", "WORLD_SIZE", world);
        if (world == 1)
            return Alone;
        var address = variables.Text("MASTER_ADDR");
        var isHere = address == "localhost" || address.StartsWith("127.", StringComparison.Ordinal);
        var launcherKeepsStore = variables.Optional("TORCHELASTIC_USE_AGENT_STORE") == "True";
        return new DistributedEnvironment
        {
            Rank = rank,
            WorldSize = world,
            LocalRank = variables.Has("LOCAL_RANK") ? variables.Number("LOCAL_RANK", 0, world - 1) : isHere ? rank : 0,
            MasterAddress = address,
            MasterPort = variables.Port(null),
            KeepsStore = rank == 0 && !launcherKeepsStore,
            Prefix = launcherKeepsStore ? $"{Alone.Prefix}/attempt_{variables.Optional("TORCHELASTIC_RESTART_COUNT") ?? "0"}" : Alone.Prefix,
        };
    }

    private static DistributedEnvironment ReadOpenMpi(Variables variables)
    {
        var world = variables.World("OMPI_COMM_WORLD_SIZE");
        var rank = variables.Rank("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", world);
        if (world == 1)
            return Alone;

        // mpirun does not say where process 0 is; where all are on one machine nobody need ask.
        var isHere = variables.Optional("OMPI_COMM_WORLD_LOCAL_SIZE") == variables.Optional("OMPI_COMM_WORLD_SIZE");
        return new DistributedEnvironment
        {
            Rank = rank,
            WorldSize = world,
            LocalRank = variables.Number("OMPI_COMM_WORLD_LOCAL_RANK", 0, world - 1),
            MasterAddress = isHere ? variables.Optional("MASTER_ADDR") ?? Alone.MasterAddress : variables.Text("MASTER_ADDR"),
            MasterPort = variables.Port(DefaultPort),
            KeepsStore = rank == 0,
        };
    }

    private static DistributedEnvironment ReadSlurm(Variables variables)
    {
        var size = variables.Has("SLURM_STEP_NUM_TASKS") ? "SLURM_STEP_NUM_TASKS" : "SLURM_NTASKS";
        var world = variables.World(size);
        var rank = variables.Rank("SLURM_PROCID", size, world);
        if (world == 1)
            return Alone;
        var nodes = ((string[])["SLURM_STEP_NODELIST", "SLURM_JOB_NODELIST", "SLURM_NODELIST"]).FirstOrDefault(variables.Has, "SLURM_NODELIST");

        // Two jobs on one machine must not meet at one port.
        var job = variables.Has("SLURM_JOB_ID") ? variables.Number("SLURM_JOB_ID", 0, int.MaxValue) : 0;
        return new DistributedEnvironment
        {
            Rank = rank,
            WorldSize = world,
            LocalRank = variables.Number("SLURM_LOCALID", 0, world - 1),
            MasterAddress = variables.Optional("MASTER_ADDR") ?? FirstNode(variables.Text(nodes)),
            MasterPort = variables.Port(DefaultPort + job % 10000),
            KeepsStore = rank == 0,
        };
    }

    /// <summary>The first machine of a list such as "gpu[03-07,12],cpu1": "gpu03".</summary>
    private static string FirstNode(string list) => Ranges().Replace(list, range => range.Groups["first"].Value).Split(',')[0];

    [GeneratedRegex(@"\[(?<first>\d+)[^\]]*\]")]
    private static partial Regex Ranges();

    /// <summary>Variables by name, checked, with messages that say what to set.</summary>
    private sealed class Variables(Func<string, string?> read)
    {
        public bool Has(string name) => Optional(name) is not null;

        public string? Optional(string name) => read(name) is { Length: > 0 } text ? text : null;

        public string Text(string name) => Optional(name) ?? throw Error(
            $"Several processes were asked for, but {name} is not set. torchrun, srun and mpirun set what is needed; " +
            "by hand, set RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT for each process.");

        public int Number(string name, int least, int most)
        {
            var text = Text(name);
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
                ? value
                : throw Error($"{name} is '{text}'; it must be a whole number from {least} to {most}.");
        }

        public int World(string name) => Number(name, 1, 1 << 20);

        public int Rank(string name, string worldName, int world)
        {
            var rank = Number(name, 0, int.MaxValue);
            return rank < world ? rank : throw Error($"{name} is {rank} and {worldName} is {world}: the processes are numbered from 0 to {world - 1}.");
        }

        public int Port(int? otherwise) => otherwise is { } port && !Has("MASTER_PORT") ? port : Number("MASTER_PORT", 1, 65535);

        private static DistributedException Error(string message) => new(message) { IsMisconfigured = true };
    }
}
