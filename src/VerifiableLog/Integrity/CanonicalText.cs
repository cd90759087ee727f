using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Enterprise.VerifiableLog.Integrity;

/// <summary>
/// Writes fields as bytes in one way only, so that two programs hash the same: each field is its length in UTF-8 bytes as four bytes,
/// greatest first, and then the bytes; a field that is absent is the length 0xFFFFFFFF alone; a number is its decimal digits.
/// </summary>
internal sealed class CanonicalText
{
    private byte[] _bytes = new byte[1024];
    private int _length;

    /// <summary>How many bytes were written.</summary>
    public int Length => _length;

    /// <summary>Starts again with a byte that says what follows.</summary>
    public CanonicalText Begin(byte kind)
    {
        _length = 0;
        return Raw([kind]);
    }

    /// <summary>Starts again, empty.</summary>
    public CanonicalText Begin()
    {
        _length = 0;
        return this;
    }

    /// <summary>Adds a text.</summary>
    public CanonicalText Add(string? text)
    {
        var size = text is null ? 0 : Encoding.UTF8.GetByteCount(text);
        Reserve(4 + size);
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(_length), text is null ? uint.MaxValue : (uint)size);
        _length += 4;
        if (text is not null)
        {
            _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
        }

        return this;
    }

    /// <summary>Adds a text that is UTF-8 already.</summary>
    public CanonicalText AddUtf8(ReadOnlySpan<byte> text)
    {
        Reserve(4 + text.Length);
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(_length), (uint)text.Length);
        _length += 4;
        return Raw(text);
    }

    /// <summary>Adds an id, in lower case with hyphens.</summary>
    public CanonicalText Add(Guid id)
    {
        Span<byte> text = stackalloc byte[36];
        id.TryFormat(text, out _);
        return AddUtf8(text);
    }

    /// <summary>Adds the value of a field: a text, a number, a flag as 1 or 0, or an absent field.</summary>
    public CanonicalText Add(object? value) => value switch
    {
        null => Add((string?)null),
        string text => Add(text),
        long number => Add(number),
        bool flag => Add(flag ? 1L : 0L),
        _ => throw new ArgumentException($"{value.GetType().Name} is not a value of a field.", nameof(value)),
    };

    /// <summary>Adds a number.</summary>
    public CanonicalText Add(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        return AddUtf8(digits[..length]);
    }

    /// <summary>Adds bytes as a text of hexadecimal digits in lower case.</summary>
    public CanonicalText AddHex(ReadOnlySpan<byte> bytes)
    {
        Reserve(4 + (2 * bytes.Length));
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(_length), (uint)(2 * bytes.Length));
        Convert.TryToHexStringLower(bytes, _bytes.AsSpan(_length + 4), out var length);
        _length += 4 + length;
        return this;
    }

    /// <summary>Adds bytes of a fixed length as they are.</summary>
    public CanonicalText Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        return this;
    }

    /// <summary>What was written. Valid until something is added.</summary>
    public ReadOnlySpan<byte> AsSpan() => _bytes.AsSpan(0, _length);

    private void Reserve(int more)
    {
        if (_length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
        }
    }
}
