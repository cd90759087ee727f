using System.Diagnostics;
using Enterprise.Application.AccessLog;
using Microsoft.AspNetCore.Http.Features;

namespace Enterprise.Web.Errors;

/// <summary>
/// What the server refuses before it is a request (400, 408, 414, 431, 505) is answered by the server itself, with a status and no more. It is one line in the log all the
/// same, with the id that the request would have had; in a flood the first is, and from then on there is one for each second and status, with their number.
/// </summary>
internal sealed partial class ServerRefusals(DiagnosticListener server, TimeProvider clock, ILogger<ServerRefusals> logger) : BackgroundService, IObserver<KeyValuePair<string, object?>>
{
    private const string Refused = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Whatever the status is, a version of HTTP that nobody speaks (505) included: it is not a mistake of this application.</summary>
    private static readonly string Code = Refusals.ForStatus(StatusCodes.Status400BadRequest).Code;

    private readonly Tallies<int, string> _tallies = new(clock);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == Refused && value.Value is IFeatureCollection features && features.Get<IBadRequestExceptionFeature>()?.Error is BadHttpRequestException refused)
        {
            var id = features.Get<IHttpRequestIdentifierFeature>()?.TraceIdentifier ?? "-";
            if (_tallies.IsAlone(refused.StatusCode, id))
            {
                One(logger, id, refused.StatusCode, Code);
            }
        }
    }

    public void OnCompleted()
    {
        // The server is gone, and nothing is to be said about that here.
    }

    public void OnError(Exception error)
    {
        // The server's events have no errors.
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = server.Subscribe(this, name => name == Refused);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (status, number, _) in _tallies.Take())
            {
                More(logger, number, status, Code);
            }
        }
    }

    [LoggerMessage(1004, LogLevel.Information, "The server refused request {RequestId} with {Status} before it was read: {Code}")]
    private static partial void One(ILogger logger, string requestId, int status, string code);

    [LoggerMessage(1005, LogLevel.Information, "{Number} more requests were refused by the server with {Status} within a second: {Code}")]
    private static partial void More(ILogger logger, int number, int status, string code);
}
