using System.Collections.Concurrent;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Background;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;

namespace Enterprise.Application.AccessLog.Integrity;

/// <summary>
/// Verifies tenants' parts of the log in the background, at most one run for a tenant at a time, and keeps the last result of each in
/// memory. A result is recorded before anyone can see it.
/// </summary>
public sealed class Verifications(ILogVerifier verifier, AccessRecorder recorder, BackgroundWork work, TimeProvider clock) : IDisposable
{
    /// <summary>So many faults of one run are kept for showing; all are counted.</summary>
    public const int MostFaults = 100;

    private readonly ConcurrentDictionary<TenantId, Entry> _entries = new();
    private readonly CancellationTokenSource _end = new();

    /// <summary>Begins to verify unless that is under way.</summary>
    /// <param name="actor">Who asks: the tenant is theirs.</param>
    /// <param name="range">Which entries; null for all.</param>
    /// <returns>True where it was begun by this call.</returns>
    public bool Start(Actor actor, EntryRange? range)
    {
        var entry = _entries.GetOrAdd(actor.User.Tenant, _ => new());
        lock (entry)
        {
            if (entry.Running is not null)
            {
                return false;
            }

            entry.Running = new(clock.GetUtcNow(), 0, 0);
        }

        _ = work.RunOnceAsync("verification", () => RunAsync(actor, range, entry), _ => End(entry, range, null));
        return true;
    }

    /// <summary>How it stands.</summary>
    /// <returns>What runs and what was found last; null where there is none.</returns>
    public (RunningVerification? Running, FinishedVerification? Last) Of(TenantId tenant)
    {
        if (!_entries.TryGetValue(tenant, out var entry))
        {
            return (null, null);
        }

        lock (entry)
        {
            return (entry.Running, entry.Last);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task RunAsync(Actor actor, EntryRange? range, Entry entry)
    {
        var begun = clock.GetUtcNow();
        FinishedVerification? finished = null;
        try
        {
            var (faults, result) = await VerifyAsync(actor.User.Tenant, range, entry, begun);
            await recorder.RecordAsync(actor, AccessAction.VerifyAccessLog, AccessOutcome.Granted,
                actor.User.Subtenant is null ? Facts(result) : FactsOfPart(result), occurrences: 1);
            finished = new(clock.GetUtcNow(), range, result, faults);
        }
        catch (Exception fault) when (fault is AccessLogUnavailableException or OperationCanceledException)
        {
            // There is no result, which the page says.
        }

        End(entry, range, finished);
    }

    /// <summary>
    /// However it ended: while a run is shown as running, its page asks again and again, and keeps its reader's session alive.
    /// </summary>
    private void End(Entry entry, EntryRange? range, FinishedVerification? finished)
    {
        lock (entry)
        {
            (entry.Running, entry.Last) = (null, finished ?? new(clock.GetUtcNow(), range, null, []));
        }
    }

    private async Task<(List<LogFault> Faults, Verification Result)> VerifyAsync(
        TenantId tenant, EntryRange? range, Entry entry, DateTimeOffset begun)
    {
        var faults = new List<LogFault>();
        Verification? result = null;
        await foreach (var step in verifier.VerifyAsync(tenant, range, _end.Token))
        {
            faults.AddRange(step.Faults.Take(MostFaults - faults.Count));
            result = step.Result;
            lock (entry)
            {
                entry.Running = new(begun, step.Done, step.Total);
            }
        }

        return (faults, result ?? throw new AccessLogUnavailableException("The verification ended without a result."));
    }

    private static AccessFacts Facts(Verification result) => new(
        Detail: QueryText.Of(
            ("entries", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{result.First}-{result.Last}")),
            ("faults", result.Faults.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        Items: (int)Math.Min(result.Entries, int.MaxValue));

    private static AccessFacts FactsOfPart(Verification result) =>
        new(Detail: QueryText.Of(("intact", result.Faults == 0 ? "true" : "false")));

    private sealed class Entry
    {
        public RunningVerification? Running { get; set; }

        public FinishedVerification? Last { get; set; }
    }
}

/// <summary>A verification that runs.</summary>
/// <param name="Begun">When it began, in UTC.</param>
/// <param name="Done">How many seals are behind it.</param>
/// <param name="Total">How many there are; 0 before it is known.</param>
public sealed record RunningVerification(DateTimeOffset Begun, long Done, long Total)
{
    /// <summary>How far it is, 0 to 100.</summary>
    public int Percent => Total == 0 ? 0 : (int)(Done * 100 / Total);

    /// <summary>The same for a reader who may not know how many entries there are: out of a hundred.</summary>
    /// <returns>How far it is.</returns>
    internal RunningVerification WithoutNumbers() => new(Begun, Percent, 100);
}

/// <summary>A verification that ended.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Range">Which entries were asked for; null for all.</param>
/// <param name="Result">What was found; null where the verification failed, or could not be recorded.</param>
/// <param name="Faults">The first faults, at most <see cref="Verifications.MostFaults"/>.</param>
public sealed record FinishedVerification(DateTimeOffset At, EntryRange? Range, Verification? Result, IReadOnlyList<LogFault> Faults)
{
    /// <summary>
    /// The same for a reader who may not know how many entries there are, nor which: with or without fault, as one or none.
    /// </summary>
    internal FinishedVerification WithoutNumbers() =>
        this with { Result = Result is null ? null : new(0, 0, 0, 0, 0, 0, 0, Math.Min(Result.Faults, 1)), Faults = [] };
}
