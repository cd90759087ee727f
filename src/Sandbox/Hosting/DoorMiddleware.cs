using Enterprise.Sandbox.Identity;
using Microsoft.AspNetCore.Http.Features;

namespace Enterprise.Sandbox.Hosting;

/// <summary>Reads the place from the host name, and understands the path forms of clients that know no more than localhost.</summary>
internal sealed class DoorMiddleware(RequestDelegate next, Addresses addresses)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["X-Sandbox"] = "insights-hub-stand-in";
            if (context.Response.StatusCode is >= 300 and < 400)
            {
                // A way to sign in, walked again from the browser's memory, would lead round in circles.
                context.Response.Headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });

        var door = addresses.Find(context.Request.Host.Host);
        if (door is null)
        {
            return NoSuchHostAsync(context);
        }

        context.Features.Set(door.Place == Place.Root ? PathForm(context.Request) ?? door : door);
        return next(context);
    }

    private static Door? PathForm(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        var end = path.IndexOf('/', 1);
        if (end < 0)
        {
            return null;
        }

        var first = path[1..end];
        Door? door = first switch
        {
            "gateway" when path[end..].StartsWith("/api/", StringComparison.Ordinal) => new(Place.Gateway),
            _ when first.EndsWith(".piam", StringComparison.Ordinal) => new(Place.Identity, first[..^".piam".Length]),
            _ when first.EndsWith(".sws", StringComparison.Ordinal) => new(Place.Identity, first[..^".sws".Length], Generation: Generation.Second),
            _ => null,
        };
        if (door is not null)
        {
            request.PathBase = "/" + first;
            request.Path = path[end..];
        }

        return door;
    }

    private Task NoSuchHostAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"""
            Nothing of the stand-in answers to this host name. It knows:
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
internal static class DoorContext
{
    public static Door Door(this HttpContext context) => context.Features.GetRequiredFeature<Door>();

    public static TBuilder OpenAt<TBuilder>(this TBuilder endpoints, params Place[] places)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new OpenAt(places));

    /// <summary>Lets an endpoint answer only at its own places. To be used between routing and the endpoints.</summary>
    public static void UseOpenAt(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<OpenAt>() is { } open && !open.Places.Contains(context.Door().Place))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(context);
    });
}
