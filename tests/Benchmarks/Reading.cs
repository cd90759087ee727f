using System.Globalization;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Enterprise.Domain.Tenancy;
using Enterprise.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Enterprise.Benchmarks;

/// <summary>What an auditor's questions cost in a large log, in the database and as a page of the real host, beside the same in a log of a fifth. Medians in milliseconds.</summary>
internal static class Reading
{
    private const int Warm = 3;
    private const int Rounds = 15;
    private const double AllowedInDatabase = 10;
    private const double AllowedAsPage = 100;

    private static readonly TenantUser Reader = new(TenantId.Parse(ReadingData.Large), null, "u", "auditor@acme.example");

    public static async Task<int> RunAsync(int rows)
    {
        await using var platform = await PlatformDouble.StartAsync();
        var (fifth, whole) = (await ReadingData.FileAsync(rows / 5, platform), await ReadingData.FileAsync(rows, platform));
        var small = await MeasureAsync(fifth, platform);
        var large = await MeasureAsync(whole, platform);
        Console.WriteLine($"{"question",-34}{$"database {rows / 5:N0}",20}{$"database {rows:N0}",20}{"ratio",8}{"page, large",14}");
        var isGood = true;
        foreach (var (name, found) in large)
        {
            var before = small[name];
            isGood &= found.Database is null or <= AllowedInDatabase && found.Page <= AllowedAsPage;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-34}{before.Database,20:F2}{found.Database,20:F2}{found.Database / before.Database,8:F2}{found.Page,14:F1}"));
        }

