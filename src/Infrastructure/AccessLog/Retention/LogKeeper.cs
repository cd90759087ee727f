using Enterprise.Infrastructure.AccessLog.Retention.Removal;
using System.Globalization;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>The order of every operation: check for a legal hold, then the signed statement, then the entry, and only then the removal.</summary>
internal sealed partial class LogKeeper(
    Statements statements,
    Pseudonyms pseudonyms,
    ErasureReceipts receipts,
    AccessRecorder recorder,
    IRemoval removal,
    Capacity capacity,
    IOptions<RetentionOptions> retention,
    IOptions<PseudonymOptions> pseudonymising,
    TimeProvider clock) : ILogKeeper
{
    private readonly Pruning _pruning = new(removal);
    private readonly Erasure _erasure = new(removal, receipts);
    private readonly Pseudonymisation _pseudonymisation = new(removal, receipts);

    public int? PseudonymiseAfterDays => pseudonymising.Value.PseudonymiseAfterDays;

    public async Task<LogStatus> StatusAsync(CancellationToken cancel)
    {
        await using var context = await removal.Contexts.CreateDbContextAsync(cancel);
        var holds = await Holds.ReadAsync(context, cancel);
        var chains = new List<ChainStatus>();
        foreach (var chain in await ChainsAsync(context, cancel))
        {
            var seals = context.Seals.Where(seal => seal.Tenant == chain);
            var first = await seals.MinAsync(seal => seal.Sequence, cancel);
            var isAnchor = !await seals.Where(seal => seal.Sequence == first).AnyAsync(seal => context.Entries.Any(entry => entry.Position == seal.Position), cancel);
            var scope = LogScope.OfChain(chain);
            chains.Add(new(scope, isAnchor ? first + 1 : first, await seals.MaxAsync(seal => seal.Sequence, cancel), retention.Value.DaysOf(chain), holds.Covers(scope)));
        }

        var last = await context.Checkpoints.AsNoTracking().OrderByDescending(row => row.Number).Select(row => new { row.Number, row.At }).FirstOrDefaultAsync(cancel);
        var (_, full, bytes) = await capacity.MeasureAsync(cancel);
        return new(
            removal.Place, bytes, full, chains, last?.Number ?? 0, last is null ? null : Microseconds.ToTime(last.At), await context.Statements.LongCountAsync(cancel));
    }

    public async Task<IReadOnlyList<PrunePlan>> PlanPruneAsync(CancellationToken cancel)
    {
        await removal.CheckAsync(cancel);
        await using var context = await removal.Contexts.CreateDbContextAsync(cancel);
        var holds = await Holds.ReadAsync(context, cancel);
        var plans = new List<PrunePlan>();
        foreach (var chain in await ChainsAsync(context, cancel))
        {
            var days = retention.Value.DaysOf(chain);
            var before = clock.GetUtcNow().AddDays(-days);
            var (last, entries) = await _pruning.FindAsync(chain, before, cancel);
            plans.Add(new(LogScope.OfChain(chain), days, before, last, entries, holds.Covers(LogScope.OfChain(chain))));
        }

        return [.. plans.Where(plan => plan.Entries > 0)];
    }

    public async Task PruneAsync(PrunePlan plan, LogOperator by, IProgress<long> progress, CancellationToken cancel)
    {
        var chain = plan.Scope.Chain!;
        await RefuseHeldAsync(plan.Scope, by, AccessAction.PruneAccessLog, cancel);
        if (await _pruning.StatedAsync(chain, cancel) < plan.Last)
        {
            var anchor = await _pruning.AnchorAsync(chain, plan.Last, cancel);
            await statements.WriteAsync(
                StatementKind.Prune, chain,
                [
                    ("sequence", Text(plan.Last)), ("hash", Convert.ToHexStringLower(anchor.Hash)), ("ordinal", Text(anchor.Ordinal)),
                    ("before", Text(plan.Before)), ("policy", $"older than {Text(plan.Days)} days"),
                ],
                cancel);
            await RecordAsync(by, plan.Scope, AccessAction.PruneAccessLog, plan.Entries);
        }

        await _pruning.RemoveAsync(chain, plan.Last, progress, cancel);
    }

    public async Task<bool> IsHeldAsync(LogScope scope, CancellationToken cancel)
    {
        await using var context = await removal.Contexts.CreateDbContextAsync(cancel);
        return (await Holds.ReadAsync(context, cancel)).IsHeld(scope);
    }

    public Task HoldAsync(LogScope scope, string reason, LogOperator by, CancellationToken cancel) => HoldAsync(scope, reason, by, isHeld: true, cancel);

    public Task ReleaseAsync(LogScope scope, string reason, LogOperator by, CancellationToken cancel) => HoldAsync(scope, reason, by, isHeld: false, cancel);

    public Task<string?> WipeAsync(bool isRebuilt, CancellationToken cancel) => removal.WipeAsync(isRebuilt ? Rewriting.Everything : Rewriting.Nothing, cancel);

    private async Task HoldAsync(LogScope scope, string reason, LogOperator by, bool isHeld, CancellationToken cancel)
    {
        await using var context = await removal.Contexts.CreateDbContextAsync(cancel);
        var action = isHeld ? AccessAction.HoldAccessLog : AccessAction.ReleaseAccessLog;
        if ((await Holds.ReadAsync(context, cancel)).IsHeld(scope) == isHeld)
        {
            await RefuseAsync(by, scope, action, isHeld
                ? new("already_held", $"{scope} is under legal hold already.", "Nothing needs to be done; audit status shows the holds.")
                : new("not_held", $"{scope} is not under legal hold by itself.", "See audit status; a hold of all is released with --all-tenants."));
        }

        await statements.WriteAsync(isHeld ? StatementKind.Hold : StatementKind.Release, scope.Chain, [("reason", reason)], cancel);
        foreach (var chain in scope == LogScope.All ? await ChainsAsync(context, cancel) : [scope.Chain!])
        {
            await RecordAsync(by, LogScope.OfChain(chain), action, 0);
        }
    }

    private async Task RefuseHeldAsync(LogScope scope, LogOperator by, AccessAction action, CancellationToken cancel)
    {
        await using var context = await removal.Contexts.CreateDbContextAsync(cancel);
        if ((await Holds.ReadAsync(context, cancel)).Covers(scope))
        {
            await RefuseAsync(by, scope, action, new(
                "legal_hold", $"Nothing of {scope} may be removed: it is under legal hold.", "Release it first (audit release), if those who ordered the hold agree."));
        }
    }

    /// <summary>The attempt is an entry too; where all chains were meant, of the strangers'.</summary>
    private async Task RefuseAsync(LogOperator by, LogScope scope, AccessAction action, RetentionRefusedException refusal)
    {
        await recorder.RecordCommandAsync(by, scope, action, AccessOutcome.Denied, new(Reason: refusal.Reason));
        throw refusal;
    }

    private Task RecordAsync(LogOperator by, LogScope scope, AccessAction action, long items) =>
        recorder.RecordCommandAsync(by, scope, action, AccessOutcome.Granted, new(Items: (int)Math.Min(items, int.MaxValue)));

    private static async Task<List<string>> ChainsAsync(AccessLogContext context, CancellationToken cancel)
    {
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(1));
        return await context.Seals.Select(seal => seal.Tenant).Distinct().OrderBy(tenant => tenant).ToListAsync(cancel);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => Microseconds.ToText(time);
}
