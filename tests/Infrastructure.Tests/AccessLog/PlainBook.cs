using Enterprise.Application.AccessLog.Keeping;
using Enterprise.Infrastructure.AccessLog.Keeping;
using Enterprise.Infrastructure.AccessLog.Store;
using Microsoft.EntityFrameworkCore;

namespace Enterprise.Infrastructure.Tests.AccessLog;

internal sealed class PlainBook(IDbContextFactory<AccessLogContext> contexts) : IStatementBook
{
    public async Task AddAsync(string kind, LogScope scope, IReadOnlyList<(string Name, string Value)> lines, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        context.Statements.Add(new StatementRow
        {
            Number = await context.Statements.CountAsync(cancel) + 1, Kind = kind, Tenant = scope.Chain, Text = string.Concat(lines.Select(line => $"{line.Name} {line.Value}\n")),
        });
        await context.SaveChangesAsync(cancel);
    }

    public string PseudonymOf(string chain, string userId) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(chain + userId)));
}
