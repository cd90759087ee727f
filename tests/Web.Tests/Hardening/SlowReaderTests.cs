using Enterprise.Testing;
using Enterprise.Web.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Enterprise.Web.Tests.Hardening;

/// <summary>
/// A file of an export can be large: who takes it too slowly is let go, although a page may be taken so slowly. Real sockets, real files.
/// </summary>
public sealed class SlowReaderTests : World
{
    private const int Requests = 200;

    /// <summary>A rate for files that a test can wait for, while pages may be taken as slowly as can be.</summary>
    protected override (string Key, string Value)[] Settings =>
        [("Limits:BytesPerSecond", "1"), ("Limits:DownloadBytesPerSecond", "2000000")];

    [Fact]
    public async Task Where_nothing_is_set_pages_and_files_have_to_be_taken_at_a_rate()
    {
        await using var app = await EnterpriseHost.StartAsync(Platform.Origin, Platform.Issuer);
        Assert.Equal(16_384, Limits.DownloadBytesPerSecond.Default);
        var rate = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MinResponseDataRate!;
        Assert.Equal((4_096, 5), (rate.BytesPerSecond, rate.GracePeriod.TotalSeconds));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_taken_at_a_rate_or_the_connection_is_cut(bool isSlow)
    {
        var token = TokenOf("acme", "assets.auditor");
        var file = await ExportAsync(token);
        var request = $"GET {file} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n";

        var (answers, isCut) = await PipelinedReader.AskAsync(App.Origin, request, Requests, TimeSpan.FromSeconds(isSlow ? 20 : 0));

        Assert.Equal(isSlow, answers < Requests);
        Assert.True(isSlow || !isCut, "The connection was cut although the file was taken.");
    }

    /// <summary>An export of a hundred entries; the address of its file.</summary>
    private async Task<string> ExportAsync(string token)
    {
        using (var user = User())
        {
            for (var number = 0; number < 100; number++)
            {
                (await user.GetAsync(new Uri("/", UriKind.Relative))).Dispose();
            }
        }

        using var client = App.ClientWith(token);
        using var begun = await client.GetAsync(new Uri("/access-log/export/begin?format=JsonLines", UriKind.Relative));
        var place = begun.Headers.Location!.OriginalString;
        for (var attempt = 0; attempt < 200 && !(await client.GetStringAsync(new Uri(place, UriKind.Relative)))
            .Contains("sha256", StringComparison.Ordinal); attempt++)
        {
            await Task.Delay(50);
        }

        return $"{place}/file";
    }
}
