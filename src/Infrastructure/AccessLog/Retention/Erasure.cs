using Enterprise.Infrastructure.AccessLog.Retention.Removal;
using Enterprise.Domain.AccessLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>A person as one tenant's log knows them: ids, names, and the addresses that no one else has.</summary>
internal sealed record Person(IReadOnlyList<string> Ids, IReadOnlyList<string> Names)
{
    public IReadOnlyList<string> Terms { get; } = [.. Ids.Concat(Names).Distinct(StringComparer.Ordinal)];
}

/// <summary>
/// Removes what is personal from entries, never an entry. The commitments stay, so that the chain stays as it is; a signed receipt says that each removed part was erased.
/// </summary>
internal sealed class Erasure(IRemoval removal, ErasureReceipts receipts)
{
    private const int Look = 2_000;

    public static readonly LogPart Part = AccessLogContext.Schema.Person;

    /// <summary>The part of one field, which may name a person.</summary>
    public static readonly LogPart TextPart = AccessLogContext.Schema.Parts.First(part => part.IsSingle);

    private static readonly LogField TextField = TextPart.Fields[0];

    public static readonly int MaxText = TextField.MaxLength;

    private static readonly string Id = AccessLogContext.Schema.Of(LogFieldRole.PersonId)[0].Column;
    private static readonly string Name = AccessLogContext.Schema.Of(LogFieldRole.PersonName)[0].Column;
    private static readonly IReadOnlyList<string> Addresses = [.. AccessLogContext.Schema.Of(LogFieldRole.Address).Select(field => field.Column)];

    /// <summary>The person that the id or name means: all ids that were used with it, and all names that those ids had.</summary>
    public async Task<Person> FindAsync(TenantId tenant, string user, CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        var people = PeopleOf(context, tenant);
        var ids = await people.Where(who => EF.Property<string>(who, Id) == user || EF.Property<string>(who, Name) == user).Select(who => EF.Property<string?>(who, Id))
            .Where(id => id != null).Distinct().ToListAsync(cancel);
        var names = await people.Where(who => ids.Contains(EF.Property<string>(who, Id))).Select(who => EF.Property<string?>(who, Name))
            .Where(name => name != null).Distinct().ToListAsync(cancel);
        return new([.. ids.OfType<string>().Append(user).Distinct(StringComparer.Ordinal)], [.. names.OfType<string>()]);
    }

    /// <summary>The positions of the person's entries.</summary>
    public async Task<IReadOnlyList<long>> EntriesAsync(TenantId tenant, Person person, CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        return await OfPerson(context, tenant, person).Select(who => who.Position).ToListAsync(cancel);
    }

    /// <summary>The addresses of the person that no one else has: they must be gone from the files too.</summary>
    public async Task<IReadOnlyList<string>> OwnAddressesAsync(TenantId tenant, Person person, CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        var own = OfPerson(context, tenant, person);
        var positions = own.Select(who => who.Position);
        var others = context.Part(Part).Where(who => !positions.Contains(who.Position));
        HashSet<string> seen = new(StringComparer.Ordinal), shared = new(StringComparer.Ordinal);
        foreach (var column in Addresses)
        {
            seen.UnionWith((await own.Select(who => EF.Property<string?>(who, column)).Distinct().ToListAsync(cancel)).OfType<string>());
        }

        foreach (var column in Addresses)
        {
            shared.UnionWith(await others.Where(who => seen.Contains(EF.Property<string>(who, column))).Select(who => EF.Property<string>(who, column)).Distinct().ToListAsync(cancel));
        }

        return [.. seen.Except(shared, StringComparer.Ordinal)];
    }

    /// <summary>The positions of filters that name the person.</summary>
    public async Task<IReadOnlyList<long>> ReferencesAsync(TenantId tenant, Person person, CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        var found = new List<long>();
        for (long last = 0, count = Look; count == Look;)
        {
            var from = last;
            var next = await Texts(context).Where(row => row.Position > from)
                .Join(context.Entries.Where(entry => entry.Tenant == tenant.Value), row => row.Position, entry => entry.Position, (row, _) => row)
                .OrderBy(row => row.Position).Take(Look).ToListAsync(cancel);
            found.AddRange(next.Where(row => References.Names(row.Text, person.Terms, MaxText)).Select(row => row.Position));
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

    /// <summary>Removes a personal part of these entries, and leaves a receipt for each.</summary>
    public async Task RemoveAsync(LogPart part, IReadOnlyList<long> positions, IProgress<long> progress, CancellationToken cancel)
    {
        var issuer = await receipts.BeginAsync(cancel);
        await using var context = await OpenAsync(cancel);
        var throttle = new Throttle();
        for (var done = 0; done < positions.Count; progress.Report(done))
        {
            var step = positions.Skip(done).Take(throttle.Size).ToList();
            await throttle.RunAsync(
                () => removal.RunAsync(
                    context,
                    async () =>
                    {
                        var rows = context.Part(part).Where(row => step.Contains(row.Position));
                        await issuer.AddAsync(context, part.Name, rows.Select(row => row.Position), cancel);
                        await rows.ExecuteDeleteAsync(cancel);
                    },
                    cancel),
                cancel);
            done += step.Count;
        }
    }

    /// <summary>Which of the texts stand in no row's personal part any more, so that they may be nowhere in the files.</summary>
    public async Task<IReadOnlyList<string>> NowhereAsync(IReadOnlyList<string> texts, CancellationToken cancel)
    {
        await using var context = await OpenAsync(cancel);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in new[] { Id, Name })
        {
            found.UnionWith(await context.Part(Part).Where(who => texts.Contains(EF.Property<string>(who, column))).Select(who => EF.Property<string>(who, column)).Distinct().ToListAsync(cancel));
        }

        return [.. texts.Except(found, StringComparer.Ordinal)];
    }

    /// <summary>The texts that may name a person without being about one: those of parts of one field.</summary>
    public static IQueryable<PartText> Texts(AccessLogContext context) =>
        context.Part(TextPart).Select(row => new PartText { Position = row.Position, Text = EF.Property<string>(row, TextField.Column) });

    private async Task<AccessLogContext> OpenAsync(CancellationToken cancel)
    {
        var context = await removal.Contexts.CreateDbContextAsync(cancel);
        context.Database.SetCommandTimeout(TimeSpan.FromSeconds(60));
        return context;
    }

    private static IQueryable<PartRow> PeopleOf(AccessLogContext context, TenantId tenant) => context.Part(Part).AsNoTracking()
        .Join(context.Entries.Where(entry => entry.Tenant == tenant.Value), who => who.Position, entry => entry.Position, (who, _) => who);

    private static IQueryable<PartRow> OfPerson(AccessLogContext context, TenantId tenant, Person person) =>
        PeopleOf(context, tenant).Where(who => person.Ids.Contains(EF.Property<string>(who, Id)) || person.Names.Contains(EF.Property<string>(who, Name)));
}

/// <summary>A text with the position of its entry.</summary>
internal sealed class PartText
{
    public required long Position { get; init; }

    public required string Text { get; init; }
}
