using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Enterprise.VerifiableLog;

/// <summary>
/// The log's tables. An application derives one context for each database that it supports, with its schema, and owns their migrations,
/// which also make the triggers that refuse update and delete.
/// </summary>
/// <param name="schema">The fields of an entry: always the same for one derived type.</param>
public abstract class LogContext(DbContextOptions options, LogSchema schema) : DbContext(options)
{
    private const int KeyLength = 64;
    private const int TenantLength = 32;

    internal LogSchema Schema => schema;

    internal DbSet<EntryRow> Entries => Set<EntryRow>();

    internal DbSet<SealRow> Seals => Set<SealRow>();

    internal DbSet<CheckpointRow> Checkpoints => Set<CheckpointRow>();

    internal DbSet<StatementRow> Statements => Set<StatementRow>();

    internal DbSet<PseudonymRow> Pseudonyms => Set<PseudonymRow>();

    internal DbSet<ErasureRow> Erasures => Set<ErasureRow>();

    internal DbSet<InstanceRow> Instances => Set<InstanceRow>();

    internal DbSet<ProbeRow> Probes => Set<ProbeRow>();

    /// <summary>The rows of a personal part.</summary>
    internal DbSet<PartRow> Part(LogPart part) => Set<PartRow>(part.Table);

    /// <inheritdoc cref="Part(LogPart)"/>
    internal DbSet<PartRow> Part(string name) => Part(schema.Parts.First(part => part.Name == name));

    /// <summary>Gives the log its id, once.</summary>
    internal async Task NameInstanceAsync(CancellationToken cancel)
    {
        if (!await Instances.AnyAsync(cancel))
        {
            Instances.Add(new InstanceRow { Id = 1, Instance = Guid.NewGuid() });
            await SaveChangesAsync(cancel);
        }
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<EntryRow>(entry =>
        {
            entry.ToTable("Entries").HasKey(row => row.Position);
            entry.HasIndex(row => row.Id).IsUnique();
            entry.Property(row => row.Tenant).HasMaxLength(TenantLength);
            Add(entry, Schema.Sealed);
            foreach (var part in Schema.Parts)
            {
                entry.Property<byte[]>(part.Commitment).IsRequired(part.IsRequired);
            }

            entry.HasIndex("Tenant", "At");
            entry.HasOne(row => row.Seal).WithOne().HasForeignKey<SealRow>(part => part.Position);
            entry.HasOne(row => row.Pseudonym).WithOne().HasForeignKey<PseudonymRow>(part => part.Position);
            entry.HasMany<ErasureRow>().WithOne().HasForeignKey(part => part.Position);
        });
        foreach (var part in Schema.Parts)
        {
            modelBuilder.SharedTypeEntity<PartRow>(part.Table, row =>
            {
                row.ToTable(part.Table).HasKey(one => one.Position);
                row.HasOne<EntryRow>().WithOne().HasForeignKey(part.Table, "Position");
                row.Property(one => one.Tenant).HasMaxLength(TenantLength);
                Add(row, part.Fields);
            });
        }

        modelBuilder.Entity<SealRow>(seal =>
        {
            seal.ToTable("Seals").HasKey(row => row.Ordinal);
            seal.Property(row => row.Ordinal).ValueGeneratedNever();
            seal.Property(row => row.Tenant).HasMaxLength(TenantLength);
            seal.HasIndex(row => new { row.Tenant, row.Sequence }).IsUnique();
            seal.HasIndex(row => row.Position).IsUnique();
        });
        modelBuilder.Entity<CheckpointRow>(checkpoint =>
        {
            checkpoint.ToTable("Checkpoints").HasKey(row => row.Number);
            checkpoint.Property(row => row.Number).ValueGeneratedNever();
        });
        modelBuilder.Entity<StatementRow>(statement =>
        {
            statement.ToTable("Statements").HasKey(row => row.Number);
            statement.Property(row => row.Number).ValueGeneratedNever();
            statement.Property(row => row.Kind).HasMaxLength(KeyLength);
            statement.Property(row => row.Tenant).HasMaxLength(TenantLength);
        });
        modelBuilder.Entity<PseudonymRow>(pseudonym =>
        {
            pseudonym.ToTable("Pseudonyms").HasKey(row => row.Position);
            pseudonym.Property(row => row.Tenant).HasMaxLength(TenantLength);
            pseudonym.Property(row => row.UserKey).HasMaxLength(KeyLength);
            pseudonym.HasIndex(row => row.UserKey);
        });
        modelBuilder.Entity<ErasureRow>(erasure =>
        {
            erasure.ToTable("Erasures").HasKey(row => new { row.Position, row.Part });
            erasure.Property(row => row.Part).HasMaxLength(KeyLength);
            erasure.Property(row => row.Tenant).HasMaxLength(TenantLength);
            erasure.Property(row => row.Key).HasMaxLength(KeyLength);
        });
        modelBuilder.Entity<InstanceRow>().ToTable("Instances").Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<ProbeRow>().ToTable("Probes").Property(row => row.Id).ValueGeneratedNever();
        if (Database.IsSqlite())
        {
            modelBuilder.Entity<EntryRow>().Property(row => row.Position).ValueGeneratedNever();
        }
        else
        {
            NameForPostgres(modelBuilder);
        }
    }

    /// <summary>
    /// Text is compared byte by byte (collation "C"), as in SQLite and as the checkpoints demand, whatever the database's language is.
    /// Names are in lower case, so that one SQL text without quotes serves both databases.
    /// </summary>
    private static void NameForPostgres(ModelBuilder modelBuilder)
    {
#pragma warning disable CA1308 // PostgreSQL's own way with names that are not quoted.
        foreach (var table in modelBuilder.Model.GetEntityTypes())
        {
            table.SetTableName(table.GetTableName()!.ToLowerInvariant());
            foreach (var column in table.GetProperties())
            {
                column.SetColumnName(column.Name.ToLowerInvariant());
                column.SetCollation(column.ClrType == typeof(string) ? "C" : null);
            }
        }
#pragma warning restore CA1308
    }

    /// <summary>
    /// The columns of fields, and their indexes. Their conditions stand without quotes, so that one text serves both databases.
    /// </summary>
    private static void Add<T>(EntityTypeBuilder<T> table, IEnumerable<LogField> fields)
        where T : class
    {
        foreach (var field in fields)
        {
            var isRequired = field.IsRequired || field.Name == field.Part;
            _ = (PropertyBuilder)(field.Kind switch
            {
                LogFieldKind.Number => table.Property<long>(field.Column),
                LogFieldKind.Flag => table.Property<bool>(field.Column),
                _ => table.Property<string?>(field.Column).HasMaxLength(field.MaxLength).IsRequired(isRequired),
            });
            if (field.IsIndexed)
            {
                var isUnusual = field.Usual is null ? null : $"{field.Column} <> '{field.Usual}'";
                table.HasIndex("Tenant", field.Column, "At").HasFilter(isUnusual ?? (isRequired ? null : $"{field.Column} IS NOT NULL"));
                if (isUnusual is not null)
                {
                    table.HasIndex(["Tenant", "At"], $"IX_Entries_{field.Column}_Not{field.Usual}").HasFilter(isUnusual);
                }
            }
        }
    }
}
