using System.Globalization;
using Enterprise.Sandbox.AssetManagement.Assets;
using Enterprise.Sandbox.Data;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.TimeSeries.Signals;
using Microsoft.AspNetCore.Http.Features;

namespace Enterprise.Sandbox.TimeSeries;

/// <summary>What both time series APIs read from a request.</summary>
internal sealed class SeriesRequest(HttpContext context)
{
    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HHzzz", "yyyy-MM-ddzzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH'Z'", "yyyy-MM-dd'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd",
    ];

    private readonly ApiCaller caller = context.Features.GetRequiredFeature<ApiCaller>();

    public HttpContext Http => context;

    public SandboxOptions Options { get; } = context.RequestServices.GetRequiredService<SandboxOptions>();

    /// <summary>The time in milliseconds since 1970; nothing was measured after it.</summary>
    public long Now => Options.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A parameter's value, or null without it or where it is empty.</summary>
    public string? Text(string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A moment in milliseconds since 1970, or null. Without a zone it is UTC.</summary>
    /// <exception cref="TimeSeriesException">It has another form.</exception>
    public long? Time(string name)
    {
        // A plus that was not encoded arrives as a space.
        var text = Text(name)?.Replace(' ', '+');
        return text is null ? null
            : DateTimeOffset.TryParseExact(
                text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                    ? time.ToUnixTimeMilliseconds()
            : throw TimeSeriesException.BadDate(name, text);
    }

    /// <summary>The series of an aspect that the caller may read.</summary>
    /// <exception cref="TimeSeriesException">The scope is missing, or there is no such asset or aspect.</exception>
    public AspectSeries Series(string assetId, string aspect, params string[] scopes)
    {
        if (!scopes.Any(caller.Scopes.Contains))
        {
            throw TimeSeriesException.Forbidden();
        }

        var data = context.RequestServices.GetRequiredService<TenantCatalog>().Of(caller.Tenant);
        var view = AssetView.Of(caller, includeShared: true, Options.Policies);
        var asset = AssetId.TryParse(assetId, out var id) && data.Find(id) is { } found && view.Shows(found)
            ? found
            : throw TimeSeriesException.UnknownAsset(assetId);
        return new(asset, asset.Type.AllAspects.FirstOrDefault(slot => slot.Name == aspect)
            ?? throw TimeSeriesException.UnknownAspect(aspect));
    }
}
