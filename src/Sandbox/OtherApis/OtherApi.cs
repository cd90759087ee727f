using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Identity.Endpoints;
using Microsoft.AspNetCore.Http.Features;

namespace Enterprise.Sandbox.OtherApis;

/// <summary>
/// The platform's other APIs: those that the bar calls, those that the platform's command line client calls beside the asset API, and one
/// answer for everything that the Sandbox does not have.
/// </summary>
internal static class OtherApi
{
    public static IServiceCollection AddOtherApis(this IServiceCollection services) => services.AddSingleton<NotAvailable>();

    public static void MapOtherApis(this IEndpointRouteBuilder routes)
    {
        var apis = routes.MapGroup("/api").ServedAt(Place.Root, Place.Gateway, Place.Application);
        var tenants = apis.MapGroup("/tenantmanagement/v4");
        tenants.MapGet("/tenantInfo", (HttpContext context) => Tenant.Find(Caller(context).Tenant)?.ToInfo(context.Api().Generation));
        tenants.MapGet("/legalConfigRegions", (HttpContext context) => TenantDetails.LegalRegions(Caller(context).Tenant));
        tenants.MapGet("/subtenants", (HttpContext context) => TenantDetails.Subtenants(Caller(context).Tenant));
        apis.MapGet("/userprofilemanagement/v1/me", Profile);

        // The bar asks these for notifications, roles and customers; only the first segment of their paths is known (seen).
        foreach (var service in (string[])["im", "pushnotification", "customers", "userprofilemanagement"])
        {
            apis.MapGet($"/{service}/{{**rest}}", () => Results.Json(new JsonObject()));
        }

        // The command line client reads these at "asset-info". No asset here has an event or an uploaded file.
        apis.MapGet("/eventmanagement/v3/events", () => Results.Json(EmptyPage()));
        apis.MapGet("/iotfile/v3/files/{id}", () => Results.Json(new JsonArray()));

        apis.Map("/{**rest}", (HttpContext context, NotAvailable notAvailable) => notAvailable.Answer(context)).WithOrder(int.MaxValue);
    }

    private static ApiCaller Caller(HttpContext context) => context.Features.GetRequiredFeature<ApiCaller>();

    /// <summary>Path and members are the Sandbox's own: only the first segment is known of the platform.</summary>
    private static object Profile(HttpContext context)
    {
        var claims = context.Features.GetRequiredFeature<JsonObject>();
        return new
        {
            name = People.All.FirstOrDefault(person => person.UserName == claims.Text("user_name"))?.Name ?? claims.Text("client_id"),
            email = claims.Text("email"),
            tenant = Caller(context).Tenant,
        };
    }

    private static JsonObject EmptyPage() => new()
    {
        ["page"] = new JsonObject { ["size"] = 20, ["totalElements"] = 0, ["totalPages"] = 0, ["number"] = 0 },
    };
}

/// <summary>What the Sandbox does not have: 501 with a body that says so, and one line on the console for each path.</summary>
internal sealed class NotAvailable(ConsoleNotes notes)
{
    private const int MostPaths = 1000;
    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);

    public IResult Answer(HttpContext context)
    {
        var call = $"{context.Request.Method} {context.ApiPath()}";
        if (seen.Count < MostPaths && seen.TryAdd(call, true))
        {
            notes.Write($"{call} is not available in the Sandbox (501).");
        }

        return Results.Json(
            new { errors = new[] { new { code = "sandbox.notAvailable", message = $"{call} is not available in the Sandbox." } } },
            statusCode: StatusCodes.Status501NotImplemented);
    }
}
