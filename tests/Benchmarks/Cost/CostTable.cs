using System.Globalization;
using System.Security.Cryptography;
using Enterprise.Testing;

namespace Enterprise.Benchmarks.Cost;

/// <summary>
/// What one request costs the published application with its log on disk, beside <see cref="PassThrough"/>, the limit. Each is a process of
/// its own and asks <see cref="AssetStub"/>. The limit is measured again before each row of each round, so that a slower moment of the
/// machine affects both.
/// </summary>
internal static class CostTable
{
    /// <summary>How many entries the log has before the first request.</summary>
    public const int Entries = 300_000;

    private const int Connections = 32;
    private const int Users = 256; // So many that no user meets the limit of requests for one user.
    private const int WarmUp = 2;
    private const int Rounds = 5;

    private static readonly TimeSpan LimitTime = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan RowTime = TimeSpan.FromSeconds(2);

    /// <summary>Prints the table.</summary>
    /// <param name="entries">How many entries the log has.</param>
    /// <param name="program">The folder of a published build to measure instead of this one's.</param>
    public static async Task<int> RunAsync(int entries, string? program = null)
    {
        program ??= await PublishedBuild.FolderAsync();
        var folder = Directory.CreateTempSubdirectory("enterprise-cost-").FullName;
        try
        {
            await RunAsync(folder, program, entries);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string folder, string program, int entries)
    {
        await using var identity = await PlatformDouble.StartAsync(); // Signs tokens, and serves the keys when the application starts.
        await using var stub = await Helper.StartAsync([AssetStub.Word]);
        string limitSocket = Path.Combine(folder, "limit.socket"), socket = Path.Combine(folder, "application.socket");
        await using var limit = await Helper.StartAsync([PassThrough.Word, stub.Origin.AbsoluteUri], Used.Environment(limitSocket));
        var place = new ApplicationPlace(folder, program, new Dictionary<string, string>(Used.Environment(socket), StringComparer.Ordinal)
        {
            ["InsightsHub__ApiBase"] = stub.Origin.GetLeftPart(UriPartial.Authority),
        });
        await FillAsync(identity, place, entries);
        File.Delete(socket);
        await using var app = await ApplicationProcess.StartAsync(identity, place);
        var idle = await SettleAsync(socket);
        var memory = app.Memory;

        var rows = Rows(identity);
        var pass = new Exchange([200], "Pump 19", [Exchange.Request("/", "application/json", null)]);
        var results = rows.ToDictionary(row => row.Name, _ => new List<Pair>(), StringComparer.Ordinal);
        for (var round = -WarmUp; round < Rounds; round++)
        {
            foreach (var (name, exchange) in rows)
            {
                var pair = new Pair(await Figures.MeasureAsync(limit.Origin, limitSocket, pass, Connections, LimitTime),
                    await Figures.MeasureAsync(app.Origin, socket, exchange, Connections, RowTime));
                if (round >= 0)
                {
                    results[name].Add(pair);
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {program}
            {Environment.ProcessorCount} processors, {Connections} connections, {Users} users, {entries:N0} entries at the start
            ready after {app.ReadyAfter.TotalSeconds:F2} s; memory {memory >> 20} MB idle, {app.Memory >> 20} MB after load
            idle {idle.TotalMilliseconds:F0} ms of CPU per second
            medians of {Rounds} rounds, with the least and the greatest

            """));
        Console.WriteLine(Figures.Heading);
        var limits = results.Values.SelectMany(pairs => pairs).Select(pair => pair with { Row = pair.Limit });
        Console.WriteLine(Pair.Line("the limit", [.. limits]));
        foreach (var (name, pairs) in results)
        {
            Console.WriteLine(Pair.Line(name, pairs));
        }
    }

    private static List<(string Name, Exchange Exchange)> Rows(PlatformDouble identity)
    {
        const string html = "text/html,application/xhtml+xml", json = "application/json";
        using var foreign = RSA.Create(2048);
        string[] users = [.. Enumerable.Range(0, Users).Select(user => Token("assets.user", user))];
        string[] auditors = [.. Enumerable.Range(0, Users).Select(user => Token("assets.auditor", user))];
        return
        [
            ("empty request (OPTIONS, 405)", new([405], string.Empty, [Exchange.Request("/", json, null, "OPTIONS")])),
            ("list as JSON", new([200], "Pump 1019", All("/", json, users))),
            ("list as page", new([200], "Pump 1019", All("/", html, users))),
            ("detail", new([200], "Temperature 3", All($"/assets/{AssetStub.Id(0)}", html, users))),
            ("log page, 50 entries", new([200], "auditor-", All("/access-log", html, auditors))),
            ("health", new([200], "healthStatus", [Exchange.Request("/health", json, null)])),
            ("refusal of a forged token", new([401], "token", [Exchange.Request("/", json, Token("assets.user", 0, foreign))])),
        ];

        string Token(string scope, int user, RSA? key = null) => identity.Token(key: key, payload: claims =>
        {
            claims["scope"] = new[] { scope, "mdsp:core:assetmanagement.standarduser" };
            claims["user_id"] = $"{scope}-{user}";
            claims["user_name"] = $"{scope[7..]}-{user}@acme.example";
            claims["jti"] = Guid.NewGuid().ToString("N");
        });

        static byte[][] All(string path, string accept, string[] tokens) =>
            [.. tokens.Select(token => Exchange.Request(path, accept, token))];
    }

    /// <summary>Has the application make its log, and fills it while it does not run.</summary>
    private static async Task FillAsync(PlatformDouble identity, ApplicationPlace place, int entries)
    {
        await (await ApplicationProcess.StartAsync(identity, place)).DisposeAsync();
        using var fill = new LogFill(place.LogFile);
        for (var done = 0; done < entries; done += 2_000)
        {
            fill.Add(Math.Min(2_000, entries - done));
        }

        fill.Settle();
    }

    /// <summary>Waits until the application has done what a start brings with it, the first checkpoint over all entries among it.</summary>
    /// <returns>The CPU of its last second.</returns>
    private static async Task<TimeSpan> SettleAsync(string socket)
    {
        for (var (attempt, before) = (0, await Used.ByAsync(socket)); ; attempt++)
        {
            await Task.Delay(1000);
            var now = await Used.ByAsync(socket);
            if (now.Cpu - before.Cpu < TimeSpan.FromMilliseconds(30) || attempt == 30)
            {
                return now.Cpu - before.Cpu;
            }

            before = now;
        }
    }
}
