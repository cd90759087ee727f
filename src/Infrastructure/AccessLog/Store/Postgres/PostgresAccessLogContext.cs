using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Enterprise.Infrastructure.AccessLog.Store.Postgres;

/// <summary>
/// The access log's tables in PostgreSQL. Text is compared byte by byte (collation "C"), as in SQLite and as the checkpoints demand, whatever the database's
/// language is. Names are in lower case, so that one SQL text without quotes serves both databases.
/// </summary>
internal sealed class PostgresAccessLogContext(DbContextOptions<PostgresAccessLogContext> options) : AccessLogContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation("C");
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
#pragma warning disable CA1308 // PostgreSQL's own way with names that are not quoted.
        foreach (var table in modelBuilder.Model.GetEntityTypes())
        {
            table.SetTableName(table.GetTableName()!.ToLowerInvariant());
            foreach (var column in table.GetProperties())
            {
                column.SetColumnName(column.Name.ToLowerInvariant());
            }
        }
#pragma warning restore CA1308
    }

    /// <summary>Lets <c>dotnet ef migrations add --context PostgresAccessLogContext</c> make migrations without starting the service.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<PostgresAccessLogContext>
    {
        public PostgresAccessLogContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresAccessLogContext>().UseNpgsql("Host=nowhere.invalid").Options);
    }
}
