using System.Globalization;
using Enterprise.Application.AccessLog.Integrity;
using Enterprise.Application.Health;
using Enterprise.Domain.Health;
using Enterprise.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Enterprise.Web.Health;

/// <summary>What the platform's monitor and the operator's own ask, without a token. Answered from memory.</summary>
[AllowAnonymous]
public sealed class HealthController(IMediator mediator, TimeProvider clock, IConfiguration configuration) : Controller
{
    /// <summary>
    /// The platform's contract: a colour and the time. Source: the older edition of the platform's page on self-hosted applications.
    /// </summary>
    /// <returns>200 with the colour in the body; red is a 503 where <c>Health:RedIsUnavailable</c> says so.</returns>
    [Read("/health")]
    public async Task<IActionResult> Colour(CancellationToken cancel) =>
        Answer(await mediator.Send(new GetHealth.Query(), cancel), IsSwitched);

    /// <summary>Whether the process answers at all.</summary>
    [Read("/health/live")]
    public IActionResult Live() =>
        Answer(new(clock.GetUtcNow(), [new("process", HealthStatus.Green, "The process responds.", clock.GetUtcNow())]), redIsUnavailable
        : true);

    /// <summary>
    /// Whether requests should be sent here, and the access log's latest checkpoint, for a monitor that archives it.
    /// </summary>
    /// <returns>200, or 503 while the colour is red.</returns>
    [Read("/health/ready")]
    public async Task<IActionResult> Ready(CancellationToken cancel) =>
        Answer(await mediator.Send(new GetHealth.Query(), cancel), redIsUnavailable: true,
            await mediator.Send(new GetCheckpoint.Query(), cancel));

    private bool IsSwitched => configuration.GetValue("Health:RedIsUnavailable", defaultValue: false);

    private JsonResult Answer(HealthReport report, bool redIsUnavailable, CheckpointFacts? checkpoint = null)
    {
        Response.Headers.CacheControl = "no-store";
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["healthStatus"] = report.Status switch { HealthStatus.Green => "green", HealthStatus.Yellow => "yellow", _ => "red" },
            ["time"] = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        };
        if (checkpoint is not null)
        {
            body["checkpoint"] = new { number = checkpoint.Number, size = checkpoint.Size, root = checkpoint.Root,
                epoch = checkpoint.Epoch };
        }

        return new(body)
        {
            StatusCode = redIsUnavailable && report.Status == HealthStatus.Red ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status200OK,
        };
    }
}
