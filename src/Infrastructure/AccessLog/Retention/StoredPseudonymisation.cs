using Enterprise.Application.AccessLog.Retention;
using Enterprise.Application.AccessLog.Retention.PersonalData;
using Enterprise.VerifiableLog.Retention;

namespace Enterprise.Infrastructure.AccessLog.Retention;

/// <summary>Replaces the users of old entries by pseudonyms.</summary>
internal sealed class StoredPseudonymisation(Pseudonymisation pseudonymisation) : IPseudonymisation
{
    public Task<long> CountAsync(LogScope chain, DateTimeOffset before, CancellationToken cancel) =>
        pseudonymisation.CountAsync(chain.Chain!, before, cancel);

    public Task StateAsync(PlanPseudonymise.Plan plan, CancellationToken cancel) =>
        pseudonymisation.StateAsync(plan.Scope.Chain!, plan.Entries, plan.Before, cancel).MappedAsync();

    public Task<long> ReplaceAsync(LogScope chain, DateTimeOffset before, IProgress<long> progress, CancellationToken cancel) =>
        pseudonymisation.ReplaceAsync(chain.Chain!, before, progress, cancel).MappedAsync();
}
