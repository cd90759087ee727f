using System.Diagnostics;
using Enterprise.Sandbox.Hosting;
using Yarp.ReverseProxy.Forwarder;

namespace Enterprise.Sandbox.Gateway;

/// <summary>Forwards a request to the application, or explains why that is not possible.</summary>
internal sealed class Forwarding(
    IHttpForwarder forwarder, ApplicationState application, GatewayTransformer transformer, GatewayPages pages, SandboxOptions options)
        : IDisposable
{
    private readonly ForwarderRequestConfig config = new() { ActivityTimeout = options.ApplicationTimeout };

    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        ActivityHeadersPropagator = options.AddTraceparent ? DistributedContextPropagator.CreateDefaultPropagator() : null,
    });

    public async Task ForwardAsync(HttpContext context)
    {
        switch (application.Current)
        {
            case ApplicationState.Running(var origin):
                var error = await forwarder.SendAsync(context, origin.AbsoluteUri, client, config, transformer);
                await ExplainAsync(context, origin, error);
                break;
            case ApplicationState.Failed(var reason, var lines):
                await pages.NotRunning(reason, lines).ExecuteAsync(context);
                break;
            default:
                await pages.Starting().ExecuteAsync(context);
                break;
        }
    }

    public void Dispose() => client.Dispose();

    private async Task ExplainAsync(HttpContext context, Uri origin, ForwarderError error)
    {
        if (error == ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var fault = context.GetForwarderErrorFeature()?.Exception;
        var page = TooLarge(fault) ? pages.BodyTooLarge()
            : error == ForwarderError.RequestTimedOut ? pages.TimedOut(origin)
            : pages.NoAnswer(origin, (fault?.GetBaseException().Message ?? error.ToString()) + ".");
        await page.ExecuteAsync(context);
    }

    private static bool TooLarge(Exception? fault) =>
        fault is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
        || (fault is AggregateException several && several.InnerExceptions.Any(TooLarge))
        || (fault?.InnerException is { } inner && TooLarge(inner));
}
