using Enterprise.Web.Shared;
using Microsoft.Extensions.Options;

namespace Enterprise.Web.Security;

/// <summary>
/// The security headers of every response: restrict what the browser loads and runs, forbid foreign frames and caching
/// (docs/decisions/0007).
/// </summary>
internal static class SecurityHeaders
{
    private const int OneYear = 365 * 24 * 60 * 60;

    public static IServiceCollection AddSecurityHeaderOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SecurityOptions>().Bind(configuration.GetSection(SecurityOptions.Section)).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<SecurityOptions>, SecurityOptions.Validator>();
    }

    public static void UseSecurityHeaderPolicy(this IApplicationBuilder app)
    {
        // Made when the service starts and not before, so that a wrong configuration is said together with all other faults.
        app.Use(next =>
        {
            var services = app.ApplicationServices;
            var branch = app.New();
            branch.UseSecurityHeaders(
                Policies(services.GetRequiredService<IOptions<SecurityOptions>>().Value,
                services.GetRequiredService<IOptions<ApplicationOptions>>().Value));
            branch.Run(next);
            return branch.Build();
        });
        app.Use((http, next) =>
        {
            http.Response.OnStarting(static state => KeepNothing((HttpResponse)state), http.Response);
            return next(http);
        });
    }

    /// <summary>What does not say how long it may be kept is not kept.</summary>
    private static Task KeepNothing(HttpResponse response)
    {
        if (response.Headers.CacheControl.Count == 0)
        {
            response.Headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }

    private static HeaderPolicyCollection Policies(SecurityOptions security, ApplicationOptions application)
    {
        var policies = new HeaderPolicyCollection()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyNoReferrer()
            .AddStrictTransportSecurityMaxAgeIncludeSubDomains(OneYear)
            .AddCrossOriginOpenerPolicy(opener => opener.SameOrigin())
            .AddCrossOriginResourcePolicy(resource => resource.SameOrigin())
            .AddPermissionsPolicy(Permissions);
        return security.SendPolicy ? policies.AddContentSecurityPolicy(policy => Content(policy, security, application.BarScript))
            : policies;
    }

    private static void Content(CspBuilder policy, SecurityOptions security, string barScript)
    {
        policy.AddDefaultSrc().None();
        var scripts = policy.AddScriptSrc().Self();
        if (barScript.Length > 0)
        {
            scripts.From(new Uri(barScript).GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));
        }

        policy.AddStyleSrc().Self().WithNonce();
        policy.AddImgSrc().Self().Data();
        policy.AddFontSrc().Self();
        policy.AddConnectSrc().Self().From(security.ConnectSources);
        policy.AddFormAction().Self().From(security.ConnectSources);
        policy.AddBaseUri().None();
        policy.AddObjectSrc().None();
        var frames = policy.AddFrameAncestors();
        _ = security.FrameAncestors.Count == 0 ? frames.None() : frames.From(security.FrameAncestors);
    }

    /// <summary>What a page that only shows text has no use for.</summary>
    private static void Permissions(PermissionsPolicyBuilder features)
    {
        features.AddAccelerometer().None();
        features.AddCamera().None();
        features.AddDisplayCapture().None();
        features.AddGeolocation().None();
        features.AddGyroscope().None();
        features.AddMagnetometer().None();
        features.AddMicrophone().None();
        features.AddMidi().None();
        features.AddPayment().None();
        features.AddUsb().None();
    }
}
