using Enterprise.VerifiableLog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Enterprise.Infrastructure.AccessLog.Migrations;

/// <summary>The access log's tables in PostgreSQL.</summary>
internal sealed class PostgresAccessLogContext(DbContextOptions<PostgresAccessLogContext> options) : LogContext(options, AccessSchema.Schema)
{
    /// <summary>Lets <c>dotnet ef migrations add --context PostgresAccessLogContext</c> make migrations without starting the service.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<PostgresAccessLogContext>
    {
        public PostgresAccessLogContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresAccessLogContext>().UseNpgsql("Host=nowhere.invalid").Options);
    }
}
