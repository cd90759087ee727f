using Enterprise.Application.AccessLog.Retention;
using Enterprise.Infrastructure.AccessLog.Retention.Removal;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Retention;

internal sealed partial class LogKeeper
{
    /// <summary>A shorter text is found by chance in the files, so that looking for it says nothing.</summary>
    private const int LeastOfTrace = 8;

    public async Task<ErasePlan> PlanEraseAsync(TenantId tenant, string user, string reason, CancellationToken cancel)
    {
        await removal.CheckAsync(cancel);
        var person = await _erasure.FindAsync(tenant, user, cancel);
        await using var context = await removal.Contexts.CreateDbContextAsync(cancel);
        var scope = LogScope.Of(tenant);
        return new(
            scope, person.Ids.Count, person.Names.Count, (await _erasure.EntriesAsync(tenant, person, cancel)).Count + await PseudonymsOf(context, tenant, person).LongCountAsync(cancel),
            (await _erasure.ReferencesAsync(tenant, person, cancel)).Count, (await Holds.ReadAsync(context, cancel)).Covers(scope), References.Names(reason, person.Terms, Erasure.MaxText));
    }

    public async Task<Erased> EraseAsync(TenantId tenant, string user, string reason, LogOperator by, IProgress<long> progress, CancellationToken cancel)
    {
        var scope = LogScope.Of(tenant);
        await RefuseHeldAsync(scope, by, AccessAction.EraseUser, cancel);
        var person = await _erasure.FindAsync(tenant, user, cancel);
        if (References.Names(reason, person.Terms, Erasure.MaxText))
        {
            await RefuseAsync(
                by, scope, AccessAction.EraseUser,
                new("reason_names_person", "The reason names the person, and it stays for ever.", "Give a reason without name, mail and id, for example a ticket's number."));
        }

        // What is removed is what was stated: entries that are added meanwhile stay.
        var (entries, details) = (await _erasure.EntriesAsync(tenant, person, cancel), await _erasure.ReferencesAsync(tenant, person, cancel));
        var addresses = await _erasure.OwnAddressesAsync(tenant, person, cancel);
        var concerned = entries.Union(details).LongCount();
        await statements.WriteAsync(StatementKind.Erase, scope.Chain, [("entries", Text(concerned)), ("reason", reason)], cancel);
        await RecordAsync(by, scope, AccessAction.EraseUser, concerned);

        await _erasure.RemovePseudonymsAsync(KeysOf(tenant, person), cancel);
        await _erasure.RemoveAsync(Erasure.Part, entries, progress, cancel);
        await _erasure.RemoveAsync(Erasure.TextPart, details, progress, cancel);
        var rest = await removal.WipeAsync(Rewriting.Nothing, cancel);

        // Pages keep copies of rows that were moved inside the file; where such a copy is found, and where none can be looked for, the file is written anew.
        var gone = await _erasure.NowhereAsync([.. person.Terms.Concat(addresses)], cancel);
        var sought = gone.Where(text => text.Length >= LeastOfTrace).ToList();
        var isRebuilt = sought.Count < gone.Count || gone.Count < person.Terms.Count + addresses.Count || await removal.CountTracesAsync(sought, cancel) is not 0;
        if (isRebuilt)
        {
            rest = await removal.WipeAsync(Rewriting.PersonalParts, cancel);
        }

        return new(entries.Count, details.Count, isRebuilt, isRebuilt ? await removal.CountTracesAsync(sought, cancel) : 0, rest);
    }

    public async Task<IReadOnlyList<PseudonymPlan>> PlanPseudonymiseAsync(int days, CancellationToken cancel)
    {
        await removal.CheckAsync(cancel);
        await using var context = await removal.Contexts.CreateDbContextAsync(cancel);
        var holds = await Holds.ReadAsync(context, cancel);
        var before = clock.GetUtcNow().AddDays(-days);
        var plans = new List<PseudonymPlan>();
        foreach (var chain in await ChainsAsync(context, cancel))
        {
            var scope = LogScope.OfChain(chain);
            plans.Add(new(scope, before, await _pseudonymisation.CountAsync(chain, before, cancel), holds.Covers(scope)));
        }

        return [.. plans.Where(plan => plan.Entries > 0)];
    }

    public async Task PseudonymiseAsync(PseudonymPlan plan, LogOperator by, IProgress<long> progress, CancellationToken cancel)
    {
        await RefuseHeldAsync(plan.Scope, by, AccessAction.PseudonymiseUsers, cancel);
        await statements.WriteAsync(StatementKind.Pseudonymise, plan.Scope.Chain, [("entries", Text(plan.Entries)), ("policy", $"before {Text(plan.Before)}")], cancel);
        await RecordAsync(by, plan.Scope, AccessAction.PseudonymiseUsers, plan.Entries);
        await _pseudonymisation.RunAsync(plan.Scope.Chain!, plan.Before, id => pseudonyms.Of(plan.Scope.Chain!, id), progress, cancel);
    }

    private List<string> KeysOf(TenantId tenant, Person person) => [.. person.Ids.Select(id => pseudonyms.Of(tenant.Value, id))];

    private IQueryable<PseudonymRow> PseudonymsOf(AccessLogContext context, TenantId tenant, Person person)
    {
        var keys = KeysOf(tenant, person);
        return context.Pseudonyms.Where(row => keys.Contains(row.UserKey));
    }
}
