using Microsoft.AspNetCore.Http;

namespace Enterprise.Endurance.Hostile;

/// <summary>A document that the application reads, as a good service answers it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Page">The page that makes the application ask for it.</param>
/// <param name="Type">Its content type.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record Document(string Name, string Page, string Type, byte[] Body)
{
    /// <summary>Answers it as it is.</summary>
    public Task AnswerAsync(HttpContext http) => SendAsync(http, Body, Type);

    /// <summary>Answers other bytes in its place.</summary>
    public static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> body, string? type, string? encoding = null)
    {
        http.Response.ContentType = type;
        http.Response.Headers.ContentEncoding = encoding;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body);
    }
}

/// <summary>One wrong answer in place of a document.</summary>
/// <param name="Document">The document.</param>
/// <param name="Name">What is wrong.</param>
/// <param name="AnswerAsync">Answers it.</param>
/// <param name="Drips">Whether it takes its time.</param>
internal sealed record HostileCase(Document Document, string Name, RequestDelegate AnswerAsync, bool Drips = false)
{
    public override string ToString() => $"{Document.Name}, {Name}";
}
