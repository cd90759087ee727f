using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Enterprise.Endurance.Hostile;

/// <summary>All wrong answers in place of one document.</summary>
internal static class HostileAnswers
{
    private const int Pieces = 8;

    private static readonly TimeSpan Drop = TimeSpan.FromMilliseconds(250);

    private static readonly int[] Statuses = [201, 202, 203, 206, 300, 301, 307, 400, 401, 403, 404, 408, 410, 418, 429, 500, 503, 599, 999];

    private static readonly string?[] Types =
    [
        null, "text/html", "text/plain", "application/hal+json; charset=utf-16", "application/json; charset=bogus", "application/json; charset=\"", ";", "json",
        "application/json, text/html", "application/hal+json; " + new string('x', 4000),
    ];

    private static readonly string[] FalseEncodings = ["gzip", "deflate", "br", "gzip, gzip", "br, gzip", "identity", "zstd", "nothing"];

    /// <summary>Answers whose lengths, lines or headers lie; <c>{body}</c> is the document and <c>{length}</c> its length.</summary>
    private static readonly (string Name, string Answer)[] Lies =
    [
        ("length too great", "HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: 1{length}\r\n\r\n{body}"),
        ("length too small", "HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: 7\r\n\r\n{body}"),
        ("length 0", "HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: 0\r\n\r\n{body}"),
        ("length negative", "HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: -1\r\n\r\n{body}"),
        ("length of a terabyte", "HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: 1099511627776\r\n\r\n{body}"),
        ("length beyond numbers", "HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: 99999999999999999999999\r\n\r\n{body}"),
        ("two lengths", "HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: 7\r\nContent-Length: {length}\r\n\r\n{body}"),
        ("length and chunks", "HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n"),
        ("no chunk", "HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{body}"),
        ("chunk too great", "HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\n{body}"),
        ("no last chunk", "HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"),
        ("no length, whole body", "HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n\r\n{body}"),
        ("no status line", "{body}"),
        ("status of words", "HTTP/1.1 fine\r\n\r\n{body}"),
        ("NUL in a header", "HTTP/1.1 200 OK\r\nContent-Type: {type}\0\r\nContent-Length: {length}\r\n\r\n{body}"),
        ("no content", "HTTP/1.1 204 No Content\r\n\r\n"),
        ("not modified", "HTTP/1.1 304 Not Modified\r\n\r\n"),
        ("nothing", ""),
        ("another protocol", "SSH-2.0-OpenSSH_9.6\r\n"),
    ];

    public static IEnumerable<HostileCase> Of(Document document) =>
        Values(document).Concat(Cuts(document)).Concat(Encoded(document)).Concat(Lying(document)).Concat(Dripping(document));

    private static IEnumerable<HostileCase> Values(Document document) =>
        from node in JsonNode.Of(document.Body)
        from kind in HostileValues.All
        select new HostileCase(document, $"{node.Path}: {kind.Name}", http =>
            Document.SendAsync(http, node.Replace(document.Body, kind.Make(node, document.Body.AsMemory(node.Start..node.End))), document.Type));

    private static IEnumerable<HostileCase> Cuts(Document document) =>
        from piece in Enumerable.Range(0, Pieces)
        let body = document.Body.AsMemory(0, document.Body.Length * piece / Pieces)
        from isSaid in new[] { true, false }
        select isSaid
            ? new HostileCase(document, $"cut after {piece} eighths", http => Document.SendAsync(http, body, document.Type))
            : new HostileCase(document, $"broken off after {piece} eighths", http => BreakOffAsync(http, body, document));

    private static IEnumerable<HostileCase> Encoded(Document document) =>
        from encoding in Encodings.Names
        let whole = Encodings.Compress(encoding, document.Body)
        from body in Encodings.Places.Select(place => (Name: $"damaged at its {place}", Bytes: Encodings.Damage(whole, place)))
            .Concat(Enumerable.Range(0, Pieces).Select(piece => (Name: $"cut after {piece} eighths", Bytes: whole[..(whole.Length * piece / Pieces)])))
            .Append((Name: "with more behind it", Bytes: [.. whole, .. whole]))
        select new HostileCase(document, $"{encoding} {body.Name}", http => Document.SendAsync(http, body.Bytes, document.Type, encoding));

    private static IEnumerable<HostileCase> Lying(Document document) =>
    [
        .. Statuses.Select(status => new HostileCase(document, $"status {status}", http =>
        {
            http.Response.StatusCode = status;
            return document.AnswerAsync(http);
        })),
        .. Types.Select(type => new HostileCase(document, $"type {type?[..Math.Min(type.Length, 40)]}", http => Document.SendAsync(http, document.Body, type))),
        .. FalseEncodings.Select(encoding => new HostileCase(document, $"not {encoding}", http => Document.SendAsync(http, document.Body, document.Type, encoding))),
        new(document, "UTF-16", http => Document.SendAsync(http, Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(document.Body)), document.Type)),
        new(document, "byte order mark", http => Document.SendAsync(http, (byte[])[0xEF, 0xBB, 0xBF, .. document.Body], document.Type)),
        new(document, "17 MB of spaces", http => Document.SendAsync(http, Encoding.ASCII.GetBytes(new string(' ', 17_000_000) + "{}"), document.Type)),
        .. Lies.Select(lie => new HostileCase(document, lie.Name, http => LieAsync(http, lie.Answer, document))),
    ];

    private static IEnumerable<HostileCase> Dripping(Document document) =>
    [
        new(document, "silent", http => Task.Delay(Timeout.Infinite, http.RequestAborted), Drips: true),
        new(document, "dripping", http => DripAsync(http, document, document.Body), Drips: true),
        new(document, "dripping gzip", http => DripAsync(http, document, Encodings.Compress("gzip", document.Body), "gzip"), Drips: true),
    ];

    private static async Task DripAsync(HttpContext http, Document document, byte[] body, string? encoding = null)
    {
        http.Response.ContentType = document.Type;
        http.Response.Headers.ContentEncoding = encoding;
        for (var at = 0; at < body.Length && !http.RequestAborted.IsCancellationRequested; at++)
        {
            await http.Response.Body.WriteAsync(body.AsMemory(at, 1));
            await http.Response.Body.FlushAsync();
            await Task.Delay(Drop, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task BreakOffAsync(HttpContext http, ReadOnlyMemory<byte> body, Document document)
    {
        http.Response.ContentType = document.Type;
        http.Response.ContentLength = document.Body.Length;
        await http.Response.Body.WriteAsync(body);
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    /// <summary>Writes to the connection itself, past the server, and closes it.</summary>
    private static async Task LieAsync(HttpContext http, string answer, Document document)
    {
        var text = answer.Replace("{type}", document.Type, StringComparison.Ordinal)
            .Replace("{length}", document.Body.Length.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{body}", Encoding.UTF8.GetString(document.Body), StringComparison.Ordinal);
        var output = http.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output;
        await output.WriteAsync(Encoding.UTF8.GetBytes(text));
        await output.CompleteAsync();
    }
}
