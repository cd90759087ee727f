using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Retention.Removal;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Retention;

/// <summary>
/// Replaces the personal part of old entries by a keyed hash of the user's id, and removes those of their filters that may name a person.
/// Each filter leaves a signed receipt; for the entries themselves the statement says up to which time, because most of an old log is
/// pseudonymised, and a signature for each would take too long.
/// </summary>
internal sealed class Pseudonymisation(
    IRemoval removal, ErasureReceipts receipts, Statements statements, Pseudonyms pseudonyms, LogOptions options)
{
    private readonly PersonalFields _fields = new(options.Schema);

    /// <summary>Counts the entries of a chain before a time that still have the part that says who.</summary>
    public async Task<long> CountAsync(string chain, DateTimeOffset before, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        return await Old(context, chain, before).LongCountAsync(cancel);
    }

    /// <summary>Appends the signed statement that all entries before a time are pseudonymised.</summary>
    public Task StateAsync(string chain, long entries, DateTimeOffset before, CancellationToken cancel) => statements.WriteAsync(
        StatementKind.Pseudonymise, chain,
        [("entries", FormattableString.Invariant($"{entries}")), ("policy", $"before {Microseconds.ToText(before)}")], cancel);

    /// <summary>Each step replaces as many entries as it removes personal parts.</summary>
    public async Task<long> ReplaceAsync(string chain, DateTimeOffset before, IProgress<long> progress, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var issuer = await receipts.BeginAsync(cancel);
        var throttle = new Throttle();
        long done = 0;
        for (var step = -1; step != 0; progress.Report(done))
        {
            await throttle.RunAsync(
                () => removal.RunAsync(
                    context, async () => step = await StepAsync(context, issuer, chain, before, throttle.Size, cancel), cancel),
                cancel);
            done += step;
        }

        return done;
    }

    private async Task<int> StepAsync(
        LogContext context, ReceiptIssuer issuer, string chain, DateTimeOffset before, int size, CancellationToken cancel)
    {
        var people = await Old(context, chain, before).OrderBy(who => who.Position).Take(size)
            .Select(who => new { who.Position, who.Tenant, Id = EF.Property<string?>(who, _fields.Id),
                Name = EF.Property<string?>(who, _fields.Name) }).ToListAsync(cancel);
        var positions = people.ConvertAll(who => who.Position);
        var terms = people.SelectMany(who => new[] { who.Id, who.Name }).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var texts = await _fields.Texts(context).Where(row => positions.Contains(row.Position)).ToListAsync(cancel);
        var naming = texts.Where(row => options.MayName(row.Text) || References.Names(row.Text, terms, _fields.Text.MaxLength))
            .Select(row => row.Position).ToList();

        context.ChangeTracker.Clear();
        context.Pseudonyms.AddRange(people.Where(who => who.Id is not null)
            .Select(who => new PseudonymRow { Position = who.Position, Tenant = who.Tenant, UserKey = pseudonyms.Of(chain, who.Id!) }));
        await context.SaveChangesAsync(cancel);
        var named = context.Part(_fields.TextPart).Where(row => naming.Contains(row.Position));
        await issuer.AddAsync(context, _fields.TextPart.Name, named.Select(row => row.Position), cancel);
        await named.ExecuteDeleteAsync(cancel);
        return await context.Part(_fields.Person).Where(who => positions.Contains(who.Position)).ExecuteDeleteAsync(cancel);
    }

    private IQueryable<PartRow> Old(LogContext context, string chain, DateTimeOffset before)
    {
        var limit = Microseconds.Of(before);
        var positions = context.Seals.Where(seal => seal.Tenant == chain)
            .Join(context.Entries.Where(entry => entry.At < limit), seal => seal.Position, entry => entry.Position,
                (seal, _) => seal.Position);
        return context.Part(_fields.Person).AsNoTracking().Where(who => positions.Contains(who.Position));
    }
}
