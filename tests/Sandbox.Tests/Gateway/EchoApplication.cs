using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Enterprise.Sandbox.Tests.Gateway;

/// <summary>A small application behind the gateway that reports what reached it.</summary>
public sealed class EchoApplication : IAsyncDisposable
{
    private readonly WebApplication app;
    private int requests;

    private EchoApplication(WebApplication app) => this.app = app;

    public Uri Origin => new(app.Urls.Single());

    /// <summary>How many requests reached the application.</summary>
    public int Requests => Volatile.Read(ref requests);

    public static async Task<EchoApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var echo = new EchoApplication(builder.Build());
        echo.app.Run(echo.AnswerAsync);
        await echo.app.StartAsync();
        return echo;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        switch (context.Request.Path.Value)
        {
            case "/hang":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case "/stream":
                await context.Response.WriteAsync("first");
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case var path when path!.StartsWith("/cookies/", StringComparison.Ordinal):
                foreach (var name in path.Split('/')[2..])
                {
                    context.Response.Cookies.Append(name, "of the application");
                }

                break;
        }

        using var body = new StreamReader(context.Request.Body);
        var text = await body.ReadToEndAsync();
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
        context.Response.Cookies.Append("lang", "en");
        await context.Response.WriteAsJsonAsync(new Echo(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(),
                StringComparer.Ordinal),
            text.Length));
    }
}

/// <summary>One request as the application saw it.</summary>
public sealed record Echo(string Method, string Target, string RawTarget, Dictionary<string, string> Headers, int BodyLength)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Echo> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<Echo>(text, JsonSerializerOptions.Web)!;
    }
}
