using LiquidWarp.Torch.Interop;
using LiquidWarp.Torch.Nn;

namespace LiquidWarp.Torch.Distributed;

/// <summary>
/// The processes that train one network together, each on its part of the batch. All must make the same calls in the same order, with
/// tensors of the same shapes and types; each gets the same result, to the bit. A process that ends or hangs makes the calls of the others
/// fail with <see cref="DistributedException"/>, at once or after the timeout. A group of one does nothing and needs nothing.
/// </summary>
public sealed class ProcessGroup : IDisposable
{
    // Small tensors travel together, in parts that leave little memory idle: the size that PyTorch uses.
    private const long BucketBytes = 25 << 20;

    private const int Gloo = 1;
    private const int Nccl = 2;

    private readonly DistributedEnvironment _environment;
    private readonly Device _device;
    private readonly TimeSpan _timeout;
    private readonly GroupHandle? _handle;

    private ProcessGroup(DistributedEnvironment environment, Device device, TimeSpan timeout, GroupHandle? handle) =>
        (_environment, _device, _timeout, _handle) = (environment, device, timeout, handle);

    /// <summary>This process alone.</summary>
    public static ProcessGroup Alone { get; } = new(DistributedEnvironment.Alone, Device.Cpu, TimeSpan.Zero, null);

    /// <summary>Number of this process, from 0.</summary>
    public int Rank => _environment.Rank;

    /// <summary>How many processes there are.</summary>
    public int WorldSize => _environment.WorldSize;

    /// <summary>Is this the process that writes files and talks to people?</summary>
    public bool IsFirst => Rank == 0;

    /// <summary>Meets the other processes and returns when all are there.</summary>
    /// <param name="environment">Who and where they are; see <see cref="DistributedEnvironment.Read"/>.</param>
    /// <param name="device">
    /// Where this process computes. CUDA devices exchange by NCCL where the native library was built with it, else by way of the CPU; there
    /// Gloo carries, on the network interfaces that GLOO_SOCKET_IFNAME names where it is set.
    /// </param>
    /// <param name="timeout">How long to wait for the others, here and in each later call; ten minutes where absent.</param>
    /// <exception cref="DistributedException">They did not come in time, or the meeting place could not be reached.</exception>
    /// <exception cref="MissingLibraryException">The native library was built without what carries.</exception>
    public static ProcessGroup Join(DistributedEnvironment environment, Device device = default, TimeSpan? timeout = null)
    {
        var limit = timeout ?? TimeSpan.FromMinutes(10);
        if (environment.WorldSize == 1)
            return new ProcessGroup(environment, device, limit, null);
        var carriers = Native.Check(Native.lw_group_carriers());
        var useNccl = device.IsCuda && (carriers & Nccl) != 0;
        if (!useNccl && (carriers & Gloo) == 0)
            throw new MissingLibraryException(
                "The native library was built without Gloo, so several processes cannot train together. " +
                "Install its headers and build again: apt-get install libgloo-dev && native/build.sh");

        var handle = Native.lw_group_join(environment.MasterAddress, environment.MasterPort, environment.KeepsStore ? 1 : 0, environment.Prefix,
            environment.Rank, environment.WorldSize, useNccl ? 1 : 0, (long)limit.TotalMilliseconds);
        if (handle.IsInvalid)
            throw new DistributedException(
                $"This is {environment}, and the {environment.WorldSize} processes did not meet within {limit.TotalSeconds:0.#} s: {Native.LastError} " +
                "Were all started, with the same MASTER_ADDR and MASTER_PORT? Is the port free, and reachable from every machine?");

        var group = new ProcessGroup(environment, useNccl ? device : Device.Cpu, limit, handle);
        group.Barrier();
        return group;
    }

    /// <summary>Replaces each tensor by its mean over the processes.</summary>
    /// <param name="tensors">Tensors of floating-point numbers, the same in number, order, shape and type in every process.</param>
    public void Average(IEnumerable<Tensor> tensors)
    {
        if (_handle is null)
            return;
        foreach (var bucket in Buckets(tensors))
            Exchange(bucket, "averaging", flat => Native.lw_group_sum(_handle, flat.Handle), scale: 1.0 / WorldSize);
    }

    /// <summary>
    /// Replaces the gradient of each parameter that has one by its mean over the processes: after <see cref="Tensor.Backward"/> of losses
    /// that are means over equal parts of a batch, these are the gradients of the whole batch.
    /// </summary>
    public void AverageGradients(IEnumerable<NamedTensor> parameters)
    {
        using var scope = TensorScope.Enter();
        Average(parameters.Where(parameter => parameter.Tensor.HasGrad).Select(parameter => parameter.Tensor.Grad));
    }

    /// <summary>Replaces each tensor by that of one process: how all start from the same weights.</summary>
    /// <param name="tensors">Tensors, the same in number, order, shape and type in every process.</param>
    /// <param name="from">The process whose tensors all get.</param>
    public void Broadcast(IEnumerable<Tensor> tensors, int from = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, WorldSize);
        if (_handle is null)
            return;
        foreach (var bucket in Buckets(tensors))
            Exchange(bucket, "handing out tensors", flat => Native.lw_group_broadcast(_handle, flat.Handle, from));
    }

    /// <summary>The sum of a number over the processes: of losses and counts to report, or of votes to stop.</summary>
    public double Sum(double value)
    {
        if (_handle is null)
            return value;
        using var scope = TensorScope.Enter();
        var sum = Tensor.Scalar(value, DType.Float64);
        Exchange([sum], "adding up", flat => Native.lw_group_sum(_handle, flat.Handle));
        return sum.ToDouble();
    }

    /// <summary>Waits until every process is here.</summary>
    public void Barrier() => Sum(0);

    /// <summary>Leaves the group; the others must not expect this process any more.</summary>
    public void Dispose() => _handle?.Dispose();

    // Tensors of one type, together of a size worth sending.
    private static IEnumerable<List<Tensor>> Buckets(IEnumerable<Tensor> tensors)
    {
        var bucket = new List<Tensor>();
        var bytes = 0L;
        foreach (var tensor in tensors)
        {
            if (bucket.Count > 0 && (bytes >= BucketBytes || tensor.Type != bucket[0].Type))
            {
                yield return bucket;
                (bucket, bytes) = ([], 0);
            }

            bucket.Add(tensor);
            bytes += tensor.ElementCount * tensor.Type.Size();
        }

        if (bucket.Count > 0)
            yield return bucket;
    }

    // Sends tensors of one type as one, in row-major order on the device that carries, and writes back what came of them.
    private void Exchange(List<Tensor> bucket, string what, Func<Tensor, int> carry, double scale = 1)
    {
        using var scope = TensorScope.Enter();
        using var unrecorded = NoGrad.Enter();
        var type = bucket[0].Type is DType.BFloat16 or DType.Float16 ? DType.Float32 : bucket[0].Type; // Gloo knows no bfloat16
        var flat = Tensor.Cat([.. bucket.Select(tensor => tensor.Reshape([-1]))], 0).To(type, _device);
        if (carry(flat) < 0)
            throw new DistributedException(
                $"This is {_environment}, and {what} failed: {Native.LastError} " +
                $"Another process has ended, or did not come here within {_timeout.TotalSeconds:0.#} s: see what it said.");

        if (scale != 1)
            flat.MultiplyInPlace(scale);
        var at = 0L;
        foreach (var tensor in bucket)
        {
            tensor.CopyFrom(flat.Slice(0, at, at + tensor.ElementCount).Reshape(tensor.Shape));
            at += tensor.ElementCount;
        }
    }
}
