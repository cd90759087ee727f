using Enterprise.Sandbox.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Enterprise.Sandbox.Gateway;

/// <summary>
/// Sizes and characters that the gateway refuses: headers, body, raw brackets in a query. The rules are documented, the status codes
/// inferred.
/// </summary>
internal sealed class LimitsMiddleware(RequestDelegate next, GatewayPages pages, SandboxOptions options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.HostMatch().Place is not (Place.Application or Place.Gateway))
        {
            await next(context);
            return;
        }

        if (Refuse(context) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = options.MaxBodyBytes;
        await next(context);
    }

    private IResult? Refuse(HttpContext context)
    {
        var headers = context.Request.Headers.Sum(header => header.Value.Sum(value => (long)header.Key.Length + (value?.Length ?? 0)));
        if (headers > options.MaxHeaderBytes)
        {
            return pages.HeadersTooLarge(headers);
        }

        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0 && target.AsSpan(query).IndexOfAny('[', ']') >= 0)
        {
            return pages.BadQuery();
        }

        return context.Request.ContentLength > options.MaxBodyBytes ? pages.BodyTooLarge() : null;
    }
}
