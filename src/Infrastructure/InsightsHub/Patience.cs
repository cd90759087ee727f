using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Enterprise.Infrastructure.InsightsHub;

/// <summary>
/// How long the platform is waited for, and when it is asked once more: after a fault of its own or of the way to it, or when it names a moment that lies within
/// the time that the whole may take. Everything asked here is a GET. What it refuses is not asked again.
/// </summary>
internal static class Patience
{
    /// <summary>The time that an answer may take with its retry.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromSeconds(8);

    /// <summary>The time that one attempt may take.</summary>
    public static readonly TimeSpan Attempt = TimeSpan.FromSeconds(3);

    private static readonly HttpRequestOptionsKey<long> Begun = new("begun");

    /// <summary>Notes when the caller began to wait.</summary>
    public static void Begin(HttpRequestMessage request) => request.Options.Set(Begun, TimeProvider.System.GetTimestamp());

    public static void Set(HttpStandardResilienceOptions options)
    {
        options.TotalRequestTimeout.Timeout = Whole;
        options.AttemptTimeout.Timeout = Attempt;
        options.Retry.MaxRetryAttempts = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.ShouldRetryAfterHeader = true;
        options.Retry.ShouldHandle = attempt => ValueTask.FromResult(IsWorthAnother(attempt.Outcome, Left(attempt.Context.GetRequestMessage())));
        options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(5);
    }

    private static bool IsWorthAnother(Outcome<HttpResponseMessage> outcome, TimeSpan left) => outcome.Result switch
    {
        null => HttpClientResiliencePredicates.IsTransient(outcome),
        { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: { } after } => WaitOf(after) < left,
        { StatusCode: >= HttpStatusCode.InternalServerError } => true,
        _ => false,
    };

    private static TimeSpan Left(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Begun, out var begun) ? Whole - TimeProvider.System.GetElapsedTime(begun) : TimeSpan.Zero;

    private static TimeSpan WaitOf(System.Net.Http.Headers.RetryConditionHeaderValue after) =>
        after.Delta ?? after.Date - TimeProvider.System.GetUtcNow() ?? TimeSpan.MaxValue;
}
