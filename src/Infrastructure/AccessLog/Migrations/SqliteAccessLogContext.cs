using Enterprise.VerifiableLog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Enterprise.Infrastructure.AccessLog.Migrations;

/// <summary>The access log's tables in a SQLite file.</summary>
internal sealed class SqliteAccessLogContext(DbContextOptions<SqliteAccessLogContext> options) : LogContext(options, AccessSchema.Schema)
{
    /// <summary>Lets <c>dotnet ef migrations add --context SqliteAccessLogContext</c> make migrations without starting the service.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteAccessLogContext>
    {
        public SqliteAccessLogContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteAccessLogContext>().UseSqlite("Data Source=:memory:").Options);
    }
}
