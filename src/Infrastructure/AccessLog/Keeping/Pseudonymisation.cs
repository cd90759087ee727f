using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Keeping;

/// <summary>
/// Replaces the personal part of old entries by a keyed hash of the user's id, and removes those of their filters that may name somebody. Of each filter a signed mark stays; of the
/// entries themselves the statement says up to which time, because most of an old log is pseudonymised, and a signature for each would take too long.
/// </summary>
internal sealed class Pseudonymisation(IRemoval removal, Marks marks)
{
    public async Task<long> CountAsync(string chain, DateTimeOffset before, CancellationToken cancel)
    {
        await using var context = await removal.Contexts.CreateDbContextAsync(cancel);
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(1));
        return await Old(context, chain, before).LongCountAsync(cancel);
    }

    /// <summary>Works in steps; each replaces as many entries as it removes personal parts.</summary>
    public async Task RunAsync(string chain, DateTimeOffset before, Func<string, string> keyOf, IProgress<long> progress, CancellationToken cancel)
    {
        await using var context = await removal.Contexts.CreateDbContextAsync(cancel);
        context.Database.SetCommandTimeout(TimeSpan.FromSeconds(60));
        var marker = await marks.BeginAsync(cancel);
        var pace = new Pace();
        long done = 0;
        for (var step = -1; step != 0; progress.Report(done))
        {
            await pace.RunAsync(
                () => removal.RunAsync(context, async () => step = await StepAsync(context, marker, chain, before, pace.Size, keyOf, cancel), cancel), cancel);
            done += step;
        }
    }

    private static async Task<int> StepAsync(
        AccessLogContext context, Marker marker, string chain, DateTimeOffset before, int size, Func<string, string> keyOf, CancellationToken cancel)
    {
        var people = await Old(context, chain, before).OrderBy(who => who.Position).Take(size)
            .Select(who => new { who.Position, who.Tenant, who.UserId, who.UserName }).ToListAsync(cancel);
        var positions = people.ConvertAll(who => who.Position);
        var terms = people.SelectMany(who => new[] { who.UserId, who.UserName }).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var details = await context.Details.AsNoTracking().Where(row => positions.Contains(row.Position)).ToListAsync(cancel);
        var naming = details.Where(row => Mentions.MayName(row.Text) || Mentions.Names(row.Text, terms)).Select(row => row.Position).ToList();

        context.ChangeTracker.Clear();
        context.Pseudonyms.AddRange(people.Where(who => who.UserId is not null).Select(who => new PseudonymRow { Position = who.Position, Tenant = who.Tenant, UserKey = keyOf(who.UserId!) }));
        await context.SaveChangesAsync(cancel);
        await marker.AddAsync(context, ErasedPart.Detail, context.Details.Where(row => naming.Contains(row.Position)).Select(row => row.Position), cancel);
        await context.Details.Where(row => naming.Contains(row.Position)).ExecuteDeleteAsync(cancel);
        return await context.Subjects.Where(who => positions.Contains(who.Position)).ExecuteDeleteAsync(cancel);
    }

    private static IQueryable<SubjectRow> Old(AccessLogContext context, string chain, DateTimeOffset before)
    {
        var limit = Microseconds.Of(before);
        var positions = context.Seals.Where(seal => seal.Tenant == chain)
            .Join(context.Entries.Where(entry => entry.At < limit), seal => seal.Position, entry => entry.Position, (seal, _) => seal.Position);
        return context.Subjects.AsNoTracking().Where(who => positions.Contains(who.Position));
    }
}
