using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <content>Gradients.</content>
public sealed partial class Tensor
{
    /// <summary>Is a gradient recorded for this? Setting it is for leaves: parameters and inputs, not results.</summary>
    public bool RequiresGrad
    {
        get => Native.Check(Native.lw_requires_grad(Handle)) != 0;
        set => Native.Check(Native.lw_set_requires_grad(Handle, value ? 1 : 0));
    }

    /// <summary>Has <see cref="Backward"/> reached this leaf?</summary>
    public bool HasGrad => Native.Check(Native.lw_has_grad(Handle)) != 0;

    /// <summary>The gradient that <see cref="Backward"/> summed up here: a handle on the same memory, yours to dispose (or the scope's).</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Tensor Grad => HasGrad ? new(Native.lw_grad(Handle)) : throw new InvalidOperationException("This tensor has no gradient.");

    /// <summary>The same memory, cut off from what it was computed from.</summary>
    public Tensor Detach() => new(Native.lw_detach(Handle));

    /// <summary>Adds d(this)/d(leaf) to the gradient of every leaf that requires one.</summary>
    /// <param name="gradient">Weight of each element; may be absent for a single number.</param>
    /// <param name="keepGraph">Keep what was recorded, for another call.</param>
    public void Backward(Tensor? gradient = null, bool keepGraph = false) =>
        Native.Check(Native.lw_backward(Handle, gradient?.Handle ?? TensorHandle.None, keepGraph ? 1 : 0));

    /// <summary>Forgets the gradient.</summary>
    public void ClearGrad() => Native.Check(Native.lw_clear_grad(Handle));

    /// <summary>Gives d(this)/d(input) for each input and leaves the gradients of leaves alone.</summary>
    /// <param name="inputs">Tensors that this was computed from and that require gradients.</param>
    /// <param name="gradient">Weight of each element; may be absent for a single number.</param>
    /// <param name="keepGraph">Keep what was recorded, for another call.</param>
    /// <param name="createGraph">Record the gradients themselves, for second derivatives; keeps the graph as well.</param>
    public Tensor[] Gradients(IReadOnlyList<Tensor> inputs, Tensor? gradient = null, bool keepGraph = false, bool createGraph = false)
    {
        using var handles = new HandleArray(inputs);
        var found = new nint[inputs.Count];
        Native.Check(Native.lw_gradients(Handle, gradient?.Handle ?? TensorHandle.None, handles.Pointers, handles.Count,
            keepGraph || createGraph ? 1 : 0, createGraph ? 1 : 0, found));
        return Array.ConvertAll(found, pointer => new Tensor(new TensorHandle(pointer)));
    }

    // Puts other memory (another type, device or order, but the same shape) under a parameter that layers hold on to.
    internal void Replace(Tensor data) => Native.Check(Native.lw_set_data(Handle, data.Handle));
}
