using System.Globalization;
using System.Text.RegularExpressions;

namespace Enterprise.VerifiableLog.Integrity;

/// <summary>What a signed checkpoint says. docs/access-log-format.md describes the format.</summary>
internal sealed partial record CheckpointText
{
    /// <summary>Which log.</summary>
    public required Guid Instance { get; init; }

    /// <summary>The number of seals of all tenants so far, pruned ones included.</summary>
    public required long Size { get; init; }

    /// <summary>The root over the ends of all chains, base64.</summary>
    public required string Root { get; init; }

    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The checkpoint's number, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>When, in UTC with microseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The hash of the checkpoint before, or <see cref="SignedText.None"/>.</summary>
    public required string Previous { get; init; }

    /// <summary>The number of the last statement, or 0.</summary>
    public required long Statement { get; init; }

    /// <summary>The hash of the last statement, or <see cref="SignedText.None"/>.</summary>
    public required string StatementHash { get; init; }

    /// <summary>The id of the key that signs.</summary>
    public required string Key { get; init; }

    /// <summary>The text that is signed.</summary>
    public string ToBody() => string.Create(CultureInfo.InvariantCulture, $"""
        enterprise-access-log/{Instance}
        {Size}
        {Root}
        epoch {Epoch}
        number {Number}
        time {Microseconds.ToText(At)}
        previous {Previous}
        statements {Statement} {StatementHash}
        key {Key}

        """).ReplaceLineEndings("\n");

    /// <summary>Reads a signed text.</summary>
    /// <returns>What it says; null where it is not a checkpoint, written as <see cref="ToBody"/> writes it.</returns>
    public static Signed<CheckpointText>? Read(string? text) => Read(SignedText.Read(text));

    /// <inheritdoc cref="Read(string)"/>
    public static Signed<CheckpointText>? Read(SignedText? signed)
    {
        if (signed is null || Form().Match(signed.Body) is not { Success: true, Groups: var part }
            || !Microseconds.TryParse(part["time"].Value, out var at)
            || SignedText.Base64(part["root"].Value) is null)
        {
            return null;
        }

        return new(signed, new()
        {
            Instance = Guid.Parse(part["instance"].Value), Size = Number("size"), Root = part["root"].Value, Epoch = (int)Number("epoch"),
                Number = Number("number"), At = at,
            Previous = part["previous"].Value, Statement = Number("statement"), StatementHash = part["hash"].Value, Key = part["key"].Value,
        });

        long Number(string name) => long.Parse(part[name].Value, CultureInfo.InvariantCulture);
    }

    // Each character can match in one way only, so the time is linear; a timeout would fail when the process is paused.
#pragma warning disable MA0009
    [GeneratedRegex("""
        \Aenterprise-access-log/(?<instance>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\n
        (?<size>0|[1-9][0-9]{0,17})\n(?<root>[A-Za-z0-9+/]{43}=)\n
        epoch\ (?<epoch>0|[1-9][0-9]{0,8})\nnumber\ (?<number>0|[1-9][0-9]{0,17})\n
        time\ (?<time>[!-~]+)\nprevious\ (?<previous>[0-9a-f]{64})\n
        statements\ (?<statement>0|[1-9][0-9]{0,17})\ (?<hash>[0-9a-f]{64})\nkey\ (?<key>[!-~]+)\n\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
#pragma warning restore MA0009
    private static partial Regex Form();
}
