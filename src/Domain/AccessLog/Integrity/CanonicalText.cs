using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Enterprise.Domain.AccessLog.Integrity;

/// <summary>
/// Writes fields as bytes in one way only, so that two programs hash the same: each field is its length in UTF-8 bytes as four bytes, greatest first,
/// and then the bytes; a field that is absent is the length 0xFFFFFFFF alone; a number is its decimal digits.
/// </summary>
public sealed class CanonicalText
{
    private byte[] _bytes = new byte[1024];
    private int _length;

    /// <summary>How many bytes were written.</summary>
    public int Length => _length;

    /// <summary>Begins anew with a byte that tells what follows.</summary>
    /// <param name="kind">The byte.</param>
    /// <returns>Itself.</returns>
    public CanonicalText Begin(byte kind)
    {
        _length = 0;
        return Raw([kind]);
    }

    /// <summary>Begins anew with nothing.</summary>
    /// <returns>Itself.</returns>
    public CanonicalText Begin()
    {
        _length = 0;
        return this;
    }

    /// <summary>Adds a text.</summary>
    /// <param name="text">The text, or null for an absent field.</param>
    /// <returns>Itself.</returns>
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
    /// <param name="text">The bytes of the text.</param>
    /// <returns>Itself.</returns>
    public CanonicalText AddUtf8(ReadOnlySpan<byte> text)
    {
        Reserve(4 + text.Length);
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(_length), (uint)text.Length);
        _length += 4;
        return Raw(text);
    }

    /// <summary>Adds a number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>Itself.</returns>
    public CanonicalText Add(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        return AddUtf8(digits[..length]);
    }

    /// <summary>Adds bytes as a text of hexadecimal digits in lower case.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Itself.</returns>
    public CanonicalText AddHex(ReadOnlySpan<byte> bytes)
    {
        Reserve(4 + (2 * bytes.Length));
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(_length), (uint)(2 * bytes.Length));
        Convert.TryToHexStringLower(bytes, _bytes.AsSpan(_length + 4), out var length);
        _length += 4 + length;
        return this;
    }

    /// <summary>Adds bytes of a fixed length as they are.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Itself.</returns>
    public CanonicalText Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        return this;
    }

    /// <summary>What was written. Valid until something is added.</summary>
    /// <returns>The bytes.</returns>
    public ReadOnlySpan<byte> AsSpan() => _bytes.AsSpan(0, _length);

    private void Reserve(int more)
    {
        if (_length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
        }
    }
}
