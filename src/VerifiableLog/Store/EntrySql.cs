using System.Runtime.CompilerServices;

namespace Enterprise.VerifiableLog.Store;

/// <summary>
/// The one list of columns by which entries are read, from the seal or from the entry; both databases understand it. Seals are <c>s</c>,
/// entries <c>e</c>, the personal parts <c>p0</c>, <c>p1</c> …, their erasure receipts <c>r0</c>, <c>r1</c> ….
/// </summary>
internal sealed class EntrySql
{
    public const int Ordinal = 0;
    public const int Tenant = 1;
    public const int Sequence = 2;
    public const int Epoch = 3;
    public const int Hash = 4;
    public const int Position = 5;

    /// <summary>Whether the entry names the tenant in whose chain it stands.</summary>
    public const int IsOfItsTenant = 6;
    public const int EntryTenant = 7;
    public const int Id = 8;
    public const int At = 9;

    /// <summary>The first of the sealed fields.</summary>
    public const int FirstField = 10;

    /// <summary>How the entry belongs to its seal.</summary>
    public const string OfSeal = "e.Position = s.Position";

    private static readonly ConditionalWeakTable<LogSchema, EntrySql> BySchema = [];

    private readonly int[] _salts;
    private readonly int _firstCommitment;

    private EntrySql(LogSchema schema)
    {
        _firstCommitment = FirstField + schema.Sealed.Count;
        _salts = [.. schema.Parts.Select(part =>
            _firstCommitment + schema.Parts.Count + schema.Parts.Take(part.Index).Sum(before => before.Fields.Count + 5))];
        var entry = string.Join(
            ", ",
            [
                "s.Ordinal", "s.Tenant", "s.Sequence", "s.Epoch", "s.Hash", "e.Position", "coalesce(e.Tenant, '') = s.Tenant", "e.Tenant",
                    "e.Id", "e.At",
                .. schema.Sealed.Select(field => $"e.{field.Column}"), .. schema.Parts.Select(part => $"e.{part.Commitment}"),
            ]);
        var columns = string.Join(
            ", ",
            schema.Parts.SelectMany(part =>
                new[] { $"p{part.Index}.Salt" }.Concat(part.Fields.Select(field => $"p{part.Index}.{field.Column}")).Concat(
                [
                    $"p{part.Index}.Tenant IS NOT DISTINCT FROM e.Tenant AND p{part.Index}.At = e.At",
                    $"r{part.Index}.Key", $"r{part.Index}.Signature", $"r{part.Index}.Tenant IS NOT DISTINCT FROM e.Tenant",
                ])).Prepend(entry));
        var joins = string.Concat(schema.Parts.Select(part =>
            $"LEFT JOIN {part.Table} p{part.Index} ON p{part.Index}.Position = e.Position "
            + $"LEFT JOIN Erasures r{part.Index} ON r{part.Index}.Position = e.Position AND r{part.Index}.Part = '{part.Name}' "));
        Entries = $"SELECT {columns} FROM Entries e LEFT JOIN Seals s ON {OfSeal} {joins}";
        SealedEntries = $"SELECT {entry} FROM Entries e LEFT JOIN Seals s ON {OfSeal} ";
        Seals = $"SELECT {columns} FROM Seals s LEFT JOIN Entries e ON {OfSeal} {joins}";
    }

    /// <summary>All entries, with their seals where they have some.</summary>
    public string Entries { get; }

    /// <summary>The same without personal parts.</summary>
    public string SealedEntries { get; }

    /// <summary>All seals, with their entries where they are there.</summary>
    public string Seals { get; }

    /// <summary>The columns of a schema.</summary>
    public static EntrySql Of(LogSchema schema) => BySchema.GetValue(schema, one => new(one));

    /// <summary>The column of the commitment to a part.</summary>
    public int Commitment(LogPart part) => _firstCommitment + part.Index;

    /// <summary>The column of a part's salt; its fields follow.</summary>
    public int Salt(LogPart part) => _salts[part.Index];

    /// <summary>Whether a part is filed under the entry's tenant and time.</summary>
    public int IsFiledWithIt(LogPart part) => Salt(part) + part.Fields.Count + 1;

    /// <summary>
    /// The column of the key of a part's erasure receipt; the signature follows, then whether it is filed under the entry's tenant.
    /// </summary>
    public int ReceiptKey(LogPart part) => IsFiledWithIt(part) + 1;
}
