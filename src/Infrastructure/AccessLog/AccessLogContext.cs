using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>The access log's tables. Entries and their personal parts are stored apart; both are only ever inserted, which triggers enforce below this code.</summary>
internal sealed class AccessLogContext(DbContextOptions<AccessLogContext> options) : DbContext(options)
{
    /// <summary>The column that orders entries of the same microsecond: the order in which they became durable.</summary>
    public const string Position = "Position";

    public DbSet<AccessEntry> Entries => Set<AccessEntry>();

    public DbSet<WriteProbe> Probes => Set<WriteProbe>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<TenantId>().HaveConversion<TenantConverter>().HaveMaxLength(TenantId.MaxLength);
        configurationBuilder.Properties<SubtenantId>().HaveConversion<SubtenantConverter>().HaveMaxLength(SubtenantId.MaxLength);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MicrosecondConverter>();
        configurationBuilder.Properties<AccessAction>().HaveConversion<string>().HaveMaxLength(AccessEntry.MaxCode);
        configurationBuilder.Properties<AccessOutcome>().HaveConversion<string>().HaveMaxLength(AccessEntry.MaxCode);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AccessEntry>(entry =>
        {
            entry.ToTable("Entries");
            entry.Property<long>(Position).ValueGeneratedOnAdd();
            entry.HasKey(Position);
            entry.HasIndex(row => row.Id).IsUnique();
            entry.Property(row => row.Reason).HasMaxLength(AccessEntry.MaxCode);
            entry.Property(row => row.RequestId).HasMaxLength(AccessEntry.MaxCode);
            entry.Property(row => row.Resource).HasMaxLength(AccessEntry.MaxText);
            entry.Property(row => row.ResourceName).HasMaxLength(AccessEntry.MaxText);
            entry.Property(row => row.Detail).HasMaxLength(AccessEntry.MaxText);
            entry.HasIndex(nameof(AccessEntry.Tenant), nameof(AccessEntry.At), Position);
            entry.OwnsOne(row => row.Subject, subject =>
            {
                subject.ToTable("Subjects");
                subject.WithOwner().HasForeignKey(Position);
                subject.HasKey(Position);
                subject.Property(person => person.UserId).HasMaxLength(Subject.MaxName);
                subject.Property(person => person.UserName).HasMaxLength(Subject.MaxName);
                subject.Property(person => person.Address).HasMaxLength(Subject.MaxAddress);
                subject.Property(person => person.UserAgent).HasMaxLength(Subject.MaxUserAgent);
                subject.HasIndex(person => person.UserId);
                subject.HasIndex(person => person.UserName);
            });
            entry.Navigation(row => row.Subject).IsRequired();
        });
        modelBuilder.Entity<WriteProbe>().ToTable("Probes").Property(probe => probe.Id).ValueGeneratedNever();
    }

    private sealed class TenantConverter() : ValueConverter<TenantId, string>(tenant => tenant.Value, text => TenantId.Parse(text));

    private sealed class SubtenantConverter() : ValueConverter<SubtenantId, string>(subtenant => subtenant.Value, text => SubtenantId.Parse(text));

    /// <summary>Whole microseconds since 1970-01-01 UTC: they sort, and mean the same to every database.</summary>
    private sealed class MicrosecondConverter() : ValueConverter<DateTimeOffset, long>(time => Microseconds.Of(time), number => Microseconds.ToTime(number));
}

/// <summary>The one row that the health probe writes, so that a disk that takes no more is noticed before a user is.</summary>
internal sealed class WriteProbe
{
    public int Id { get; set; }

    public DateTimeOffset At { get; set; }
}
