using Enterprise.Application.Tenancy;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.Tokens;

namespace Enterprise.Web.Security;

/// <summary>Token authentication: every request needs a valid token unless its endpoint allows anonymous callers.</summary>
internal static class TokenAuthentication
{
    public static IServiceCollection AddTokenAuthentication(this IServiceCollection services)
    {
        services.AddHttpContextAccessor().AddScoped<ICaller, HttpCaller>();
        services.AddScoped<BearerEvents>().AddSingleton(provider => new TokenSightings(provider.GetRequiredService<TimeProvider>()));
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(options => options.EventsType = typeof(BearerEvents));
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<TokenHandler>((options, rules) =>
        {
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(rules);
        });
        services.AddSingleton<IAuthorizationHandler, RequiresAttribute.Handler>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    /// <summary>
    /// The tile on the Launchpad opens <c>/</c> for everyone. Users without the right to the assets get the first page that they may open,
    /// the access log or the status, at <c>/</c> itself: the platform's loader was reported not to follow a redirect from there.
    /// </summary>
    public static IApplicationBuilder UseLanding(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Path == "/" && http.User.Identity is { IsAuthenticated: true })
        {
            http.Request.Path = Shared.Navigation.LandingOf(http.User);
        }

        return next(http);
    });

    /// <summary>
    /// GET and HEAD only, so that no request changes anything (docs/decisions/0005). Methods are case-sensitive (RFC 9110, 9.1), unlike
    /// <see cref="HttpMethods.IsGet"/>.
    /// </summary>
    public static IApplicationBuilder UseReadOnlySurface(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Method is "GET" or "HEAD")
        {
            return next(http);
        }

        http.Response.Headers.Allow = "GET, HEAD";
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    });
}
