using System.Globalization;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Microsoft.Data.Sqlite;

namespace Enterprise.Benchmarks;

/// <summary>
/// Everything an auditor can ask: each filter with many, with few and without entries, combinations, pages far back, hours of the week,
/// samples and charts. In brackets the index that makes it a matter of the page and not of the log; without one the question is answered by
/// the order in time, and the ratio says so.
/// </summary>
internal static class ReadingQuestions
{
    public static IEnumerable<Question> Of(string file)
    {
        var (busy, quiet, asset) = (ReadingData.User(0), ReadingData.User(1_500), ReadingData.Asset(2_000));
        var (place, request, id) = Known(file);
        var now = TimeProvider.System.GetUtcNow();

        // [Entries: Tenant, At]
        yield return new("first page", "/access-log");
        yield return new("page 1,000 by its cursor", $"/access-log?before={place}");
        yield return new("outcome granted", "/access-log?outcome=Granted");
        yield return new("one day, half a year ago", Days(now.AddDays(-180)));
        yield return new("today", "/access-log?time=Today");
        yield return new("7 days", "/access-log?time=Week");
        yield return new("30 days", "/access-log?time=Month");

        // [Entries: Tenant, Subtenant, At]
        yield return new("first page of a subtenant", "/access-log", IsOfSubtenant: true);
        yield return new("refused in a subtenant", "/access-log?refused=true", IsOfSubtenant: true);

        // [Subjects: Tenant, UserName, At and Tenant, UserId, At]
        yield return new("user, busy, by name", $"/access-log?user={busy}");
        yield return new("user, quiet, by name", $"/access-log?user={quiet}");
        yield return new("user by id", "/access-log?user=id-acme-700");
        yield return new("user, none", "/access-log?user=nobody");
        yield return new("user of another tenant", "/access-log?user=person0@echo.example");

        // [Entries: Tenant, Action, At]
        yield return new("action, frequent", "/access-log?action=ViewAsset");
        yield return new("action, rare", "/access-log?action=ExportAccessLog");
        yield return new("action, none", "/access-log?action=EraseUser");

        yield return new("actions, frequent and none", "/access-log?action=ViewAsset&action=EraseUser");
        yield return new("actions, three", "/access-log?action=ViewAsset&action=ListAssets&action=ExportAccessLog");
        yield return new("actions, all but one", "/access-log?" + string.Join('&', Enum.GetNames<AccessAction>().Skip(1).Select(action => $"action={action}")), Judged: Judged.ByTime);

        // [Entries where not granted: Tenant, At; Tenant, Outcome, At. Where there is a reason: Tenant, Reason, At]
        yield return new("outcome failed", "/access-log?outcome=Failed");
        yield return new("refused", "/access-log?refused=true");
        yield return new("outcomes denied and failed", "/access-log?outcome=Denied&outcome=Failed");
        yield return new("outcomes granted and failed", "/access-log?outcome=Granted&outcome=Failed");
        yield return new("reason", "/access-log?reason=platform_slow");
        yield return new("reason, none", "/access-log?reason=none");

        // [Entries: Tenant, Resource, At]
        yield return new("asset", $"/access-log?asset={asset}");
        yield return new("asset, none", "/access-log?asset=none");

        // [Subjects: Tenant, Address, At and Tenant, Forwarded, At]
        yield return new("address of a gateway", "/access-log?address=10.0.0.1");
        yield return new("address, forwarded", "/access-log?address=192.0.0.7");
        yield return new("address, none", "/access-log?address=10.9.9.9");

        // [Entries: Tenant, RequestId, At]
        yield return new("request", $"/access-log?request={request}");
        yield return new("request, none", "/access-log?request=none");

        // Where one of several holds for few entries, only these are looked at, 500 at most; else the index of one of them is walked.
        yield return new("user and refused", $"/access-log?user={busy}&refused=true", Judged: Judged.ByTime);
        yield return new("user, quiet, and refused", $"/access-log?user={quiet}&refused=true", Judged: Judged.ByTime);
        yield return new("user and asset", $"/access-log?user={quiet}&asset={asset}", Judged: Judged.ByTime);
        yield return new("user, busy, and action, none", $"/access-log?user={busy}&action=EraseUser", Judged: Judged.ByTime);
        yield return new("asset and refused, none", $"/access-log?asset={asset}&refused=true", Judged: Judged.ByTime);
        yield return new("asset, busy, and reason, none", $"/access-log?asset={ReadingData.Asset(0)}&reason=none", Judged: Judged.ByTime);
        yield return new("address and action, none", "/access-log?address=10.0.0.1&action=EraseUser", Judged: Judged.ByTime);
        yield return new("user, busy, and actions, none", $"/access-log?user={busy}&action=EraseUser&action=ChangeKey", Judged: Judged.ByTime);
        yield return new("action and reason, none", "/access-log?action=ViewAsset&reason=none", Judged: Judged.ByTime);
        yield return new("user, address, month", $"/access-log?user={busy}&address=10.0.0.1&time=Month", Judged: Judged.ByTime);

        // Among the newest, then span by span, at most 24 of them.
        yield return new("outside working hours", "/access-log?outside=true");
        yield return new("user outside working hours", $"/access-log?user={quiet}&outside=true", Judged: Judged.ByTime);
        yield return new("Sundays at 3", "/access-log?weekday=Sunday&hour=3");

        // [Entries: Id. Seals: Position; Tenant, Sequence]
        yield return new("entry", $"/access-log/entries/{id}");
        // Samples and charts look at many entries, and take so long as these are many: they are judged as pages.
        yield return new("sample of 25", "/access-log/sample?n=25&seed=7", Judged: Judged.AsPage);
        yield return new("sample of 60 refused", "/access-log/sample?n=60&seed=7&refused=true", Judged: Judged.AsPage);
        yield return new("sample of 60 of a user", $"/access-log/sample?n=60&seed=7&user={busy}", Judged: Judged.AsPage);

        yield return new("charts, 7 days", "/access-log/charts?time=Week", Judged: Judged.AsPage);
        yield return new("charts, 30 days", "/access-log/charts", Judged: Judged.AsPage);
        yield return new("charts, 30 days, user", $"/access-log/charts?user={ReadingData.User(100)}", Judged: Judged.AsPage);
        yield return new("charts, 30 days, none", "/access-log/charts?user=nobody", Judged: Judged.AsPage);
        // What counts millions, or thousands of one person one by one, is told and not judged.
        yield return new("charts, 30 days, busiest", $"/access-log/charts?user={busy}", Judged: Judged.Not);
        yield return new("charts, a year", Days(now.AddDays(-364), now).Replace("/access-log", "/access-log/charts", StringComparison.Ordinal), Judged: Judged.Not);
    }

    private static string Days(DateTimeOffset first, DateTimeOffset? last = null) =>
        string.Create(CultureInfo.InvariantCulture, $"/access-log?from={first:yyyy-MM-dd}&to={last ?? first:yyyy-MM-dd}");

    /// <summary>The place after 999 pages of 50, and the request and id of the entry there.</summary>
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
}
