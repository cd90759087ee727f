using Enterprise.VerifiableLog.Integrity;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>
/// The one list of columns by which entries are read, from the seal or from the entry; both databases understand it. Seals are <c>s</c>, entries <c>e</c>, the personal parts
/// <c>p0</c>, <c>p1</c> …, their erasure receipts <c>r0</c>, <c>r1</c> ….
/// </summary>
internal static class EntrySql
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

    private static readonly LogSchema Schema = AccessLogContext.Schema;

    private static readonly string Sealed = string.Join(
        ", ",
        [
            "s.Ordinal", "s.Tenant", "s.Sequence", "s.Epoch", "s.Hash", "e.Position", "coalesce(e.Tenant, '') = s.Tenant", "e.Tenant", "e.Id", "e.At",
            .. Schema.Sealed.Select(field => $"e.{field.Column}"), .. Schema.Parts.Select(part => $"e.{part.Commitment}"),
        ]);

    private static readonly string Columns = string.Join(
        ", ",
        Schema.Parts.SelectMany(part => new[] { $"p{part.Index}.Salt" }.Concat(part.Fields.Select(field => $"p{part.Index}.{field.Column}")).Concat(
            [
                $"p{part.Index}.Tenant IS NOT DISTINCT FROM e.Tenant AND p{part.Index}.At = e.At",
                $"r{part.Index}.Key", $"r{part.Index}.Signature", $"r{part.Index}.Tenant IS NOT DISTINCT FROM e.Tenant",
            ])).Prepend(Sealed));

    private static readonly string Joins = string.Concat(Schema.Parts.Select(part =>
        $"LEFT JOIN {part.Table} p{part.Index} ON p{part.Index}.Position = e.Position LEFT JOIN Erasures r{part.Index} ON r{part.Index}.Position = e.Position AND r{part.Index}.Part = '{part.Name}' "));

    private static readonly int[] Salts = [.. Schema.Parts.Select(part => FirstField + Schema.Sealed.Count + Schema.Parts.Count + Schema.Parts.Take(part.Index).Sum(before => before.Fields.Count + 5))];

    /// <summary>All entries, with their seals where they have some.</summary>
    public static readonly string Entries = $"SELECT {Columns} FROM Entries e LEFT JOIN Seals s ON {OfSeal} {Joins}";

    /// <summary>The same without personal parts.</summary>
    public static readonly string SealedEntries = $"SELECT {Sealed} FROM Entries e LEFT JOIN Seals s ON {OfSeal} ";

    /// <summary>All seals, with their entries where they are there.</summary>
    public static readonly string Seals = $"SELECT {Columns} FROM Seals s LEFT JOIN Entries e ON {OfSeal} {Joins}";

    /// <summary>The column of the commitment to a part.</summary>
    public static int Commitment(LogPart part) => FirstField + Schema.Sealed.Count + part.Index;

    /// <summary>The column of a part's salt; its fields follow.</summary>
    public static int Salt(LogPart part) => Salts[part.Index];

    /// <summary>Whether a part is filed under the entry's tenant and time.</summary>
    public static int IsFiledWithIt(LogPart part) => Salt(part) + part.Fields.Count + 1;

    /// <summary>The column of the key of a part's erasure receipt; the signature follows, then whether it is filed under the entry's tenant.</summary>
    public static int ReceiptKey(LogPart part) => IsFiledWithIt(part) + 1;
}
