using Enterprise.Application.Assets;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using MediatR;

namespace Enterprise.Application.AccessLog;

/// <summary>
/// No record, no answer: the outermost step around every use case that shows tenant data. The answer is handed on only after its entry is durable;
/// refusals and failures of the platform are entries as well.
/// </summary>
internal sealed class AuditBehaviour<TRequest, TResponse>(AccessRecorder recorder, ICaller caller) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    /// <summary>The reason of an entry that says that there was nothing to see.</summary>
    public const string NotFound = "not_found";

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not IAudited<TResponse> audited)
        {
            return await next();
        }

        var facts = new AccessFacts(audited.Resource, Detail: audited.ToString());
        try
        {
            var response = await next();
            var shown = audited.Disclose(response);
            await (shown is null
                ? recorder.RecordAsync(caller, audited.Action, AccessOutcome.Denied, facts with { Reason = NotFound })
                : recorder.RecordAsync(caller, audited.Action, AccessOutcome.Granted, facts with { ResourceName = shown.ResourceName, Items = shown.Items }));
            return response;
        }
        catch (AssetCatalogException failure)
        {
            var outcome = failure.IsRefusal ? AccessOutcome.Denied : AccessOutcome.Failed;
            await recorder.RecordAsync(caller, audited.Action, outcome, facts with { Reason = failure.Code });
            throw;
        }
        catch (AccessLogSlowException)
        {
            await recorder.RecordAsync(caller, audited.Action, AccessOutcome.Failed, facts with { Reason = AccessLogSlowException.Code });
            throw;
        }
    }
}
