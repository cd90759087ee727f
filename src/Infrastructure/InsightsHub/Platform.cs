using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Enterprise.Application.Assets;
using Enterprise.Application.Tenancy;
using Microsoft.Extensions.Options;
using Polly;

namespace Enterprise.Infrastructure.InsightsHub;

/// <summary>
/// The way out to the platform: GET only, to the origin configured for the caller's identity provider and no other, with the caller's own
/// token; no redirect is followed, no link is used. Answers are bounded in time, size and depth. Whatever goes wrong while one is received,
/// read or translated is a failure of the platform.
/// </summary>
internal sealed class Platform(IHttpClientFactory http, IOptions<InsightsHubOptions> options)
{
    /// <summary>The name of the client.</summary>
    public const string Client = "platform";

    /// <summary>The name of the client that only pings.</summary>
    public const string ProbeClient = "platform probe";

    /// <summary>The greatest answer, in bytes.</summary>
    public const int MaxAnswer = 16 * 1024 * 1024;

    /// <summary>Reads one answer.</summary>
    /// <typeparam name="TWire">The answer as the platform writes it.</typeparam>
    /// <exception cref="AssetCatalogException">The platform refused or could not answer; a 404 carries that status in the
    /// cause.</exception>
    public async Task<T> GetAsync<TWire, T>(
        ICaller caller, Api api, string path, JsonTypeInfo<TWire> type, Func<TWire, T> translate, PlatformBudget budget,
        CancellationToken cancel)
    {
        using var request = Request(options.Value.Providers[caller.Provider], api, path);
        request.Options.Set(PlatformResilience.Budget, budget);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.Token.Reveal());
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, budget.End);
        try
        {
            using var answer = await http.CreateClient(Client).SendAsync(request, end.Token);
            return translate(await ReadAsync(answer, type, end.Token));
        }
        catch (Exception fault) when (fault is not AssetCatalogException)
        {
            cancel.ThrowIfCancellationRequested();
            throw new AssetCatalogException(end.IsCancellationRequested ? CatalogFailure.Slow : FailureOf(fault), fault.Message, fault);
        }
    }

    /// <summary>Asks every configured platform, without a token, whether it answers.</summary>
    /// <returns>The worst status of the answers.</returns>
    public async Task<HttpStatusCode> PingAsync(Api api, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(options.Value.Providers.Values.Select(async provider =>
        {
            using var request = Request(provider, api, "/");
            using var answer = await http.CreateClient(ProbeClient).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return answer.StatusCode;
        }));
        return answers.Max();
    }

    private static HttpRequestMessage Request(IdentityProviderOptions provider, Api api, string path)
    {
        var origin = new Uri(provider.ApiBase);
        var below = provider.ApiPath.Replace("{service}", api.Service, StringComparison.Ordinal)
            .Replace("{version}", api.Version, StringComparison.Ordinal);
        var address = new Uri(origin, below + path);
        return address.GetLeftPart(UriPartial.Authority) == origin.GetLeftPart(UriPartial.Authority)
            ? new(HttpMethod.Get, address) { Headers = { { "Accept", "application/hal+json" } } }
            : throw new InvalidOperationException("The platform is called at its configured origin only.");
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            var seen = $"The platform responded with status {(int)answer.StatusCode}.";
            throw new AssetCatalogException(FailureOf(answer.StatusCode), seen, new HttpRequestException(seen, null, answer.StatusCode));
        }

        if (answer.Content.Headers.ContentType?.MediaType is not ("application/hal+json" or "application/json"))
        {
            throw new AssetCatalogException(CatalogFailure.Nonsense,
                $"The platform responded with content type {answer.Content.Headers.ContentType?.MediaType}.");
        }

        var body = AnswerShape.ToUtf8(await answer.Content.ReadAsByteArrayAsync(cancel));
        if (!AnswerShape.IsBearable(body))
        {
            throw new AssetCatalogException(CatalogFailure.Nonsense,
                $"The platform returned a list of more than {AnswerShape.MostItems} items.");
        }

        return JsonSerializer.Deserialize(body, type)
            ?? throw new AssetCatalogException(CatalogFailure.Nonsense, "The platform returned null.");
    }

    private static CatalogFailure FailureOf(Exception fault) => fault switch
    {
        OperationCanceledException or Polly.Timeout.TimeoutRejectedException => CatalogFailure.Slow,
        HttpRequestException or IOException or ExecutionRejectedException => CatalogFailure.Down,
        _ => CatalogFailure.Nonsense, // A damaged encoding, no JSON, other types than agreed, and whatever else reading throws.
    };

    private static CatalogFailure FailureOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => CatalogFailure.TokenRefused,
        HttpStatusCode.Forbidden => CatalogFailure.RightMissing,
        HttpStatusCode.TooManyRequests => CatalogFailure.TooManyRequests,
        HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout => CatalogFailure.Slow,
        >= HttpStatusCode.InternalServerError => CatalogFailure.Down,
        _ => CatalogFailure.Nonsense,
    };
}

/// <summary>An API of the platform.</summary>
/// <param name="Service">Its name in addresses.</param>
/// <param name="Version">Its version in addresses.</param>
internal sealed record Api(string Service, string Version)
{
    /// <summary>Asset Management.</summary>
    public static Api Assets { get; } = new("assetmanagement", "v3");
}
