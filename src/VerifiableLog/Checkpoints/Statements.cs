using System.Globalization;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;

namespace Enterprise.VerifiableLog.Checkpoints;

/// <summary>
/// Writes signed statements, one after the other, whatever process asks: the number is the fence. To be written before what it vouches for
/// is done, so that a command that dies in between is no fault.
/// </summary>
internal sealed class Statements(IProofStore store, LogKeys keys, TimeProvider clock)
{
    private const int Attempts = 20;

    /// <summary>Signs and stores a statement.</summary>
    /// <param name="kind">What is done, one of <see cref="StatementKind"/>.</param>
    /// <param name="tenant">The tenant; null for all, empty for the chain of unauthenticated callers.</param>
    /// <param name="lines">The further lines of this kind, see docs/access-log-format.md; line breaks in values become spaces.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="LogException">It could not be stored.</exception>
    public Task<StatementText> WriteAsync(string kind, string? tenant, IReadOnlyList<(string Name, string Value)> lines,
        CancellationToken cancel) =>
        WriteAsync(kind, tenant, lines, nextKey: null, cancel);

    /// <summary>The same, signed by a key that is new and by the one before it.</summary>
    public async Task<StatementText> WriteAsync(string kind, string? tenant, IReadOnlyList<(string Name, string Value)> lines,
        SigningKey? nextKey, CancellationToken cancel)
    {
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var state = await store.ReadAsync(long.MaxValue, cancel);
                var current = keys.Current(state.Key);
                var statement = new StatementText
                {
                    Instance = state.Instance, Number = (state.Statement?.Number ?? 0) + 1, At = Microseconds.Whole(clock.GetUtcNow()),
                        Kind = kind, Tenant = tenant,
                    Previous = state.StatementHash, Lines = [.. lines.Select(line => KeyValuePair.Create(line.Name, OneLine(line.Value)))],
                        Key = (nextKey ?? current).Id,
                };
                var body = statement.ToBody();
                var signed = new SignedText(body, nextKey is null ? [current.Sign(body)] : [nextKey.Sign(body), current.Sign(body)]);
                if (await store.TryAddAsync(
                    new StatementRow { Number = statement.Number, Kind = kind, Tenant = tenant, At = Microseconds.Of(statement.At),
                        Text = signed.ToString() }, cancel))
                {
                    return statement;
                }
            }
        }
        catch (Exception fault) when (store.IsFault(fault))
        {
            throw new LogException(LogFailure.Unavailable, "A statement could not be stored.", fault);
        }

        throw new LogException(LogFailure.Unavailable,
            string.Create(CultureInfo.InvariantCulture, $"{Attempts} times another node's statement was first."));
    }

    private static string OneLine(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character));
}
