using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Enterprise.Domain.AccessLog.Integrity;

/// <summary>What a signed checkpoint says. The format is written down in docs/access-log-format.md.</summary>
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
    /// <returns>Nine lines.</returns>
    public string ToBody() => string.Create(CultureInfo.InvariantCulture, $"""
        enterprise-access-log/{Instance}
        {Size}
        {Root}
        epoch {Epoch}
        number {Number}
        time {SignedTime.ToText(At)}
        previous {Previous}
        statements {Statement} {StatementHash}
        key {Key}

        """).ReplaceLineEndings("\n");

    /// <summary>Reads a signed text.</summary>
    /// <param name="signed">The text.</param>
    /// <param name="checkpoint">What it says, when the answer is true.</param>
    /// <returns>Whether it is a checkpoint, written as <see cref="ToBody"/> writes it.</returns>
    public static bool TryParse(SignedText signed, [NotNullWhen(true)] out CheckpointText? checkpoint)
    {
        checkpoint = null;
        if (signed.Body.Split('\n') is not [var origin, var size, var root, var epoch, var number, var time, var previous, var statements, var key, ""]
            || origin.Split('/') is not ["enterprise-access-log", var instance] || !Guid.TryParse(instance, out var id)
            || !long.TryParse(size, CultureInfo.InvariantCulture, out var seals)
            || Word("epoch", epoch) is not { } epochText || !int.TryParse(epochText, CultureInfo.InvariantCulture, out var epochNumber)
            || Word("number", number) is not { } numberText || !long.TryParse(numberText, CultureInfo.InvariantCulture, out var count)
            || Word("time", time) is not { } timeText || !SignedTime.TryParse(timeText, out var at)
            || statements.Split(' ') is not ["statements", var last, var hash] || !long.TryParse(last, CultureInfo.InvariantCulture, out var lastNumber))
        {
            return false;
        }

        checkpoint = new()
        {
            Instance = id, Size = seals, Root = root, Epoch = epochNumber, Number = count, At = at, Previous = Word("previous", previous) ?? string.Empty,
            Statement = lastNumber, StatementHash = hash, Key = Word("key", key) ?? string.Empty,
        };
        return checkpoint.ToBody() == signed.Body;
    }

    private static string? Word(string name, string line) => line.StartsWith(name + " ", StringComparison.Ordinal) ? line[(name.Length + 1)..] : null;
}

/// <summary>Times as signed texts write them: <c>2026-01-31T12:00:00.000000Z</c>.</summary>
public static class SignedTime
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Writes a time.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The text, in UTC with microseconds.</returns>
    public static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Reads a time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time, when the answer is true.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
