using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Store;

/// <summary>Gives the context of the database that is configured to whoever asks for the log's context.</summary>
internal sealed class ContextFactory<TContext>(IDbContextFactory<TContext> contexts) : IDbContextFactory<AccessLogContext>
    where TContext : AccessLogContext
{
    public AccessLogContext CreateDbContext() => contexts.CreateDbContext();
}
