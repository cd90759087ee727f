using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Enterprise.Benchmarks.Cost;

/// <summary>
/// The limit: the least that a response with the platform's data can cost on ASP.NET Core. It copies the platform's list, and checks,
/// records, parses and logs nothing.
/// </summary>
internal static class PassThrough
{
    /// <summary>The argument that starts it.</summary>
    public const string Word = "cost-limit";

    public static async Task<int> RunAsync(Uri platform)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var list = new Uri(platform, AssetStub.List + "?page=0&size=50&sort=name,asc");
        var app = builder.Build();
        app.MapGet("/", async (HttpContext http) =>
        {
            using var answer = await client.GetAsync(list, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
            http.Response.StatusCode = (int)answer.StatusCode;
            http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            http.Response.ContentLength = answer.Content.Headers.ContentLength;
            await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
        });
        return await Helper.ServeAsync(app);
    }
}
