using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Application.AccessLog.Retention.Checkpoints;
using Enterprise.Application.AccessLog.Retention.PersonalData;
using Enterprise.Domain.Tenancy;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Enterprise.Testing;

/// <summary>An operator's use cases on a log, sent as the commands send them.</summary>
public sealed class OperatorCommands(IServiceProvider services)
{
    private static readonly IProgress<long> Silent = new Progress<long>();

    /// <summary>Who runs them.</summary>
    public static LogOperator Operator { get; } = new("olga", "command-1", "audit test");

    public Task<IReadOnlyList<PlanPrune.Plan>> PlanPruneAsync() => SendAsync(new PlanPrune.Query());

    public Task PruneAsync(PlanPrune.Plan plan, IProgress<long>? progress = null, CancellationToken cancel = default) =>
        SendAsync(new PruneAccessLog.Command(plan, progress ?? Silent), cancel);

    public Task HoldAsync(LogScope scope, string reason) => SendAsync(new SetLegalHold.Command(scope, IsHeld: true, reason));

    public Task ReleaseAsync(LogScope scope, string reason) => SendAsync(new SetLegalHold.Command(scope, IsHeld: false, reason));

    public Task<PlanErase.Result> PlanEraseAsync(TenantId tenant, string user, string reason) =>
        SendAsync(new PlanErase.Query(tenant, user, reason));

    public async Task<EraseUser.Result> EraseAsync(TenantId tenant, string user, string reason) =>
        (await SendAsync(new EraseUser.Command(new(tenant, user, reason), Silent))).Result;

    public async Task<IReadOnlyList<PlanPseudonymise.Plan>> PlanPseudonymiseAsync(int days) =>
        (await SendAsync(new PlanPseudonymise.Query(days)))!.Chains;

    public Task PseudonymiseAsync(PlanPseudonymise.Plan plan) => SendAsync(new PseudonymiseUsers.Command(plan, Silent));

    public Task<string?> WipeAsync(bool isRebuilt) => SendAsync(new CompactStore.Command(isRebuilt));

    public Task<Rollback?> FindRollbackAsync() => SendAsync(new FindRollback.Query());

    public async Task<Rollback?> AcceptRollbackAsync() => (await SendAsync(new AcceptRollback.Command("restored"))).Result;

    public async Task<string> RotateKeyAsync() => (await SendAsync(new RotateLogKey.Command())).Result;

    private async Task<T> SendAsync<T>(IRequest<T> request, CancellationToken cancel = default)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancel);
    }
}
