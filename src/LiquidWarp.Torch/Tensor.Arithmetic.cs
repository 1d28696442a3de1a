using LiquidWarp.Torch.Interop;

namespace LiquidWarp.Torch;

/// <content>Arithmetic element by element, with broadcasting, and matrix products.</content>
public sealed partial class Tensor
{
    /// <summary>Sum.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => new(Native.lw_add(a.Handle, b.Handle));

    /// <summary>Difference.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => new(Native.lw_sub(a.Handle, b.Handle));

    /// <summary>Product of elements.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => new(Native.lw_mul(a.Handle, b.Handle));

    /// <summary>Quotient of elements.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => new(Native.lw_div(a.Handle, b.Handle));

    /// <summary>Adds a number to each element.</summary>
    public static Tensor operator +(Tensor a, double b) => new(Native.lw_add_scalar(a.Handle, b));

    /// <summary>Subtracts a number from each element.</summary>
    public static Tensor operator -(Tensor a, double b) => a + -b;

    /// <summary>Subtracts each element from a number.</summary>
    public static Tensor operator -(double a, Tensor b) => new(Native.lw_scalar_sub(a, b.Handle));

    /// <summary>Multiplies each element.</summary>
    public static Tensor operator *(Tensor a, double b) => new(Native.lw_mul_scalar(a.Handle, b));

    /// <summary>Multiplies each element.</summary>
    public static Tensor operator *(double a, Tensor b) => b * a;

    /// <summary>Divides each element.</summary>
    public static Tensor operator /(Tensor a, double b) => a * (1 / b);

    /// <summary>Divides a number by each element.</summary>
    public static Tensor operator /(double a, Tensor b) => new(Native.lw_scalar_div(a, b.Handle));

    /// <summary>Changes each sign.</summary>
    public static Tensor operator -(Tensor a) => new(Native.lw_neg(a.Handle));

    /// <summary>this += scale · other, in place.</summary>
    public Tensor AddInPlace(Tensor other, double scale = 1) => Done(Native.lw_add_(Handle, other.Handle, scale));

    /// <summary>this *= factor, in place.</summary>
    public Tensor MultiplyInPlace(double factor) => Done(Native.lw_mul_scalar_(Handle, factor));

    /// <summary>Absolute value.</summary>
    public Tensor Abs() => new(Native.lw_abs(Handle));

    /// <summary>e to the power of each element.</summary>
    public Tensor Exp() => new(Native.lw_exp(Handle));

    /// <summary>Natural logarithm.</summary>
    public Tensor Log() => new(Native.lw_log(Handle));

    /// <summary>Square root.</summary>
    public Tensor Sqrt() => new(Native.lw_sqrt(Handle));

    /// <summary>Square.</summary>
    public Tensor Square() => Pow(2);

    /// <summary>A power of each element.</summary>
    public Tensor Pow(double exponent) => new(Native.lw_pow(Handle, exponent));

    /// <summary>Sine of radians.</summary>
    public Tensor Sin() => new(Native.lw_sin(Handle));

    /// <summary>Cosine of radians.</summary>
    public Tensor Cos() => new(Native.lw_cos(Handle));

    /// <summary>The whole number below.</summary>
    public Tensor Floor() => new(Native.lw_floor(Handle));

    /// <summary>The smaller of two elements.</summary>
    public static Tensor Minimum(Tensor a, Tensor b) => new(Native.lw_minimum(a.Handle, b.Handle));

    /// <summary>The larger of two elements.</summary>
    public static Tensor Maximum(Tensor a, Tensor b) => new(Native.lw_maximum(a.Handle, b.Handle));

    /// <summary>Limits each element to [low, high]; outside it the gradient is 0.</summary>
    public Tensor Clamp(double low, double high) => new(Native.lw_clamp(Handle, low, high));

    /// <summary>Takes from <paramref name="a"/> where this (of type Bool) is true, else from <paramref name="b"/>.</summary>
    public Tensor Where(Tensor a, Tensor b) => new(Native.lw_where(Handle, a.Handle, b.Handle));

    /// <summary>Is each element less than the other's? Bool.</summary>
    public Tensor IsLess(Tensor other) => new(Native.lw_less(Handle, other.Handle));

    /// <summary>Is each element less than a number? Bool.</summary>
    public Tensor IsLess(double value) => new(Native.lw_less_scalar(Handle, value));

    /// <summary>Is each element greater than a number? Bool.</summary>
    public Tensor IsGreater(double value) => new(Native.lw_greater_scalar(Handle, value));

    /// <summary>Is each element exactly a number? Bool.</summary>
    public Tensor IsEqual(double value) => new(Native.lw_equal_scalar(Handle, value));

    /// <summary>Matrix product of the last two axes, the others broadcast.</summary>
    public Tensor MatMul(Tensor other) => new(Native.lw_matmul(Handle, other.Handle));

    /// <summary>Singular values of the last two axes' matrices, the largest first.</summary>
    public Tensor SingularValues() => new(Native.lw_singular_values(Handle));

    /// <summary>Matrix products of a batch: N×A×B by N×B×C, no broadcasting.</summary>
    public Tensor BatchMatMul(Tensor other) => new(Native.lw_bmm(Handle, other.Handle));
}
