using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Enterprise.Infrastructure.InsightsHub;

/// <summary>
/// How long one call waits, and when it is retried: after a fault of the platform or of the network, or when the platform names a moment
/// that lies within the request's budget. Every call is a GET. Refusals are not retried.
/// </summary>
internal static class PlatformResilience
{
    /// <summary>The time that one attempt may take.</summary>
    public static readonly TimeSpan Attempt = TimeSpan.FromSeconds(3);

    /// <summary>The budget that a call belongs to.</summary>
    public static readonly HttpRequestOptionsKey<PlatformBudget> Budget = new("budget");

    public static void Set(HttpStandardResilienceOptions options)
    {
        options.TotalRequestTimeout.Timeout = PlatformBudget.Whole;
        options.AttemptTimeout.Timeout = Attempt;
        options.Retry.MaxRetryAttempts = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.ShouldRetryAfterHeader = true;
        options.Retry.ShouldHandle = attempt => ValueTask.FromResult(IsRetried(attempt.Outcome, attempt.Context.GetRequestMessage()));
        options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(5);
    }

    private static bool IsRetried(Outcome<HttpResponseMessage> outcome, HttpRequestMessage? request) => outcome.Result switch
    {
        null => HttpClientResiliencePredicates.IsTransient(outcome),
        { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: { } after } =>
            request is not null && request.Options.TryGetValue(Budget, out var budget) && budget.Allows(WaitOf(after, budget)),
        { StatusCode: >= HttpStatusCode.InternalServerError } => true,
        _ => false,
    };

    private static TimeSpan WaitOf(RetryConditionHeaderValue after, PlatformBudget budget) =>
        after.Delta ?? (after.Date is { } moment ? budget.Until(moment) : TimeSpan.MaxValue);
}
