using Enterprise.Application.AccessLog.Retention;
using Enterprise.VerifiableLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.AccessLog.Retention.Removal;

/// <summary>What removing rows needs of the database, beyond what is the same for all databases.</summary>
internal interface IRemoval : IStoreFiles
{
    /// <summary>Connections of the role that may remove.</summary>
    IDbContextFactory<LogContext> Contexts { get; }

    /// <summary>Where the store is, for an operator.</summary>
    string Place { get; }

    /// <summary>Runs one short transaction in which rows may be removed; outside of it, and for everybody else, they still may not.</summary>
    Task RunAsync(LogContext context, Func<Task> work, CancellationToken cancel);

    /// <summary>Opens a connection for queries that may take up to a minute.</summary>
    async Task<LogContext> OpenAsync(CancellationToken cancel)
    {
        var context = await Contexts.CreateDbContextAsync(cancel);
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(1));
        return context;
    }
}
