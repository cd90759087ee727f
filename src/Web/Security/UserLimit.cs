using System.Security.Claims;
using System.Threading.RateLimiting;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Tenancy;
using Enterprise.Web.Errors;
using Enterprise.Web.Logs;
using Microsoft.AspNetCore.RateLimiting;

namespace Enterprise.Web.Security;

/// <summary>
/// How many requests one user may make: far more than a person ever does, so only programs reach it. Each user has a limit of their own.
/// Refusals are recorded, and counted in a flood.
/// </summary>
internal static class UserLimit
{
    private static readonly LimitSetting Rate = new("Limits:UserRequestsPerSecond", 100, 1, 1_000_000);
    private static readonly LimitSetting Burst = new("Limits:UserBurst", 200, 1, 1_000_000);

    public static IServiceCollection AddUserLimit(this IServiceCollection services, IConfiguration configuration)
    {
        Rate.Check(services, configuration);
        Burst.Check(services, configuration);
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokensPerPeriod = Rate.Of(configuration), ReplenishmentPeriod = TimeSpan.FromSeconds(1), TokenLimit = Burst.Of(configuration),
                QueueLimit = 0,
        };
        return services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, User>(http => Of(http.User) is { } user
                ? RateLimitPartition.GetTokenBucketLimiter(user, _ => bucket)
                : RateLimitPartition.GetNoLimiter(User.None));
            limiter.OnRejected = RefuseAsync;
        });
    }

    public static IApplicationBuilder UseUserLimit(this IApplicationBuilder app) => app.UseRateLimiter();

    private static User? Of(ClaimsPrincipal principal) => principal.Identity is { IsAuthenticated: true }
        ? new(principal.FindFirstValue(CallerClaims.Tenant)!, principal.FindFirstValue(CallerClaims.UserId)!)
        : null;

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancel)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        if (!await services.GetRequiredService<RefusalRecorder>().RecordThrottledAsync(
                Actor.Of(services.GetRequiredService<ICaller>()), OneLine.Path(http.Request.Path)))
        {
            RequestLog.LeaveOut(http);
        }

        await services.GetRequiredService<RefusalWriter>().WriteAsync(http, Refusals.TooManyRequests);
    }

    private sealed record User(string Tenant, string Id)
    {
        /// <summary>A caller without a valid token: refused, or a health check.</summary>
        public static User None { get; } = new(string.Empty, string.Empty);
    }
}
