using LiquidWarp.Torch;

namespace LiquidWarp.Tests;

// Exact.
public sealed class TensorScopeTests : TensorTestBase
{
    [Fact]
    public void Dispose_FreesWhatWasMadeInside_AndKeepsWhatWasKept()
    {
        var before = Tensor.LiveCount;
        Tensor kept;
        using (var scope = TensorScope.Enter())
        {
            var a = Tensor.Ones([4]);
            kept = scope.Keep(a * 2 + 1);
            Assert.Equal(before + 3, Tensor.LiveCount);
        }

        Assert.Equal(before + 1, Tensor.LiveCount);
        Assert.Equal([3f, 3, 3, 3], kept.ToArray<float>());
        kept.Dispose();
    }

    [Fact]
    public void Keep_InNestedScope_HandsTheTensorToTheOuterOne()
    {
        var before = Tensor.LiveCount;
        using (TensorScope.Enter())
        {
            Tensor kept;
            using (var inner = TensorScope.Enter())
                kept = inner.Keep(Tensor.Ones([1]) + 1);
            Assert.Equal(before + 1, Tensor.LiveCount);
            Assert.Equal(2, kept.ToDouble());
        }

        Assert.Equal(before, Tensor.LiveCount);
    }

    [Fact]
    public void Keep_OfATensorFromOutside_LeavesItWhereItBelongs()
    {
        using var outer = TensorScope.Enter();
        var x = Tensor.Ones([1]);
        using (var inner = TensorScope.Enter())
            inner.Keep(x);
        Assert.False(x.IsDisposed);
    }

    [Fact]
    public void Outlive_InsideAScope_LeavesDisposalToTheMaker()
    {
        Tensor x;
        using (TensorScope.Enter())
            x = Tensor.Ones([1]).Outlive();
        Assert.False(x.IsDisposed);
        x.Dispose();
    }

    [Fact]
    public void Dispose_OutOfOrder_IsRefused()
    {
        var outer = TensorScope.Enter();
        var inner = TensorScope.Enter();
        var refused = false;
        try
        {
            outer.Dispose();
        }
        catch (InvalidOperationException)
        {
            refused = true;
        }

        Assert.True(refused);
        inner.Dispose();
        outer.Dispose();
    }

    [Fact]
    public void Scope_OfOneThread_DoesNotOwnAnothersTensors()
    {
        Tensor? made = null;
        using (TensorScope.Enter())
        {
            var thread = new Thread(() => made = Tensor.Ones([1]));
            thread.Start();
            thread.Join();
        }

        Assert.False(made!.IsDisposed);
        made.Dispose();
    }
}
