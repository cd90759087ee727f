using System.Globalization;
using System.Reflection;
using Enterprise.Application.AccessLog;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Enterprise.Benchmarks;

/// <summary>
/// What an auditor's questions cost in a large log, as a page of the real host and of that in the database, beside the same in a log of a
/// fifth. Both hosts are asked in turn, so that whatever else the machine does meets both alike. Medians in milliseconds; the ratio is that
/// of the fastest of each, which other work disturbs least.
/// </summary>
internal static class Reading
{
    private const int Warm = 3;
    private const int Rounds = 31;
    private const double AllowedInDatabase = 10;
    private const double AllowedAsPage = 100;
    private const double AllowedRatio = 1.5;

    public static async Task<int> RunAsync(int rows)
    {
        await using var platform = await PlatformDouble.StartAsync();
        await using var fifth = await LogReader.StartAsync(await ReadingData.FileAsync(rows / 5, platform), platform);
        await using var whole = await LogReader.StartAsync(await ReadingData.FileAsync(rows, platform), platform);
        Console.WriteLine($"{"question",-34}{$"database {rows / 5:N0}",20}{$"database {rows:N0}",20}{"fastest",10}{"ratio",8}{"page, large",14}");
        var missed = new List<string>();
        foreach (var (small, large) in fifth.Questions().Zip(whole.Questions()))
        {
            List<Latency> before = [], found = [];
            for (var round = -Warm; round < Rounds; round++)
            {
                var (one, other) = (await fifth.AskAsync(small), await whole.AskAsync(large));
                if (round >= 0)
                {
                    before.Add(one);
                    found.Add(other);
                }
            }

            var (less, more, page) = (Median(before, cost => cost.Database), Median(found, cost => cost.Database), Median(found, cost => cost.Page));
            var (least, best) = (before.Min(cost => cost.Database), found.Min(cost => cost.Database));
            var faults = string.Join(", ", new[]
            {
                large.Judged <= Judged.ByTime && more > AllowedInDatabase ? "database" : null,
                large.Judged <= Judged.AsPage && page > AllowedAsPage ? "page" : null,
                large.Judged <= Judged.Wholly && best / least > AllowedRatio ? "ratio" : null,
            }.OfType<string>());
            if (faults.Length > 0)
            {
                missed.Add(large.Name);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{large.Name,-34}{less,20:F2}{more,20:F2}{best,10:F2}{best / least,8:F2}{page,14:F1}{(large.Judged == Judged.Not ? "  not judged" : faults.Length == 0 ? string.Empty : $"  MISSED: {faults}")}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"at most {AllowedInDatabase} ms in the database, {AllowedAsPage} ms as a page, and {AllowedRatio} times the database's time of a log of a fifth: {(missed.Count == 0 ? "all met" : $"NOT met by {string.Join("; ", missed)}")}"));
        Console.WriteLine($"The logs stay in {ReadingData.Folder} for the next run.");
        return missed.Count == 0 ? 0 : 1;
    }

    private static double Median(List<Latency> costs, Func<Latency, double> what) => costs.Select(what).Order().ElementAt(Rounds / 2);
}

/// <summary>What one answer took, in milliseconds: all, and of that in the database.</summary>
internal sealed record Latency(double Database, double Page);

/// <summary>A question, as an address.</summary>
internal sealed record Question(string Name, string Address, bool IsOfSubtenant = false, Judged Judged = Judged.Wholly);

/// <summary>By what a question is judged.</summary>
internal enum Judged
{
    /// <summary>By all figures.</summary>
    Wholly,

    /// <summary>By times, and not by their ratio: what it looks at grows with the log up to a bound.</summary>
    ByTime,

    /// <summary>By the time of the page: its answer is made of many entries.</summary>
    AsPage,

    /// <summary>Not at all, only told.</summary>
    Not,
}

/// <summary>The real host on a large log, asked by an auditor; whatever it reads of the log is timed.</summary>
internal sealed class LogReader : IAsyncDisposable
{
    private readonly EnterpriseHost _app;
    private readonly Stopped _stopped;
    private readonly HttpClient _auditor;
    private readonly HttpClient _ofSubtenant;
    private readonly string _file;

    private LogReader(EnterpriseHost app, Stopped stopped, PlatformDouble platform, string file)
    {
        (_app, _stopped, _file) = (app, stopped, file);
        _auditor = app.ClientWith(Token(platform, null), "text/html");
        _ofSubtenant = app.ClientWith(Token(platform, ReadingData.Subtenant), "text/html");
    }

    public static async Task<LogReader> StartAsync(string file, PlatformDouble platform)
    {
        var stopped = new Stopped();
        var app = await EnterpriseHost.StartAdjustedAsync(
            platform.Origin, platform.Issuer, 0, services => services.Timed<IAccessLog>(stopped).Timed<IAccessLogView>(stopped), ReadingData.SettingsOf(file));
        return new(app, stopped, platform, file);
    }

    public IEnumerable<Question> Questions() => ReadingQuestions.Of(_file);

    public async Task<Latency> AskAsync(Question question)
    {
        _stopped.Take();
        var begun = TimeProvider.System.GetTimestamp();
        using var answer = await (question.IsOfSubtenant ? _ofSubtenant : _auditor).GetAsync(new Uri(question.Address, UriKind.Relative));
        var page = TimeProvider.System.GetElapsedTime(begun);
        return answer.IsSuccessStatusCode
            ? new(_stopped.Take().TotalMilliseconds, page.TotalMilliseconds)
            : throw new InvalidOperationException($"{question.Address}: {answer.StatusCode}");
    }

    public async ValueTask DisposeAsync()
    {
        _auditor.Dispose();
        _ofSubtenant.Dispose();
        await _app.DisposeAsync();
    }

    private static string Token(PlatformDouble platform, string? subtenant) => platform.Token(claims =>
    {
        (claims["scope"], claims["user_name"]) = (new[] { "assets.auditor" }, "auditor@acme.example");
        if (subtenant is not null)
        {
            claims["subtenant"] = subtenant;
        }
    });
}

/// <summary>How long reading took since it was last asked.</summary>
internal sealed class Stopped
{
    private long _ticks;

    public void Add(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public TimeSpan Take() => TimeSpan.FromTicks(Interlocked.Exchange(ref _ticks, 0));
}

/// <summary>Times what is read through an interface of the log; what is written is not reading.</summary>
internal static class TimedReading
{
    public static IServiceCollection Timed<T>(this IServiceCollection services, Stopped stopped)
        where T : class
    {
        var real = services.Single(service => service.ServiceType == typeof(T));
        return services.Replace(ServiceDescriptor.Singleton(provider => Proxy<T>.Around((T)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), stopped)));
    }

#pragma warning disable CA1852 // The framework derives the proxy.
    public class Proxy<T> : DispatchProxy
#pragma warning restore CA1852
        where T : class
    {
        private T _inner = null!;
        private Stopped _stopped = null!;

        internal static T Around(T inner, Stopped stopped)
        {
            var made = Create<T, Proxy<T>>();
            ((Proxy<T>)(object)made)._inner = inner;
            ((Proxy<T>)(object)made)._stopped = stopped;
            return made;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var begun = TimeProvider.System.GetTimestamp();
            var answer = (Task)targetMethod!.Invoke(_inner, args)!;
            if (targetMethod.Name != nameof(IAccessLog.AppendAsync))
            {
                // Before the caller that waits for the answer: continuations run in the order in which they were asked for.
                _ = answer.ContinueWith(_ => _stopped.Add(TimeProvider.System.GetElapsedTime(begun)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }

            return answer;
        }
    }
}
