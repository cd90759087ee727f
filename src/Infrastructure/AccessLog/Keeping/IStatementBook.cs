using Enterprise.Application.AccessLog.Keeping;

namespace Enterprise.Infrastructure.AccessLog.Keeping;

/// <summary>Where an operator's deeds are signed, and the secret that only this log has.</summary>
internal interface IStatementBook
{
    /// <summary>Writes one signed statement; it is durable when the task is done.</summary>
    /// <param name="kind">One of the kinds of docs/access-log-format.md.</param>
    /// <param name="scope">Whom it concerns.</param>
    /// <param name="lines">Its further lines, name and value, in their order.</param>
    /// <param name="cancel">Ends the work.</param>
    Task AddAsync(string kind, LogScope scope, IReadOnlyList<(string Name, string Value)> lines, CancellationToken cancel);

    /// <summary>What stands for a user's id in a tenant's log: always the same, and nobody without the log's secret can make it.</summary>
    string PseudonymOf(string chain, string userId);
}
