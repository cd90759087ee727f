using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>Lets <c>dotnet ef migrations add</c> make migrations without starting the service.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<AccessLogContext>
{
    public AccessLogContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<AccessLogContext>().UseSqlite("Data Source=:memory:").Options);
}
