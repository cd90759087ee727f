using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Web.Resources;
using FluentValidation;
using FluentValidation.AspNetCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace Enterprise.Web.Shared;

/// <summary>Pages: controllers with their views beside them, and the files of the look.</summary>
internal static class Pages
{
    public static IServiceCollection AddPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApplicationOptions>().Bind(configuration.GetSection(ApplicationOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApplicationOptions>, ApplicationOptions.Validator>();
        services.AddSingleton<Icons>();
        services.AddScoped<Representation>().AddScoped<IRepresentation>(request => request.GetRequiredService<Representation>());
        ValidatorOptions.Global.LanguageManager = new ValidationMessages();
        services.AddFluentValidationAutoValidation(validation => validation.DisableDataAnnotationsValidation = true);
        services.Configure<RazorViewEngineOptions>(views =>
        {
            views.ViewLocationFormats.Clear();
            views.ViewLocationFormats.Add("/{1}/{0}.cshtml");
            views.ViewLocationFormats.Add("/Shared/{0}.cshtml");
        });
        // Letters of all languages stand in the page as themselves; what means something to HTML is still encoded.
        services.Configure<WebEncoderOptions>(encoders => encoders.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddControllersWithViews(pages => pages.ModelBinderProviders.Insert(0, new ParameterBinder.Provider()))
            .AddJsonOptions(json =>
        {
            json.JsonSerializerOptions.Converters.Add(new JsonStringEnumConverter());
            json.JsonSerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        return services.WithoutKeyFiles();
    }

    /// <summary>The framework's views bring along protected forms and cookies with their key files; none of them exists here.</summary>
    private static IServiceCollection WithoutKeyFiles(this IServiceCollection services)
    {
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.Remove(services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService"));
        return services;
    }

    /// <summary>
    /// Styles, scripts and icons: the same for everybody, and the only thing besides health that is served without a token.
    /// </summary>
    public static IApplicationBuilder UseLook(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
            file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=300",
    });
}
