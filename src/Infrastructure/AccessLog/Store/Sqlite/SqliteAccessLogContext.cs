using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Enterprise.Infrastructure.AccessLog.Store.Sqlite;

/// <summary>The access log's tables in a SQLite file.</summary>
internal sealed class SqliteAccessLogContext(DbContextOptions<SqliteAccessLogContext> options) : AccessLogContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<EntryRow>().Property(row => row.Position).ValueGeneratedNever();
    }

    /// <summary>Lets <c>dotnet ef migrations add --context SqliteAccessLogContext</c> make migrations without starting the service.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteAccessLogContext>
    {
        public SqliteAccessLogContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteAccessLogContext>().UseSqlite("Data Source=:memory:").Options);
    }
}
