using Enterprise.Application.AccessLog.Retention;
using Enterprise.Application.Assets;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Recording;

/// <summary>
/// No record, no answer: the outermost step around every use case that shows tenant data. The answer is rendered, then recorded, and sent
/// once its entry is durable. Refusals and failures are entries as well, the platform's and our own. An operator's command is recorded
/// before it removes anything.
/// </summary>
/// <param name="caller">Who uses the service; null in an operator's command.</param>
/// <param name="representation">The answer of the service; null in an operator's command.</param>
/// <param name="by">Who runs the operator's command; null in the service.</param>
internal sealed class AuditBehaviour<TRequest, TResponse>(
    AccessRecorder recorder, ICaller? caller = null, IRepresentation? representation = null, LogOperator? by = null)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    /// <summary>The reason of an entry that says that there was nothing to see.</summary>
    public const string NotFound = "not_found";

    /// <summary>The reason of an entry of a client that left before there was an answer.</summary>
    public const string ClientGone = "client_gone";

    /// <summary>The reason of an entry of a mistake of this application.</summary>
    public const string Unexpected = "unexpected";

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request switch
        {
            IAudited<TResponse> audited => AnswerAsync(audited, next),
            IOperation operation => RunAsync(operation, by ?? throw new InvalidOperationException("There is no operator."), next),
            _ => next(),
        };

    private async Task<TResponse> AnswerAsync(IAudited<TResponse> audited, RequestHandlerDelegate<TResponse> next)
    {
        var facts = new AccessFacts(audited.Resource, Detail: audited.ToQueryString());
        TResponse response;
        Disclosure? shown;
        try
        {
            response = await next();
            shown = audited.Disclose(response);
            if (shown is not null)
            {
                await representation!.RenderAsync(response!);
            }
        }
        catch (Exception failure) when (failure is not (ValidationException or AccessLogUnavailableException))
        {
            var (outcome, reason) = Of(failure);
            await recorder.RecordAsync(caller!, audited.Action, outcome, facts with { Reason = reason });
            throw;
        }

        await (shown is null
            ? recorder.RecordAsync(caller!, audited.Action, AccessOutcome.Denied, facts with { Reason = NotFound })
            : recorder.RecordAsync(
                caller!, audited.Action, AccessOutcome.Granted,
                facts with { ResourceName = shown.ResourceName, Items = shown.Items, Detail = shown.Detail ?? facts.Detail }));
        return response;
    }

    private async Task<TResponse> RunAsync(IOperation request, LogOperator actor, RequestHandlerDelegate<TResponse> next)
    {
        TResponse response;
        try
        {
            response = await next();
        }
        catch (RetentionRefusedException refusal)
        {
            await recorder.RecordAsync(actor, request.Scope, request.Action, AccessOutcome.Denied, new(Reason: refusal.Reason));
            throw;
        }

        var operation = (Operation)(object)response!;
        var outcome = operation.Reason is null ? AccessOutcome.Granted : AccessOutcome.Failed;
        foreach (var chain in operation.Chains)
        {
            await recorder.RecordAsync(actor, chain, request.Action, outcome, operation.Facts);
        }

        await operation.RunAsync();
        return response;
    }

    private static (AccessOutcome Outcome, string Reason) Of(Exception failure) => failure switch
    {
        AssetCatalogException platform => (platform.IsRefusal ? AccessOutcome.Denied : AccessOutcome.Failed, platform.Code),
        AccessLogSlowException => (AccessOutcome.Failed, AccessLogSlowException.Code),
        OperationCanceledException => (AccessOutcome.Failed, ClientGone),
        _ => (AccessOutcome.Failed, Unexpected),
    };
}
