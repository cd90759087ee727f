using System.Globalization;
using System.Text;
using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.Faults;

/// <summary>What each kind of fault does to a request.</summary>
internal sealed class FaultEffects(SandboxOptions options, Addresses addresses)
{
    /// <summary>Where the fault <c>redirect</c> sends a client: a second name of this machine, hence another origin.</summary>
    public const string ForeignPath = "/elsewhere";

    private const int HugeBytes = 64 * 1024 * 1024;
    private const string Error = """{"errors":[{"code":"mdsp.core.generic.internalServerError","message":"A fault of the Sandbox"}]}""";
    private const string TooMany = """{"errors":[{"code":"mdsp.core.generic.tooManyRequests","message":"API rate limit exceeded"}]}""";

    private const string SignInPage =
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1><form><input name=\"user\"></form></body></html>";

    public async Task ApplyAsync(ActiveFault fault, HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        switch (fault.Kind.Key)
        {
            case "too-many-requests":
                await WriteAsync(response, StatusCodes.Status429TooManyRequests, TooMany);
                break;
            case "too-many-requests-retry-after":
                response.Headers.RetryAfter = Math.Ceiling(fault.Rule.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                await WriteAsync(response, StatusCodes.Status429TooManyRequests, TooMany);
                break;
            case "server-error":
                await WriteAsync(response, StatusCodes.Status500InternalServerError, Error);
                break;
            case "error-array":
                await WriteAsync(response, StatusCodes.Status500InternalServerError, $"[{Error}]");
                break;
            case "bad-gateway":
                response.StatusCode = StatusCodes.Status502BadGateway;
                break;
            case "unavailable" or "identity-down":
                response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
            case "gateway-timeout":
                response.StatusCode = StatusCodes.Status504GatewayTimeout;
                break;
            case "html":
                await WriteAsync(response, StatusCodes.Status200OK, SignInPage, "text/html; charset=utf-8");
                break;
            case "redirect":
                response.Redirect($"http://127.0.0.1:{addresses.Root.Port}{ForeignPath}{context.Request.Path}");
                break;
            case "slow":
                await WaitAsync(fault.Rule.Delay ?? options.SlowAnswer, fault, context);
                await next(context);
                break;
            case "hang":
                await WaitAsync(Timeout.InfiniteTimeSpan, fault, context);
                context.Abort();
                break;
            case "reset" or "bar-down":
                context.Abort();
                break;
            case "huge-body":
                await WriteHugeAsync(context, next);
                break;
            default:
                await ChangeAsync(fault.Kind.Key, context, next);
                break;
        }
    }

    /// <summary>Waits, at most until the client gives up or the fault is removed.</summary>
    private async Task WaitAsync(TimeSpan delay, ActiveFault fault, HttpContext context)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        await Task.WhenAny(Task.Delay(delay, options.Clock, done.Token), fault.Ended);
        await done.CancelAsync();
    }

    private static Task WriteAsync(HttpResponse response, int status, string body, string type = "application/json")
    {
        response.StatusCode = status;
        response.ContentType = type;
        return response.WriteAsync(body);
    }

    private static async Task ChangeAsync(string kind, HttpContext context, RequestDelegate next)
    {
        var body = await CapturedBody.OfAsync(context, next);
        var changed = kind switch
        {
            "truncated-json" => body[..(body.Length / 2)],
            "missing-page" => ChangedList.WithoutMiddlePage(body),
            "empty-embedded" => ChangedList.WithEmptyEmbedded(body),
            "duplicate-assets" => ChangedList.WithDuplicate(body),
            _ => body,
        };
        if (kind == "wrong-content-type")
        {
            context.Response.ContentType = "text/plain";
        }

        context.Response.ContentLength = changed.Length;
        await context.Response.Body.WriteAsync(changed, context.RequestAborted);
    }

    private static async Task WriteHugeAsync(HttpContext context, RequestDelegate next)
    {
        var body = await CapturedBody.OfAsync(context, next);
        context.Response.ContentLength = null;
        await context.Response.Body.WriteAsync("{\"padding\":\""u8.ToArray(), context.RequestAborted);
        var padding = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
        for (var written = 0; written < HugeBytes; written += padding.Length)
        {
            await context.Response.Body.WriteAsync(padding, context.RequestAborted);
        }

        await context.Response.Body.WriteAsync("\","u8.ToArray(), context.RequestAborted);
        await context.Response.Body.WriteAsync(body.AsMemory(Math.Min(1, body.Length)), context.RequestAborted);
    }
}
