using Enterprise.VerifiableLog.Checkpoints;
using Enterprise.VerifiableLog.Retention.Removal;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Retention;

/// <summary>
/// Removes what is personal from entries, never an entry. The commitments stay, so that the chain stays as it is; a signed receipt says
/// that each removed part was erased.
/// </summary>
internal sealed class Erasure(IRemoval removal, ErasureReceipts receipts, Statements statements, Pseudonyms pseudonyms, LogOptions options)
{
    private const int Look = 2_000;

    private readonly PersonalFields _fields = new(options.Schema);

    /// <summary>Finds the person that an id or name means: all ids that were used with it, and all names that those ids had.</summary>
    public async Task<PersonData> FindAsync(string chain, string user, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var people = PeopleOf(context, chain);
        var ids = await people.Where(who => EF.Property<string>(who, _fields.Id) == user || EF.Property<string>(who, _fields.Name) == user)
            .Select(who => EF.Property<string?>(who, _fields.Id)).Where(id => id != null).Distinct().ToListAsync(cancel);
        var names = await people.Where(who => ids.Contains(EF.Property<string>(who, _fields.Id)))
            .Select(who => EF.Property<string?>(who, _fields.Name))
            .Where(name => name != null).Distinct().ToListAsync(cancel);
        var found = new PersonData(
            chain, [.. ids.OfType<string>().Append(user).Distinct(StringComparer.Ordinal)], [.. names.OfType<string>()], [], [], 0);
        var keys = KeysOf(found);
        return found with
        {
            Entries = await OfUser(context, found).Select(who => who.Position).ToListAsync(cancel),
            Texts = await ReferencesAsync(context, found, cancel),
            Pseudonyms = await context.Pseudonyms.LongCountAsync(row => keys.Contains(row.UserKey), cancel),
        };
    }

    /// <summary>Whether a text names the person.</summary>
    public bool IsNamed(PersonData user, string text) => References.Names(text, user.Terms, _fields.Text.MaxLength);

    /// <summary>Appends the signed statement of an erasure.</summary>
    public Task StateAsync(string chain, long entries, string reason, CancellationToken cancel) => statements.WriteAsync(
        StatementKind.Erase, chain, [("entries", FormattableString.Invariant($"{entries}")), ("reason", reason)], cancel);

    /// <summary>The addresses of the person that no one else has: they must be gone from the files too.</summary>
    public async Task<IReadOnlyList<string>> OwnAddressesAsync(PersonData user, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var own = OfUser(context, user);
        var positions = own.Select(who => who.Position);
        var others = context.Part(_fields.Person).Where(who => !positions.Contains(who.Position));
        HashSet<string> seen = new(StringComparer.Ordinal), shared = new(StringComparer.Ordinal);
        foreach (var column in _fields.Addresses)
        {
            seen.UnionWith((await own.Select(who => EF.Property<string?>(who, column)).Distinct().ToListAsync(cancel)).OfType<string>());
        }

        foreach (var column in _fields.Addresses)
        {
            shared.UnionWith(await others.Where(who => seen.Contains(EF.Property<string>(who, column)))
                .Select(who => EF.Property<string>(who, column)).Distinct().ToListAsync(cancel));
        }

        return [.. seen.Except(shared, StringComparer.Ordinal)];
    }

    /// <summary>Removes what is personal from the found entries and texts, and adds a receipt for each.</summary>
    public async Task RemoveAsync(PersonData user, IProgress<long> progress, CancellationToken cancel)
    {
        await using (var context = await removal.OpenAsync(cancel))
        {
            var keys = KeysOf(user);
            await removal.RunAsync(
                context, () => context.Pseudonyms.Where(row => keys.Contains(row.UserKey)).ExecuteDeleteAsync(cancel), cancel);
        }

        await RemoveAsync(_fields.Person, user.Entries, progress, cancel);
        await RemoveAsync(_fields.TextPart, user.Texts, progress, cancel);
    }

    /// <summary>Removes a personal part of these entries, and adds a receipt for each.</summary>
    private async Task RemoveAsync(LogPart part, IReadOnlyList<long> positions, IProgress<long> progress, CancellationToken cancel)
    {
        var issuer = await receipts.BeginAsync(cancel);
        await using var context = await removal.OpenAsync(cancel);
        var throttle = new Throttle();
        for (var done = 0; done < positions.Count; progress.Report(done))
        {
            var step = positions.Skip(done).Take(throttle.Size).ToList();
            var rows = context.Part(part).Where(row => step.Contains(row.Position));
            await throttle.RunAsync(
                () => removal.RunAsync(
                    context,
                    async () =>
                    {
                        await issuer.AddAsync(context, part.Name, rows.Select(row => row.Position), cancel);
                        await rows.ExecuteDeleteAsync(cancel);
                    },
                    cancel),
                cancel);
            done += step.Count;
        }
    }

    /// <summary>Which of the texts are in no personal part any more, so that they may be nowhere in the files.</summary>
    public async Task<IReadOnlyList<string>> UnusedAsync(IReadOnlyList<string> texts, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in new[] { _fields.Id, _fields.Name })
        {
            found.UnionWith(await context.Part(_fields.Person).Where(who => texts.Contains(EF.Property<string>(who, column)))
                .Select(who => EF.Property<string>(who, column)).Distinct().ToListAsync(cancel));
        }

        return [.. texts.Except(found, StringComparer.Ordinal)];
    }

    /// <summary>The positions of filters that name the user.</summary>
    private async Task<IReadOnlyList<long>> ReferencesAsync(LogContext context, PersonData user, CancellationToken cancel)
    {
        var found = new List<long>();
        for (long last = 0, count = Look; count == Look;)
        {
            var from = last;
            var next = await _fields.Texts(context).Where(row => row.Position > from)
                .Join(context.Entries.Where(entry => entry.Tenant == user.Chain), row => row.Position, entry => entry.Position,
                    (row, _) => row)
                .OrderBy(row => row.Position).Take(Look).ToListAsync(cancel);
            found.AddRange(next.Where(row => References.Names(row.Text, user.Terms, _fields.Text.MaxLength)).Select(row => row.Position));
            (last, count) = (next.Count > 0 ? next[^1].Position : last, next.Count);
        }

        return found;
    }

    private List<string> KeysOf(PersonData user) => [.. user.Ids.Select(id => pseudonyms.Of(user.Chain, id))];

    private IQueryable<PartRow> PeopleOf(LogContext context, string chain) => context.Part(_fields.Person).AsNoTracking()
        .Join(context.Entries.Where(entry => entry.Tenant == chain), who => who.Position, entry => entry.Position, (who, _) => who);

    private IQueryable<PartRow> OfUser(LogContext context, PersonData user) => PeopleOf(context, user.Chain)
        .Where(who => user.Ids.Contains(EF.Property<string>(who, _fields.Id))
            || user.Names.Contains(EF.Property<string>(who, _fields.Name)));
}

/// <summary>What one chain holds of a person.</summary>
/// <param name="Ids">All ids that the person was known by.</param>
/// <param name="Names">All names that those ids had.</param>
/// <param name="Entries">The positions of the person's entries.</param>
/// <param name="Texts">The positions of texts that name the person.</param>
/// <param name="Pseudonyms">How many entries have a pseudonym of the person.</param>
internal sealed record PersonData(
    string Chain, IReadOnlyList<string> Ids, IReadOnlyList<string> Names, IReadOnlyList<long> Entries, IReadOnlyList<long> Texts,
        long Pseudonyms)
{
    public IReadOnlyList<string> Terms { get; } = [.. Ids.Concat(Names).Distinct(StringComparer.Ordinal)];
}
