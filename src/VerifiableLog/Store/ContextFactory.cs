using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Store;

/// <summary>Creates the context of the configured database where the log's context is requested.</summary>
internal sealed class ContextFactory<TContext>(IDbContextFactory<TContext> contexts) : IDbContextFactory<LogContext>
    where TContext : LogContext
{
    public LogContext CreateDbContext() => contexts.CreateDbContext();
}
