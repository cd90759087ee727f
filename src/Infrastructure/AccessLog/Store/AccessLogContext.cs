using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>
/// The access log's tables, for migrations and for reading. What is personal stands apart from the entry, so that it can be erased; everything is only ever
/// inserted, which triggers enforce below this code. Each database has a context of its own beneath this one, because migrations are of one database.
/// </summary>
internal abstract class AccessLogContext(DbContextOptions options) : DbContext(options)
{
    // Without quotes, so that one text serves both databases.
    private const string Refused = "Outcome <> 'Granted'";

    public DbSet<EntryRow> Entries => Set<EntryRow>();

    public DbSet<SubjectRow> Subjects => Set<SubjectRow>();

    public DbSet<DetailRow> Details => Set<DetailRow>();

    public DbSet<SealRow> Seals => Set<SealRow>();

    public DbSet<CheckpointRow> Checkpoints => Set<CheckpointRow>();

    public DbSet<StatementRow> Statements => Set<StatementRow>();

    public DbSet<PseudonymRow> Pseudonyms => Set<PseudonymRow>();

    public DbSet<ErasureRow> Erasures => Set<ErasureRow>();

    public DbSet<InstanceRow> Instances => Set<InstanceRow>();

    public DbSet<ProbeRow> Probes => Set<ProbeRow>();

    /// <summary>Says which log this is, once and for ever.</summary>
    public async Task NameInstanceAsync(CancellationToken cancel)
    {
        if (!await Instances.AnyAsync(cancel))
        {
            Instances.Add(new InstanceRow { Id = 1, Instance = Guid.NewGuid() });
            await SaveChangesAsync(cancel);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<TenantId>().HaveConversion<TenantConverter>().HaveMaxLength(TenantId.MaxLength);
        configurationBuilder.Properties<SubtenantId>().HaveConversion<SubtenantConverter>().HaveMaxLength(SubtenantId.MaxLength);
        configurationBuilder.Properties<AccessAction>().HaveConversion<string>().HaveMaxLength(AccessEntry.MaxCode);
        configurationBuilder.Properties<AccessOutcome>().HaveConversion<string>().HaveMaxLength(AccessEntry.MaxCode);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<EntryRow>(entry =>
        {
            entry.ToTable("Entries").HasKey(row => row.Position);
            entry.HasIndex(row => row.Id).IsUnique();
            entry.Property(row => row.Reason).HasMaxLength(AccessEntry.MaxCode);
            entry.Property(row => row.Remark).HasMaxLength(AccessEntry.MaxCode);
            entry.Property(row => row.RequestId).HasMaxLength(AccessEntry.MaxCode);
            entry.Property(row => row.Node).HasMaxLength(AccessEntry.MaxCode);
            entry.Property(row => row.Version).HasMaxLength(AccessEntry.MaxCode);
            entry.Property(row => row.TokenHash).HasMaxLength(AccessEntry.MaxCode);
            entry.Property(row => row.Resource).HasMaxLength(AccessEntry.MaxText);
            entry.Property(row => row.ResourceName).HasMaxLength(AccessEntry.MaxText);
            entry.Property(row => row.Issuer).HasMaxLength(AuthenticationContext.MaxText);
            entry.Property(row => row.Client).HasMaxLength(AuthenticationContext.MaxText);
            entry.Property(row => row.Roles).HasMaxLength(AuthenticationContext.MaxText);
            entry.HasIndex(row => new { row.Tenant, row.At });
            entry.HasIndex(row => new { row.Tenant, row.Subtenant, row.At }).HasFilter("Subtenant IS NOT NULL");
            entry.HasIndex(row => new { row.Tenant, row.Action, row.At });
            entry.HasIndex(row => new { row.Tenant, row.Resource, row.At }).HasFilter("Resource IS NOT NULL");
            entry.HasIndex(row => new { row.Tenant, row.RequestId, row.At });
            entry.HasIndex(row => new { row.Tenant, row.At }, "IX_Entries_Refused").HasFilter(Refused);
            entry.HasIndex(row => new { row.Tenant, row.Outcome, row.At }).HasFilter(Refused);
            entry.HasIndex(row => new { row.Tenant, row.Reason, row.At }).HasFilter("Reason IS NOT NULL");
            entry.HasOne(row => row.Subject).WithOne().HasForeignKey<SubjectRow>(part => part.Position);
            entry.HasOne(row => row.Detail).WithOne().HasForeignKey<DetailRow>(part => part.Position);
            entry.HasOne(row => row.Seal).WithOne().HasForeignKey<SealRow>(part => part.Position);
            entry.HasOne(row => row.Pseudonym).WithOne().HasForeignKey<PseudonymRow>(part => part.Position);
            entry.HasMany(row => row.Erasures).WithOne().HasForeignKey(part => part.Position);
        });
        modelBuilder.Entity<SubjectRow>(subject =>
        {
            subject.ToTable("Subjects").HasKey(row => row.Position);
            subject.Property(row => row.UserId).HasMaxLength(Subject.MaxName);
            subject.Property(row => row.UserName).HasMaxLength(Subject.MaxName);
            subject.Property(row => row.Address).HasMaxLength(Subject.MaxAddress);
            subject.Property(row => row.Forwarded).HasMaxLength(Subject.MaxAddress);
            subject.Property(row => row.UserAgent).HasMaxLength(Subject.MaxUserAgent);
            subject.HasIndex(row => new { row.Tenant, row.UserId, row.At });
            subject.HasIndex(row => new { row.Tenant, row.UserName, row.At });
            subject.HasIndex(row => new { row.Tenant, row.Address, row.At });
            subject.HasIndex(row => new { row.Tenant, row.Forwarded, row.At }).HasFilter("Forwarded IS NOT NULL");
        });
        modelBuilder.Entity<DetailRow>(detail =>
        {
            detail.ToTable("Details").HasKey(row => row.Position);
            detail.Property(row => row.Text).HasMaxLength(AccessEntry.MaxText);
        });
        modelBuilder.Entity<SealRow>(seal =>
        {
            seal.ToTable("Seals").HasKey(row => row.Ordinal);
            seal.Property(row => row.Ordinal).ValueGeneratedNever();
            seal.Property(row => row.Tenant).HasMaxLength(TenantId.MaxLength);
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
            statement.Property(row => row.Kind).HasMaxLength(AccessEntry.MaxCode);
            statement.Property(row => row.Tenant).HasMaxLength(TenantId.MaxLength);
        });
        modelBuilder.Entity<PseudonymRow>(pseudonym =>
        {
            pseudonym.ToTable("Pseudonyms").HasKey(row => row.Position);
            pseudonym.Property(row => row.UserKey).HasMaxLength(AccessEntry.MaxCode);
            pseudonym.HasIndex(row => row.UserKey);
        });
        modelBuilder.Entity<ErasureRow>(erasure =>
        {
            erasure.ToTable("Erasures").HasKey(row => new { row.Position, row.Part });
            erasure.Property(row => row.Part).HasMaxLength(AccessEntry.MaxCode);
            erasure.Property(row => row.Key).HasMaxLength(AccessEntry.MaxCode);
        });
        modelBuilder.Entity<InstanceRow>().ToTable("Instances").Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<ProbeRow>().ToTable("Probes").Property(row => row.Id).ValueGeneratedNever();
    }

    private sealed class TenantConverter() : ValueConverter<TenantId, string>(tenant => tenant.Value, text => TenantId.Parse(text));

    private sealed class SubtenantConverter() : ValueConverter<SubtenantId, string>(subtenant => subtenant.Value, text => SubtenantId.Parse(text));
}
