using Microsoft.AspNetCore.HostFiltering;

namespace Enterprise.Web.Security;

/// <summary>
/// Answers for the hosts of <c>AllowedHosts</c> only. The framework does this before everything else, with a page of its own; here it
/// stands inside, so that the answer is a refusal like any other and the request a line in the log.
/// </summary>
internal static class KnownHosts
{
    public static IServiceCollection AddKnownHosts(this IServiceCollection services)
    {
        services.RemoveStartupFilter("HostFilteringStartupFilter");
        return services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false);
    }

    public static IApplicationBuilder UseKnownHosts(this IApplicationBuilder app) => app.UseHostFiltering();
}
