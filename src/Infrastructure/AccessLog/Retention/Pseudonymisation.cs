using Enterprise.Application.AccessLog.Retention;
using Enterprise.Application.AccessLog.Retention.PersonalData;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Enterprise.Infrastructure.AccessLog.Retention.Removal;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>
/// Replaces the personal part of old entries by a keyed hash of the user's id, and removes those of their filters that may name a person. Each filter leaves a signed receipt; for the
/// entries themselves the statement says up to which time, because most of an old log is pseudonymised, and a signature for each would take too long.
/// </summary>
internal sealed class Pseudonymisation(IRemoval removal, ErasureReceipts receipts, Statements statements, Pseudonyms pseudonyms)
    : IPseudonymisation
{
    private static readonly string Id = AccessSchema.Schema.Of(LogFieldRole.PersonId)[0].Column;
    private static readonly string Name = AccessSchema.Schema.Of(LogFieldRole.PersonName)[0].Column;

    public async Task<long> CountAsync(LogScope chain, DateTimeOffset before, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        return await Old(context, chain.Chain!, before).LongCountAsync(cancel);
    }

    public Task StateAsync(PlanPseudonymise.Plan plan, CancellationToken cancel) => statements.WriteAsync(
        StatementKind.Pseudonymise, plan.Scope.Chain,
        [("entries", FormattableString.Invariant($"{plan.Entries}")), ("policy", $"before {Microseconds.ToText(plan.Before)}")], cancel);

    /// <summary>Each step replaces as many entries as it removes personal parts.</summary>
    public async Task<long> ReplaceAsync(LogScope chain, DateTimeOffset before, IProgress<long> progress, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var issuer = await receipts.BeginAsync(cancel);
        var throttle = new Throttle();
        long done = 0;
        for (var step = -1; step != 0; progress.Report(done))
        {
            await throttle.RunAsync(
                () => removal.RunAsync(
                    context, async () => step = await StepAsync(context, issuer, chain.Chain!, before, throttle.Size, cancel), cancel),
                cancel);
            done += step;
        }

        return done;
    }

    private async Task<int> StepAsync(
        LogContext context, ReceiptIssuer issuer, string chain, DateTimeOffset before, int size, CancellationToken cancel)
    {
        var people = await Old(context, chain, before).OrderBy(who => who.Position).Take(size)
            .Select(who => new { who.Position, who.Tenant, Id = EF.Property<string?>(who, Id), Name = EF.Property<string?>(who, Name) }).ToListAsync(cancel);
        var positions = people.ConvertAll(who => who.Position);
        var terms = people.SelectMany(who => new[] { who.Id, who.Name }).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var texts = await Erasure.Texts(context).Where(row => positions.Contains(row.Position)).ToListAsync(cancel);
        var naming = texts.Where(row => References.MayName(row.Text) || References.Names(row.Text, terms, Erasure.MaxText)).Select(row => row.Position).ToList();

        context.ChangeTracker.Clear();
        context.Pseudonyms.AddRange(people.Where(who => who.Id is not null).Select(who => new PseudonymRow { Position = who.Position, Tenant = who.Tenant, UserKey = pseudonyms.Of(chain, who.Id!) }));
        await context.SaveChangesAsync(cancel);
        var named = context.Part(Erasure.TextPart).Where(row => naming.Contains(row.Position));
        await issuer.AddAsync(context, Erasure.TextPart.Name, named.Select(row => row.Position), cancel);
        await named.ExecuteDeleteAsync(cancel);
        return await context.Part(Erasure.Part).Where(who => positions.Contains(who.Position)).ExecuteDeleteAsync(cancel);
    }

    private static IQueryable<PartRow> Old(LogContext context, string chain, DateTimeOffset before)
    {
        var limit = Microseconds.Of(before);
        var positions = context.Seals.Where(seal => seal.Tenant == chain)
            .Join(context.Entries.Where(entry => entry.At < limit), seal => seal.Position, entry => entry.Position, (seal, _) => seal.Position);
        return context.Part(Erasure.Part).AsNoTracking().Where(who => positions.Contains(who.Position));
    }
}
