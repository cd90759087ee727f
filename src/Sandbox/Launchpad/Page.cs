using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>The one frame of every page of the stand-in, on the Launchpad and at the gateway. No script, one style sheet.</summary>
internal sealed class Page(SandboxOptions options, Addresses addresses)
{
    public const string StyleSheet = "stand-in.css";

    /// <summary>Makes an answer of a page.</summary>
    /// <param name="title">Title and heading.</param>
    /// <param name="body">The content below the heading.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="corner">What stands at the right of the header.</param>
    /// <param name="head">Additions to the head, such as a refresh.</param>
    public IResult Show(string title, Html body, int status = StatusCodes.Status200OK, Html? corner = null, Html? head = null) =>
        new Answer(status, Policy, Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} – Insights Hub stand-in</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{addresses.Root}{StyleSheet}">
            {head ?? Html.Empty}
            </head>
            <body>
            <header><a class="home" href="{addresses.Root}">Launchpad</a><span class="stand-in">Local stand-in</span><span class="corner">{corner ?? Html.Empty}</span></header>
            <main>
            <h1>{title}</h1>
            {body}
            </main>
            <footer>This is a local stand-in of Siemens Insights Hub, not the platform. People and data are invented, and nothing leaves this machine.
            <br><a href="{addresses.Root}tokens">Tokens, good and hostile</a> · <a href="{addresses.Root}identity">Faults of identity</a></footer>
            </body>
            </html>
            """).ToString());

    /// <summary>A page about something that could not be done, with the way back.</summary>
    public IResult Problem(int status, string title, Html explanation, Html? head = null) =>
        Show(title, Html.Of($"""<div class="card">{explanation}<p><a class="button" href="{addresses.Root}">To the Launchpad</a></p></div>"""), status, head: head);

    // Chromium applies form-action to the redirects after a form as well, and the sign-in ends on an application's origin.
    private string Policy =>
        $"default-src 'none'; style-src {Origin}; img-src data:; form-action {Origin} http://*.{options.Region}.localhost:{options.Port} http://*.{options.Region}.app.localhost:{options.Port}; base-uri 'none'; frame-ancestors 'none'";

    private string Origin => addresses.Root.GetLeftPart(UriPartial.Authority);

    private sealed class Answer(int status, string policy, string content) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.ContentSecurityPolicy = policy;
            return context.Response.WriteAsync(content);
        }
    }
}
