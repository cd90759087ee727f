using System.Globalization;

namespace Enterprise.Domain.AccessLog.Integrity;

/// <summary>What a signed checkpoint says. docs/access-log-format.md describes the format.</summary>
public sealed record CheckpointText
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
        if (signed is null
            || signed.Body.Split('\n') is not [var origin, var size, var root, var epoch, var number, var time, var previous, var statements, var key, ""]
            || origin.Split('/') is not ["enterprise-access-log", var instance] || !Guid.TryParse(instance, out var id)
            || !long.TryParse(size, CultureInfo.InvariantCulture, out var seals)
            || !int.TryParse(Word("epoch", epoch), CultureInfo.InvariantCulture, out var epochNumber)
            || !long.TryParse(Word("number", number), CultureInfo.InvariantCulture, out var count)
            || !Microseconds.TryParse(Word("time", time), out var at)
            || statements.Split(' ') is not ["statements", var last, var hash] || !long.TryParse(last, CultureInfo.InvariantCulture, out var lastNumber))
        {
            return null;
        }

        var checkpoint = new CheckpointText
        {
            Instance = id, Size = seals, Root = root, Epoch = epochNumber, Number = count, At = at, Previous = Word("previous", previous) ?? string.Empty,
            Statement = lastNumber, StatementHash = hash, Key = Word("key", key) ?? string.Empty,
        };
        return checkpoint.ToBody() == signed.Body ? new(signed, checkpoint) : null;
    }

    private static string? Word(string name, string line) => line.StartsWith(name + " ", StringComparison.Ordinal) ? line[(name.Length + 1)..] : null;
}