        Console.WriteLine(isGood ? "all within 10 ms in the database and 100 ms as a page" : "NOT all within 10 ms in the database and 100 ms as a page");
        return isGood ? 0 : 1;
    }

    private static async Task<Dictionary<string, (double? Database, double Page)>> MeasureAsync(string file, PlatformDouble platform)
    {
        await using var app = await EnterpriseHost.StartAsync(platform.Origin, platform.Issuer, settings: ("ConnectionStrings:AccessLog", $"Data Source={file}"));
        var log = app.Services.GetRequiredService<IAccessLog>();
        using var client = app.ClientWith(platform.Token(claims => (claims["scope"], claims["user_name"]) = (new[] { "assets.auditor" }, "auditor@acme.example")), "text/html");
        var times = new Dictionary<string, (double?, double)>(StringComparer.Ordinal);
        foreach (var (name, query, filter, before) in Questions(file))
        {
            var database = filter is null ? (double?)null : await MedianAsync(() => log.SearchAsync(Reader, filter, before, 51, CancellationToken.None));
            times[name] = (database, await MedianAsync(async () =>
            {
                var answer = await client.GetAsync(new Uri(query, UriKind.Relative));
                return answer.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{query}: {answer.StatusCode}");
            }));
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {times[name].Item1:F2} ms, page {times[name].Item2:F1} ms"));
        }

        return times;
    }

    private static IEnumerable<(string Name, string Query, AccessFilter? Filter, EntryCursor? Before)> Questions(string file)
    {
        var (busy, quiet) = (ReadingData.User(0), ReadingData.User(1_500));
        var asset = ReadingData.Asset(2_000);
        var (place, request, id) = Known(file);
        var now = TimeProvider.System.GetUtcNow();
        AccessFilter all = new();
        yield return ("first page", "/access-log", all, null);
        yield return ("page 1,000 by its cursor", $"/access-log?before={place}", all, place);
        yield return ("user, busy, by name", $"/access-log?user={busy}", all with { User = busy }, null);
        yield return ("user, quiet, by name", $"/access-log?user={quiet}", all with { User = quiet }, null);
        yield return ("user by id", "/access-log?user=id-acme-700", all with { User = "id-acme-700" }, null);
        yield return ("user, none", "/access-log?user=nobody", all with { User = "nobody" }, null);
        yield return ("user of another tenant", "/access-log?user=person0@echo.example", all with { User = "person0@echo.example" }, null);
        yield return ("action, frequent", "/access-log?action=ViewAsset", all with { Action = AccessAction.ViewAsset }, null);
        yield return ("action, rare", "/access-log?action=ExportAccessLog", all with { Action = AccessAction.ExportAccessLog }, null);
        yield return ("action, none", "/access-log?action=EraseUser", all with { Action = AccessAction.EraseUser }, null);
        yield return ("outcome granted", "/access-log?outcome=Granted", all with { Outcome = AccessOutcome.Granted }, null);
        yield return ("outcome failed", "/access-log?outcome=Failed", all with { Outcome = AccessOutcome.Failed }, null);
        yield return ("refused", "/access-log?refused=true", all with { IsRefused = true }, null);
        yield return ("reason", "/access-log?reason=platform_slow", all with { Reason = "platform_slow" }, null);
        yield return ("reason, none", "/access-log?reason=none", all with { Reason = "none" }, null);
        yield return ("asset", $"/access-log?asset={asset}", all with { Asset = asset }, null);
        yield return ("asset, none", "/access-log?asset=none", all with { Asset = "none" }, null);
        yield return ("address of a gateway", "/access-log?address=10.0.0.1", all with { Address = "10.0.0.1" }, null);
        yield return ("address, forwarded", "/access-log?address=192.0.0.7", all with { Address = "192.0.0.7" }, null);
        yield return ("address, none", "/access-log?address=10.9.9.9", all with { Address = "10.9.9.9" }, null);
        yield return ("request", $"/access-log?request={request}", all with { RequestId = request }, null);
        yield return ("request, none", "/access-log?request=none", all with { RequestId = "none" }, null);
        yield return ("one day, half a year ago", Day(now.AddDays(-180)), all with { From = now.AddDays(-180), Until = now.AddDays(-179) }, null);
        yield return ("user and refused", $"/access-log?user={busy}&refused=true", all with { User = busy, IsRefused = true }, null);
        yield return ("user and asset", $"/access-log?user={quiet}&asset={asset}", all with { User = quiet, Asset = asset }, null);
        yield return ("asset and refused, none", $"/access-log?asset={asset}&refused=true", all with { Asset = asset, IsRefused = true }, null);
        yield return ("user, address, month", $"/access-log?user={busy}&address=10.0.0.1&time=Month", all with { User = busy, Address = "10.0.0.1", From = now.AddDays(-30) }, null);
        yield return ("outside working hours", "/access-log?outside=true", null, null);
        yield return ("user outside working hours", $"/access-log?user={quiet}&outside=true", null, null);
        yield return ("entry", $"/access-log/entries/{id}", null, null);
        yield return ("sample of 25", "/access-log/sample?n=25&seed=7", null, null);
        yield return ("sample of 60 refused", "/access-log/sample?n=60&seed=7&refused=true", null, null);
        yield return ("sample of 60 of a user", $"/access-log/sample?n=60&seed=7&user={busy}", null, null);
        yield return ("pictures, 30 days", "/access-log/pictures", null, null);
        yield return ("pictures, 30 days, user", $"/access-log/pictures?user={busy}", null, null);
        yield return ("pictures, a year", Day(now.AddDays(-364), now).Replace("/access-log", "/access-log/pictures", StringComparison.Ordinal), null, null);
    }

    private static string Day(DateTimeOffset first, DateTimeOffset? last = null) =>
        string.Create(CultureInfo.InvariantCulture, $"/access-log?from={first:yyyy-MM-dd}&to={last ?? first:yyyy-MM-dd}");

    /// <summary>The place after 999 pages of 50, and the request and id of an entry in the middle.</summary>
    private static (EntryCursor Place, string Request, string Id) Known(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT At, Position, RequestId, Id FROM Entries WHERE Tenant = '{ReadingData.Large}' ORDER BY At DESC, Position DESC LIMIT 1 OFFSET 49949";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (new(reader.GetInt64(0), reader.GetInt64(1)), reader.GetString(2), reader.GetGuid(3).ToString());
    }

    private static async Task<double> MedianAsync<T>(Func<Task<T>> ask)
    {
        var times = new List<double>();
        for (var round = -Warm; round < Rounds; round++)
        {
            var begun = TimeProvider.System.GetTimestamp();
            using var answer = await ask() as IDisposable;
            if (round >= 0)
            {
                times.Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
            }
        }

        return times.Order().ElementAt(Rounds / 2);
    }
}
