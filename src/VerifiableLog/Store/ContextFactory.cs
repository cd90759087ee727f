using Microsoft.EntityFrameworkCore;

namespace Enterprise.VerifiableLog.Store;

/// <summary>Gives the context of the database that is configured to whoever asks for the log's context.</summary>
internal sealed class ContextFactory<TContext>(IDbContextFactory<TContext> contexts) : IDbContextFactory<LogContext>
    where TContext : LogContext
{
    public LogContext CreateDbContext() => contexts.CreateDbContext();
}
