using System.Diagnostics;
using System.Net;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Background;
using Microsoft.AspNetCore.Http.Features;

namespace Enterprise.Web.Errors;

/// <summary>
/// Logs what the server refuses before there is a request. It answers some by itself with a status and no more (400, 408, 414, 431, 505),
/// and closes connections that send no request. The first of a kind is one line; in a flood there is one line for each second and kind,
/// with their number.
/// </summary>
internal sealed partial class ServerRefusals(
    BackgroundWork work, DiagnosticListener server, TimeProvider clock, ILogger<ServerRefusals> logger)
    : BackgroundLoop(work, "server refusals"), IObserver<KeyValuePair<string, object?>>
{
    private const string Refused = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>
    /// For every status, also an unknown version of HTTP (505): it is not a fault of this application.
    /// </summary>
    private static readonly string Code = Refusals.ForStatus(StatusCodes.Status400BadRequest).Code;

    private readonly BurstCounter<int, string> _counter = new(clock);
    private readonly BurstCounter<string, IPAddress> _closed = new(clock);

    /// <summary>Logs that a connection was closed before its first request arrived.</summary>
    /// <param name="reason">A constant text.</param>
    public void NoteClosed(string reason, IPAddress address)
    {
        if (_closed.IsAlone(reason, address))
        {
            OneClosed(logger, address, reason);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == Refused && value.Value is IFeatureCollection features && features.Get<IBadRequestExceptionFeature>()?.Error
            is BadHttpRequestException refused)
        {
            var id = features.Get<IHttpRequestIdentifierFeature>()?.TraceIdentifier ?? "-";
            if (_counter.IsAlone(refused.StatusCode, id))
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

    protected override async Task LoopAsync(CancellationToken stop)
    {
        using var subscription = server.Subscribe(this, name => name == Refused);
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(1), clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (status, number, _) in _counter.Take())
            {
                More(logger, number, status, Code);
            }

            foreach (var (reason, number, address) in _closed.Take())
            {
                MoreClosed(logger, number, address, reason);
            }
        }
        while (!stop.IsCancellationRequested);
    }

    [LoggerMessage(1004, LogLevel.Information, "The server refused request {RequestId} with {Status} before it was read: {Code}")]
    private static partial void One(ILogger logger, string requestId, int status, string code);

    [LoggerMessage(1005, LogLevel.Information, "{Number} more requests were refused by the server with {Status} within a second: {Code}")]
    private static partial void More(ILogger logger, int number, int status, string code);

    [LoggerMessage(1006, LogLevel.Information, "The server closed a connection from {Address} before its first request: {Reason}")]
    private static partial void OneClosed(ILogger logger, IPAddress address, string reason);

    [LoggerMessage(
        1007, LogLevel.Information,
        "{Number} more connections, the last from {Address}, were closed before their first request within a second: {Reason}")]
    private static partial void MoreClosed(ILogger logger, int number, IPAddress address, string reason);
}
