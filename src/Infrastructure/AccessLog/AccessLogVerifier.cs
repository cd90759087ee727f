using System.Runtime.CompilerServices;
using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Domain.Tenancy;
using Enterprise.VerifiableLog;

namespace Enterprise.Infrastructure.AccessLog;

/// <summary>Verifies the log, and reports in the application's terms.</summary>
internal sealed class AccessLogVerifier(LogVerifier verifier) : ILogVerifier
{
    public async IAsyncEnumerable<VerificationStep> VerifyAsync(TenantId? tenant, EntryRange? range,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var steps = verifier.VerifyAsync(tenant?.Value, range is null ? null : new(range.First, range.Last), cancel)
            .GetAsyncEnumerator(cancel);
        while (await steps.MoveNextAsync().AsTask().MappedAsync())
        {
            var step = steps.Current;
            yield return new(step.Done, step.Total, [.. step.Faults.Select(Of)], step.Result is { } found
                ? new(found.Entries, found.First, found.Last, found.Erased, found.Checkpoints, found.Rebuilt, found.Archived, found.Faults)
                : null);
        }
    }

    internal static LogFault Of(VerificationFault fault) => new(KindOf(fault.Kind), fault.Chain, fault.Number, fault.Text);

    /// <summary>The kinds have the same names, but that a chain is a tenant's.</summary>
    private static LogFaultKind KindOf(VerificationFaultKind kind) =>
        kind == VerificationFaultKind.WrongChain ? LogFaultKind.WrongTenant : Enum.Parse<LogFaultKind>(kind.ToString());
}
