using Enterprise.VerifiableLog.Integrity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>
/// The log's tables, for migrations and for queries. Personal parts stand apart from the entry, so that they can be erased; rows are only ever inserted, which triggers
/// enforce below this code. Each database has a context of its own beneath this one, because migrations are of one database.
/// </summary>
internal abstract class AccessLogContext(DbContextOptions options) : DbContext(options)
{
    private const int KeyLength = 64;
    private const int TenantLength = 32;

    public static LogSchema Schema => AccessSchema.Schema;

    public DbSet<EntryRow> Entries => Set<EntryRow>();

    public DbSet<SealRow> Seals => Set<SealRow>();

    public DbSet<CheckpointRow> Checkpoints => Set<CheckpointRow>();

    public DbSet<StatementRow> Statements => Set<StatementRow>();

    public DbSet<PseudonymRow> Pseudonyms => Set<PseudonymRow>();

    public DbSet<ErasureRow> Erasures => Set<ErasureRow>();

    public DbSet<InstanceRow> Instances => Set<InstanceRow>();

    public DbSet<ProbeRow> Probes => Set<ProbeRow>();

    /// <summary>The rows of a personal part.</summary>
    public DbSet<PartRow> Part(LogPart part) => Set<PartRow>(part.Table);

    /// <summary>Gives the log its id, once.</summary>
    public async Task NameInstanceAsync(CancellationToken cancel)
    {
        if (!await Instances.AnyAsync(cancel))
        {
            Instances.Add(new InstanceRow { Id = 1, Instance = Guid.NewGuid() });
            await SaveChangesAsync(cancel);
        }
    }

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
    }

    /// <summary>The columns of fields, and their indexes. Their conditions stand without quotes, so that one text serves both databases.</summary>
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
