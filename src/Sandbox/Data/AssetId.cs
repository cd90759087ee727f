using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Enterprise.Sandbox.Data;

/// <summary>
/// An asset's id: 128 bits, written as 32 lower-case hexadecimal digits without dashes (source: Siemens' OpenAPI definition).
/// Ids are hashes of seed, tenant and path, so the same seed gives the same ids on every machine.
/// </summary>
internal readonly record struct AssetId(UInt128 Value)
{
    /// <summary>The digits of an id.</summary>
    public const int TextLength = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>The first 64 bits, which order ids as the whole does: they are bits of a hash, and no two assets share them.</summary>
    public ulong High => (ulong)(Value >> 64);

    public static AssetId Root(int seed, string tenant) =>
        Hash(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{tenant}")));

    /// <summary>
    /// The id of the child with this ordinal; negative ordinals name what is not in the tree, such as the root's unlisted parent.
    /// </summary>
    public AssetId Child(int ordinal)
    {
        Span<byte> source = stackalloc byte[20];
        BinaryPrimitives.WriteUInt128BigEndian(source, Value);
        BinaryPrimitives.WriteInt32BigEndian(source[16..], ordinal);
        return Hash(source);
    }

    /// <summary>The id of a named part of the asset, for instance one of its aspects.</summary>
    public AssetId Part(string name) => Hash(Encoding.UTF8.GetBytes(ToString() + name));

    /// <summary>A number from 0 to <paramref name="count"/> - 1 that depends on nothing but this id and the topic.</summary>
    public int Pick(int count, int topic)
    {
        var mixed = ((ulong)(Value >> 64) ^ (ulong)Value) + ((ulong)topic * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)count);
    }

    public static bool TryParse(string? text, out AssetId id)
    {
        id = default;
        if (text is not { Length: TextLength } || text.AsSpan().ContainsAnyExcept(Digits))
        {
            return false;
        }

        id = new(UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        return true;
    }

    public override string ToString()
    {
        Span<char> text = stackalloc char[TextLength];
        TryFormat(text);
        return new(text);
    }

    /// <summary>Writes the id.</summary>
    /// <returns>False where there is no room for <see cref="TextLength"/> digits.</returns>
    public bool TryFormat(Span<char> text)
    {
        Span<byte> bytes = stackalloc byte[TextLength / 2];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return Convert.TryToHexStringLower(bytes, text, out _);
    }

    private static AssetId Hash(ReadOnlySpan<byte> source)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(source, hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }
}
