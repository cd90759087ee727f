using Enterprise.Application.Tenancy;
using Enterprise.Infrastructure;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Enterprise.Architecture.Tests.Planted;

// Every type here breaks a rule on purpose, each in another way, so that the rules can be seen to find it. None is ever used.
internal static class ComposesElsewhere
{
    public static void Register(IServiceCollection services, IConfiguration configuration) => services.AddInfrastructure(configuration);
}

internal sealed class DatabaseAsBase : DbContext;

internal static class DatabaseAsArray
{
    public static readonly object None = Array.Empty<DbContext>();
}

[Index("Name")]
internal static class DatabaseAsAttribute;

internal static class DatabaseInConstraint
{
    public static void Use<T>(T context)
        where T : DbContext => GC.KeepAlive(context);
}

internal static class DatabaseInLambda
{
    public static readonly Func<string, object> Open = file => new Microsoft.Data.Sqlite.SqliteConnection(file);
}

internal static class DatabaseInCatch
{
    public static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            action();
        }
    }
}

internal sealed class NetworkAsParameter(IHttpClientFactory factory)
{
    public object Factory => factory;
}

internal static class NetworkInAsync
{
    public static async Task<string> Read(Uri address)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(address);
    }
}

internal static class NetworkInGeneric
{
    public static Lazy<List<HttpClient>> Clients { get; } = new();
}

internal static class NetworkInIterator
{
    public static IEnumerable<object> Many()
    {
        yield return new HttpClient();
    }
}

internal static class NetworkInNested
{
    private static class Inner
    {
        private static class Innermost
        {
            public static HttpClient? Hidden { get; set; }
        }
    }
}

internal static class NetworkInTypeOf
{
    public static Type Type => typeof(HttpClient);
}

internal static class MakesATenant
{
    public static object Of(string text) => Enterprise.Domain.Tenancy.TenantId.Parse(text);
}

internal sealed class RecordsElsewhere(Enterprise.Application.AccessLog.Recording.AccessRecorder recorder)
{
    public object Recorder => recorder;
}

internal static class RevealsPlainly
{
    public static string Text(AccessToken token) => token.Reveal();
}

internal static class RevealsInLambda
{
    public static readonly Func<AccessToken, string> Text = token => "Bearer " + token.Reveal();
}

internal static class RevealsInAsync
{
    public static async Task Write(AccessToken token, TextWriter to) => await to.WriteAsync(token.Reveal());
}

internal static class RevealsAsDelegate
{
    public static Func<string> Text(AccessToken token) => token.Reveal;
}

internal sealed class SendsFromElsewhere(IMediator mediator)
{
    public Task Send(IRequest<Unit> request) => mediator.Send(request);
}

internal sealed class NotReallyAController(IMediator mediator)
{
    public Task Send(IRequest<Unit> request) => mediator.Send(request);
}

internal static class SqliteInConstraint
{
    public static void Use<T>(T session)
        where T : IEnumerable<Enterprise.VerifiableLog.Store.Sqlite.Session> => GC.KeepAlive(session);
}
