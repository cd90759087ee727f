using System.Collections.Frozen;
using System.Globalization;
using System.Resources;

namespace Enterprise.Web.Resources;

/// <summary>
/// Texts whose keys are made of a prefix, a dot and the name of an enumeration member or a code, for example <c>Action.ListAssets</c>.
/// </summary>
/// <param name="members">All members that have a text.</param>
internal sealed class TextsOf<T>(ResourceManager texts, string prefix, IEnumerable<T> members)
    where T : notnull
{
    private readonly FrozenDictionary<T, string> _keys = members.ToFrozenDictionary(member => member, member => $"{prefix}.{member}");

    /// <summary>The resource file.</summary>
    public ResourceManager Texts => texts;

    public string Prefix => prefix;

    public IEnumerable<string> Names => _keys.Keys.Select(member => member.ToString()!);

    /// <summary>The text of a member.</summary>
    public string this[T member] => Find(member) ?? member.ToString()!;

    /// <summary>The text of a member; null if it is not one of the members.</summary>
    public string? Find(T member) => _keys.TryGetValue(member, out var key) ? texts.GetString(key, CultureInfo.CurrentUICulture) : null;
}

/// <summary>Creates <see cref="TextsOf{T}"/> for all members of an enumeration.</summary>
internal static class TextsOf
{
    public static TextsOf<T> Enum<T>(ResourceManager texts, string prefix)
        where T : struct, Enum => new(texts, prefix, System.Enum.GetValues<T>());
}
