using Enterprise.Application.AccessLog.Retention.PersonalData;
using Enterprise.VerifiableLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.Infrastructure.AccessLog.Checkpoints;
using Enterprise.Infrastructure.AccessLog.Retention.Removal;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>
/// Removes what is personal from entries, never an entry. The commitments stay, so that the chain stays as it is; a signed receipt says that each removed part was erased.
/// </summary>
internal sealed class Erasure(IRemoval removal, ErasureReceipts receipts, Statements statements, Pseudonyms pseudonyms) : IErasure
{
    private const int Look = 2_000;

    public static readonly LogPart Part = AccessSchema.Schema.Person!;

    /// <summary>The part of one field, which may name a person.</summary>
    public static readonly LogPart TextPart = AccessSchema.Schema.Parts.First(part => part.IsSingle);

    private static readonly LogField TextField = TextPart.Fields[0];

    public static readonly int MaxText = TextField.MaxLength;

    private static readonly string Id = AccessSchema.Schema.Of(LogFieldRole.PersonId)[0].Column;
    private static readonly string Name = AccessSchema.Schema.Of(LogFieldRole.PersonName)[0].Column;
    private static readonly IReadOnlyList<string> Addresses = [.. AccessSchema.Schema.Of(LogFieldRole.Address).Select(field => field.Column)];

    public async Task<UserData> FindAsync(TenantId tenant, string user, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var people = PeopleOf(context, tenant);
        var ids = await people.Where(who => EF.Property<string>(who, Id) == user || EF.Property<string>(who, Name) == user)
            .Select(who => EF.Property<string?>(who, Id)).Where(id => id != null).Distinct().ToListAsync(cancel);
        var names = await people.Where(who => ids.Contains(EF.Property<string>(who, Id))).Select(who => EF.Property<string?>(who, Name))
            .Where(name => name != null).Distinct().ToListAsync(cancel);
        var found = new UserData(
            tenant, [.. ids.OfType<string>().Append(user).Distinct(StringComparer.Ordinal)], [.. names.OfType<string>()], [], [], 0);
        var keys = KeysOf(found);
        return found with
        {
            Entries = await OfUser(context, found).Select(who => who.Position).ToListAsync(cancel),
            Details = await ReferencesAsync(context, found, cancel),
            Pseudonyms = await context.Pseudonyms.LongCountAsync(row => keys.Contains(row.UserKey), cancel),
        };
    }

    public bool IsNamed(UserData user, string text) => References.Names(text, user.Terms, MaxText);

    public Task StateAsync(TenantId tenant, long entries, string reason, CancellationToken cancel) => statements.WriteAsync(
        StatementKind.Erase, tenant.Value, [("entries", FormattableString.Invariant($"{entries}")), ("reason", reason)], cancel);

    public async Task<IReadOnlyList<string>> OwnAddressesAsync(UserData user, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var own = OfUser(context, user);
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

    public async Task RemoveAsync(UserData user, IProgress<long> progress, CancellationToken cancel)
    {
        await using (var context = await removal.OpenAsync(cancel))
        {
            var keys = KeysOf(user);
            await removal.RunAsync(
                context, () => context.Pseudonyms.Where(row => keys.Contains(row.UserKey)).ExecuteDeleteAsync(cancel), cancel);
        }

        await RemoveAsync(Part, user.Entries, progress, cancel);
        await RemoveAsync(TextPart, user.Details, progress, cancel);
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

    public async Task<IReadOnlyList<string>> UnusedAsync(IReadOnlyList<string> texts, CancellationToken cancel)
    {
        await using var context = await removal.OpenAsync(cancel);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in new[] { Id, Name })
        {
            found.UnionWith(await context.Part(Part).Where(who => texts.Contains(EF.Property<string>(who, column))).Select(who => EF.Property<string>(who, column)).Distinct().ToListAsync(cancel));
        }

        return [.. texts.Except(found, StringComparer.Ordinal)];
    }

    /// <summary>The texts that may name a person without being about one: those of parts of one field.</summary>
    public static IQueryable<PartText> Texts(LogContext context) =>
        context.Part(TextPart).Select(row => new PartText { Position = row.Position, Text = EF.Property<string>(row, TextField.Column) });

    /// <summary>The positions of filters that name the user.</summary>
    private static async Task<IReadOnlyList<long>> ReferencesAsync(LogContext context, UserData user, CancellationToken cancel)
    {
        var found = new List<long>();
        for (long last = 0, count = Look; count == Look;)
        {
            var from = last;
            var next = await Texts(context).Where(row => row.Position > from)
                .Join(context.Entries.Where(entry => entry.Tenant == user.Tenant.Value), row => row.Position, entry => entry.Position, (row, _) => row)
                .OrderBy(row => row.Position).Take(Look).ToListAsync(cancel);
            found.AddRange(next.Where(row => References.Names(row.Text, user.Terms, MaxText)).Select(row => row.Position));
            (last, count) = (next.Count > 0 ? next[^1].Position : last, next.Count);
        }

        return found;
    }

    private List<string> KeysOf(UserData user) => [.. user.Ids.Select(id => pseudonyms.Of(user.Tenant.Value, id))];

    private static IQueryable<PartRow> PeopleOf(LogContext context, TenantId tenant) => context.Part(Part).AsNoTracking()
        .Join(context.Entries.Where(entry => entry.Tenant == tenant.Value), who => who.Position, entry => entry.Position, (who, _) => who);

    private static IQueryable<PartRow> OfUser(LogContext context, UserData user) => PeopleOf(context, user.Tenant)
        .Where(who => user.Ids.Contains(EF.Property<string>(who, Id)) || user.Names.Contains(EF.Property<string>(who, Name)));
}

/// <summary>A text with the position of its entry.</summary>
internal sealed class PartText
{
    public required long Position { get; init; }

    public required string Text { get; init; }
}
