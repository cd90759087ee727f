namespace Enterprise.Web.Errors;

/// <summary>Turns what went wrong into a refusal that explains it: never a stack trace, never an empty page.</summary>
internal static class RefusalServices
{
    public static IServiceCollection AddRefusals(this IServiceCollection services) => services
        .AddSingleton<RefusalWriter>()
        .AddSingleton<ServerRefusals>()
        .AddHostedService(services => services.GetRequiredService<ServerRefusals>())
        .AddExceptionHandler<ExceptionRefusals>();

    public static void UseRefusals(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            // At the last moment: what a mistake leaves behind is cleared, headers too.
            http.Response.OnStarting(static state => Name((HttpContext)state), http);
            return next(http);
        });
        app.UseExceptionHandler(
            new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask, SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(status => status.HttpContext.RequestServices.GetRequiredService<RefusalWriter>()
            .WriteAsync(status.HttpContext, Refusals.ForStatus(status.HttpContext.Response.StatusCode)));
    }

    private static Task Name(HttpContext http)
    {
        http.Response.Headers["X-Request-Id"] = http.TraceIdentifier;
        return Task.CompletedTask;
    }
}
