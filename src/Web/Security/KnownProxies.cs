using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Enterprise.Web.Security;

/// <summary>The proxies whose forwarding headers are trusted; all others are ignored. Section <c>Proxies</c>.</summary>
public sealed class ProxyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Proxies";

    /// <summary>Addresses, or networks as <c>10.1.0.0/16</c>. Where there is none, forwarded headers say nothing.</summary>
    public IList<string> Known { get; } = [];

    internal sealed class Validator : IValidateOptions<ProxyOptions>
    {
        public ValidateOptionsResult Validate(string? name, ProxyOptions options)
        {
            var faults = options.Known.Where(text => !IPAddress.TryParse(text, out _)
                && !(IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0))
                .Select(text => $"Proxies:Known names '{text}': give an address such as 10.1.2.3, or a network such as 10.1.0.0/16; a "
                    + "network of all addresses is not allowed.").ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}

/// <summary>Takes the client's address and scheme from a known proxy, one hop; never the host.</summary>
internal static class KnownProxies
{
    public static IServiceCollection AddKnownProxies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ProxyOptions>().Bind(configuration.GetSection(ProxyOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptions.Validator>();
        // The framework's own switch (ASPNETCORE_FORWARDEDHEADERS_ENABLED) would believe everybody.
        services.RemoveStartupFilter("ForwardedHeadersStartupFilter");
        services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<ProxyOptions>>(
            (forwarded, proxies) => Trust(forwarded, proxies.Value.Known));
        return services;
    }

    /// <summary>
    /// From here on the connection has the client's address and scheme; <see cref="RequestOriginFeature"/> keeps what was seen before.
    /// </summary>
    public static void UseKnownProxies(this IApplicationBuilder app) =>
        RequestOriginFeature.Around(app, inner => inner.UseForwardedHeaders());

    /// <summary>Removes what the framework would put before everything else.</summary>
    public static void RemoveStartupFilter(this IServiceCollection services, string name) =>
        services.Remove(services.Single(service => service.ServiceType == typeof(IStartupFilter)
            && service.ImplementationType?.Name == name));

    private static void Trust(ForwardedHeadersOptions forwarded, IList<string> known)
    {
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        forwarded.ForwardLimit = 1;
        // Without a single known proxy the framework believes everybody: then nothing is read at all.
        forwarded.ForwardedHeaders = known.Count == 0 ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var text in known)
        {
            if (IPAddress.TryParse(text, out var address))
            {
                forwarded.KnownProxies.Add(address);
            }
            else
            {
                forwarded.KnownIPNetworks.Add(IPNetwork.Parse(text));
            }
        }
    }
}
