using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Enterprise.Application.AccessLog.Reading;

/// <summary>Some values of an enumeration, each once and in its order. Sets of the same values are equal, which arrays are not.</summary>
/// <typeparam name="T">An enumeration with fewer than 64 values, from 0.</typeparam>
[CollectionBuilder(typeof(EnumSet), nameof(EnumSet.Of))]
public readonly record struct EnumSet<T> : IReadOnlyCollection<T>
    where T : struct, Enum
{
    private readonly ulong _bits;

    internal EnumSet(ReadOnlySpan<T> values)
    {
        foreach (var value in values)
        {
            _bits |= Enum.IsDefined(value) ? Bit(value)
                : throw new ArgumentOutOfRangeException(nameof(values), value, "Not a value of the enumeration.");
        }
    }

    private EnumSet(ulong bits) => _bits = bits;

    /// <inheritdoc/>
    public int Count => System.Numerics.BitOperations.PopCount(_bits);

    /// <summary>Whether it has a value.</summary>
    public bool Contains(T value) => (_bits & Bit(value)) != 0;

    /// <summary>The set without a value.</summary>
    public EnumSet<T> Without(T value) => new(_bits & ~Bit(value));

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => Enum.GetValues<T>().Where(Contains).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ulong Bit(T value) => 1UL << Convert.ToInt32(value, CultureInfo.InvariantCulture);
}

/// <summary>Makes sets of values, so that they can be written as <c>[a, b]</c>.</summary>
public static class EnumSet
{
    /// <summary>Makes a set.</summary>
    public static EnumSet<T> Of<T>(params ReadOnlySpan<T> values)
        where T : struct, Enum => new(values);
}
