using Enterprise.Sandbox.Identity;
using Microsoft.AspNetCore.Http.Features;

namespace Enterprise.Sandbox.Hosting;

/// <summary>Reads the place from the host name, or from the path of clients that can resolve nothing but localhost.</summary>
internal sealed class HostMiddleware(RequestDelegate next, Addresses addresses)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["X-Sandbox"] = "insights-hub-stand-in";
            if (context.Response.StatusCode is >= 300 and < 400)
            {
                // A cached redirect of the sign-in would loop.
                context.Response.Headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });

        var match = addresses.Find(context.Request.Host.Host);
        if (match is null)
        {
            return NoSuchHostAsync(context);
        }

        context.Features.Set(match.Place == Place.Root ? PathForm(context.Request) ?? match : match);
        return next(context);
    }

    private static HostMatch? PathForm(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        var end = path.IndexOf('/', 1);
        if (end < 0)
        {
            return null;
        }

        var first = path[1..end];
        HostMatch? match = first switch
        {
            "gateway" when path[end..].StartsWith("/api/", StringComparison.Ordinal) => new(Place.Gateway),
            _ when first.EndsWith(".piam", StringComparison.Ordinal) => new(Place.Identity, first[..^".piam".Length]),
            _ when first.EndsWith(".sws", StringComparison.Ordinal) =>
                new(Place.Identity, first[..^".sws".Length], Generation: Generation.Second),
            _ => null,
        };
        if (match is not null)
        {
            request.PathBase = "/" + first;
            request.Path = path[end..];
        }

        return match;
    }

    private Task NoSuchHostAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"""
            The Sandbox does not serve this host name. It serves:
              {addresses.Root}   Launchpad
              {addresses.Application("TENANT")}   the application of a tenant
              {addresses.Identity("TENANT")}   identity of a tenant, or of "core"
              {addresses.Gateway}api/   the platform's APIs
              {addresses.ApplicationOf("ID", Generation.Second)}   the application of a tenant of the second generation
              {addresses.IdentityOf("ID", Generation.Second)}   its identity
              {addresses.SecondGateway}api/   its APIs
              {addresses.Static}   the bar

            """);
    }
}

/// <summary>The place of the current request.</summary>
internal static class HostContext
{
    public static HostMatch HostMatch(this HttpContext context) => context.Features.GetRequiredFeature<HostMatch>();

    public static TBuilder ServedAt<TBuilder>(this TBuilder endpoints, params Place[] places)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new ServedAt(places));

    /// <summary>Lets an endpoint answer only at its own places. To be used between routing and the endpoints.</summary>
    public static void UseServedAt(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ServedAt>() is { } served && !served.Places.Contains(context.HostMatch().Place))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(context);
    });
}
