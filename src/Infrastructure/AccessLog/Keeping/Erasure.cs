using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Keeping;

/// <summary>A person as one tenant's log knows them: ids, names, and the addresses that nobody else has.</summary>
internal sealed record Person(IReadOnlyList<string> Ids, IReadOnlyList<string> Names)
{
    public IReadOnlyList<string> Terms { get; } = [.. Ids.Concat(Names).Distinct(StringComparer.Ordinal)];
}

/// <summary>
/// Removes what is personal from entries, never an entry. The commitments stay, so that the chain stays as it is; a signed mark says that each removed part was erased.
/// </summary>
internal sealed class Erasure(IRemoval removal, Marks marks)
{
    private const int Look = 2_000;

    /// <summary>Whom the id or name means: all ids that were used with it, and all names that those ids had.</summary>
    public async Task<Person> FindAsync(TenantId tenant, string user, CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        var subjects = SubjectsOf(context, tenant);
        var ids = await subjects.Where(who => who.UserId == user || who.UserName == user).Where(who => who.UserId != null).Select(who => who.UserId!).Distinct().ToListAsync(cancel);
        var names = await subjects.Where(who => ids.Contains(who.UserId!) && who.UserName != null).Select(who => who.UserName!).Distinct().ToListAsync(cancel);
        return new([.. ids.Append(user).Distinct(StringComparer.Ordinal)], names);
    }

    /// <summary>The positions of the person's entries.</summary>
    public async Task<IReadOnlyList<long>> EntriesAsync(TenantId tenant, Person person, CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        return await OfPerson(context, tenant, person).Select(who => who.Position).ToListAsync(cancel);
    }

    /// <summary>The addresses of the person that stand with nobody else: they must be gone from the files too.</summary>
    public async Task<IReadOnlyList<string>> OwnAddressesAsync(TenantId tenant, Person person, CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        var own = OfPerson(context, tenant, person);
        var positions = own.Select(who => who.Position);
        var others = context.Subjects.Where(who => !positions.Contains(who.Position));
        var seen = await own.Select(who => who.Address).Union(own.Select(who => who.Forwarded)).Where(address => address != null).ToListAsync(cancel);
        var shared = await others.Where(who => seen.Contains(who.Address)).Select(who => who.Address)
            .Union(others.Where(who => seen.Contains(who.Forwarded)).Select(who => who.Forwarded)).ToListAsync(cancel);
        return [.. seen.Except(shared, StringComparer.Ordinal).OfType<string>()];
    }

    /// <summary>The positions of filters that mention the person.</summary>
    public async Task<IReadOnlyList<long>> MentionsAsync(TenantId tenant, Person person, CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        var found = new List<long>();
        for (long last = 0, count = Look; count == Look;)
        {
            var from = last;
            var next = await context.Details.Where(row => row.Position > from)
                .Join(context.Entries.Where(entry => entry.Tenant == tenant), row => row.Position, entry => entry.Position, (row, entry) => new { row.Position, row.Text })
                .OrderBy(row => row.Position).Take(Look).ToListAsync(cancel);
            found.AddRange(next.Where(row => Mentions.Names(row.Text, person.Terms)).Select(row => row.Position));
            (last, count) = (next.Count > 0 ? next[^1].Position : last, next.Count);
        }

        return found;
    }

    /// <summary>Removes what stands for the person once pseudonymised.</summary>
    public async Task RemovePseudonymsAsync(IReadOnlyList<string> keys, CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        await removal.RunAsync(context, () => context.Pseudonyms.Where(row => keys.Contains(row.UserKey)).ExecuteDeleteAsync(cancel), cancel);
    }

    /// <summary>Removes who and from where of these entries.</summary>
    public Task RemoveSubjectsAsync(IReadOnlyList<long> positions, IProgress<long> progress, CancellationToken cancel) =>
        RemoveAsync(
            positions, ErasedPart.Subject, (context, step) => context.Subjects.Where(row => step.Contains(row.Position)).Select(row => row.Position),
            (context, step) => context.Subjects.Where(row => step.Contains(row.Position)).ExecuteDeleteAsync(cancel), progress, cancel);

    /// <summary>Removes the filters of these entries.</summary>
    public Task RemoveDetailsAsync(IReadOnlyList<long> positions, IProgress<long> progress, CancellationToken cancel) =>
        RemoveAsync(
            positions, ErasedPart.Detail, (context, step) => context.Details.Where(row => step.Contains(row.Position)).Select(row => row.Position),
            (context, step) => context.Details.Where(row => step.Contains(row.Position)).ExecuteDeleteAsync(cancel), progress, cancel);

    /// <summary>Which of the texts stand in no row's personal part any more, so that they may be nowhere in the files.</summary>
    public async Task<IReadOnlyList<string>> NowhereAsync(IReadOnlyList<string> texts, CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        var ids = await context.Subjects.Where(who => texts.Contains(who.UserId)).Select(who => who.UserId).Distinct().ToListAsync(cancel);
        var names = await context.Subjects.Where(who => texts.Contains(who.UserName)).Select(who => who.UserName).Distinct().ToListAsync(cancel);
        return [.. texts.Except(ids.Concat(names).OfType<string>(), StringComparer.Ordinal)];
    }

    private async Task RemoveAsync(
        IReadOnlyList<long> positions, string part, Func<AccessLogContext, List<long>, IQueryable<long>> find, Func<AccessLogContext, List<long>, Task> remove,
        IProgress<long> progress, CancellationToken cancel)
    {
        var marker = await marks.BeginAsync(cancel);
        await using var context = await OpenAsync(cancel);
        var pace = new Pace();
        for (var done = 0; done < positions.Count; progress.Report(done))
        {
            var step = positions.Skip(done).Take(pace.Size).ToList();
            await pace.RunAsync(
                () => removal.RunAsync(
                    context,
                    async () =>
                    {
                        await marker.AddAsync(context, part, find(context, step), cancel);
                        await remove(context, step);
                    },
                    cancel),
                cancel);
            done += step.Count;
        }
    }

    private async Task<AccessLogContext> OpenAsync(CancellationToken cancel)
    {
        var context = await removal.Contexts.CreateDbContextAsync(cancel);
        context.Database.SetCommandTimeout(TimeSpan.FromSeconds(60));
        return context;
    }

    private static IQueryable<SubjectRow> SubjectsOf(AccessLogContext context, TenantId tenant) =>
        context.Subjects.AsNoTracking().Join(context.Entries.Where(entry => entry.Tenant == tenant), who => who.Position, entry => entry.Position, (who, _) => who);

    private static IQueryable<SubjectRow> OfPerson(AccessLogContext context, TenantId tenant, Person person) =>
        SubjectsOf(context, tenant).Where(who => person.Ids.Contains(who.UserId!) || person.Names.Contains(who.UserName!));
}
