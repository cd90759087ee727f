using System.Globalization;
using System.Text.RegularExpressions;

namespace Enterprise.VerifiableLog.Integrity;

/// <summary>
/// What a signed statement says: an operator's command that removes something, or changes what may be removed, or the key. Statements are
/// chained like checkpoints, and every checkpoint names the last. docs/access-log-format.md describes the format.
/// </summary>
internal sealed partial record StatementText
{
    /// <summary>Which log.</summary>
    public required Guid Instance { get; init; }

    /// <summary>The statement's number, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>When, in UTC with microseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was done, one of <see cref="StatementKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The tenant; null for all, empty for the chain of unauthenticated callers.</summary>
    public required string? Tenant { get; init; }

    /// <summary>The hash of the statement before, or <see cref="SignedText.None"/>.</summary>
    public required string Previous { get; init; }

    /// <summary>The further lines, which depend on the kind: names without a space, values in one line.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Lines { get; init; }

    /// <summary>The id of the key that signs.</summary>
    public required string Key { get; init; }

    /// <summary>The value of a further line.</summary>
    /// <returns>The value, or null where there is no such line.</returns>
    public string? this[string name] => Lines.Where(line => line.Key == name).Select(line => line.Value).FirstOrDefault();

    /// <summary>The number in a further line.</summary>
    /// <returns>The number, 0 where there is none.</returns>
    public long Count(string name) => long.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number : 0;

    /// <summary>The text that is signed.</summary>
    public string ToBody() => string.Create(CultureInfo.InvariantCulture, $"""
        enterprise-access-log/{Instance}/statement
        number {Number}
        time {Microseconds.ToText(At)}
        kind {Kind}
        tenant {Tenant switch { null => "-", "" => "~", _ => Tenant }}
        previous {Previous}
        {string.Concat(Lines.Select(line => $"{line.Key} {line.Value}\n"))}key {Key}

        """).ReplaceLineEndings("\n");

    /// <summary>Reads a signed text.</summary>
    /// <returns>What it says; null where it is not a statement, written as <see cref="ToBody"/> writes it.</returns>
    public static Signed<StatementText>? Read(string? text) => Read(SignedText.Read(text));

    /// <inheritdoc cref="Read(string)"/>
    public static Signed<StatementText>? Read(SignedText? signed)
    {
        if (signed is null || Form().Match(signed.Body) is not { Success: true, Groups: var part }
            || !Microseconds.TryParse(part["time"].Value, out var at))
        {
            return null;
        }

        var lines = part["line"].Captures.Select(line => line.Value[..^1].Split(' ', 2))
            .Select(words => KeyValuePair.Create(words[0], words[1])).ToList();
        return lines.Select(line => line.Key).Concat(["number", "time", "kind", "tenant", "previous", "key"])
            .Distinct(StringComparer.Ordinal).Count() < lines.Count + 6 ? null : new(signed, new()
        {
            Instance = Guid.Parse(part["instance"].Value), Number = long.Parse(part["number"].Value, CultureInfo.InvariantCulture),
                At = at, Kind = part["kind"].Value,
            Tenant = part["tenant"].Value switch { "-" => null, "~" => string.Empty, var tenant => tenant },
                Previous = part["previous"].Value, Lines = lines, Key = part["key"].Value,
        });
    }

    // Each character can match in one way only, so the time is linear; a timeout would fail when the process is paused.
#pragma warning disable MA0009
    [GeneratedRegex("""
        \Aenterprise-access-log/(?<instance>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})/statement\n
        number\ (?<number>0|[1-9][0-9]{0,17})\ntime\ (?<time>[!-~]+)\n
        kind\ (?<kind>[a-z-]+)\ntenant\ (?<tenant>[!-~]+)\nprevious\ (?<previous>[0-9a-f]{64})\n
        (?<line>[a-z]+\ [^\n]*\n)*key\ (?<key>[!-~]+)\n\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
#pragma warning restore MA0009
    private static partial Regex Form();
}

/// <summary>The kinds of statements.</summary>
internal static class StatementKind
{
    /// <summary>Entries 1 to n of a tenant are gone: <c>sequence</c>, <c>hash</c>, <c>ordinal</c>, <c>before</c>, <c>policy</c>.</summary>
    public const string Prune = "prune";

    /// <summary>Nothing of the tenant is removed any more: <c>reason</c>.</summary>
    public const string Hold = "hold";

    /// <summary>The hold ended: <c>reason</c>.</summary>
    public const string Release = "release";

    /// <summary>The personal part of entries was erased: <c>entries</c>, <c>policy</c> or <c>reason</c>.</summary>
    public const string Erase = "erase";

    /// <summary>The personal part of entries was replaced by a keyed hash: <c>entries</c>, <c>policy</c> or <c>reason</c>.</summary>
    public const string Pseudonymise = "pseudonymise";

    /// <summary>Entries were lost by restoring an older store: <c>archived</c>, <c>restored</c>, <c>epoch</c>.</summary>
    public const string Lost = "lost";

    /// <summary>From now on another key signs: <c>new</c>.</summary>
    public const string NewKey = "new-key";
}
