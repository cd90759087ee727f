using Enterprise.Application;
using Enterprise.Application.AccessLog.Retention;
using Enterprise.Infrastructure;
using Enterprise.Web.Commands;
using Enterprise.Web.Errors;
using Enterprise.Web.Security;
using Enterprise.Web.Shared;

namespace Enterprise.Web;

/// <summary>The service: what it is made of, and the way of a request.</summary>
public static class Program
{
    /// <summary>Serves until it is told to stop, or runs an operator's command if the first argument is <c>audit</c>.</summary>
    /// <param name="args">Configuration as <c>--Key value</c>, they take precedence over the environment.</param>
    /// <returns>0 after a clean stop; else see <see cref="ProcessEnd"/>, for commands <see cref="AuditCommand"/>.</returns>
    public static Task<int> Main(string[] args)
    {
        ProcessEnd.OnUnhandled();
        return args is [AuditCommand.Word, ..] ? AuditCommand.RunAsync(args, BuildForCommands) : Start.RunAsync(() => Build(args));
    }

    private static IHost BuildForCommands(string[] configuration, LogOperator by, bool isLooking)
    {
        var builder = Start.CreateCommandBuilder(configuration);
        builder.Services.AddSingleton(TimeProvider.System).AddOperations(by).AddOperatorCommands(builder.Configuration, isLooking);
        return builder.Build();
    }

    /// <summary>Builds the service without starting it.</summary>
    /// <param name="args">Configuration as <c>--Key value</c>.</param>
    /// <param name="adjust">Changes before it is built; tests put the time here.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = Start.CreateBuilder(args);
        builder.AddLimits(); // Before the endpoints that they are for.
        builder.AddListening();
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddApplication(builder.Configuration["AutoMapper:LicenseKey"])
            .AddInfrastructure(builder.Configuration)
            .AddKnownProxies(builder.Configuration)
            .AddSecurityHeaderOptions(builder.Configuration)
            .AddKnownHosts()
            .AddTokenAuthentication()
            .AddUserLimit(builder.Configuration)
            .AddRefusals()
            .AddPages(builder.Configuration);
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UsePendingConnections();
        app.UseRequestLog();
        app.UseKnownProxies();
        app.UseSecurityHeaderPolicy();
        app.UseRefusals();
        app.UseKnownHosts();
        app.UseNoBodies();
        app.UseReadOnlySurface();
        app.UseLook();
        app.UseAuthentication();
        app.UseUserLimit();
        app.UseLanding();
        app.UseRouting();
        app.UseAuthorization();
        app.MapControllers();
        return app;
    }
}
