using Enterprise.Sandbox.Hosting;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>The frame of every page of the Sandbox, on the Launchpad and at the gateway.</summary>
internal sealed class Page(SandboxOptions options, Addresses addresses)
{
    public const string StyleSheet = "sandbox.css";

    public const string Script = "sandbox.js";

    /// <summary>Makes an answer of a page.</summary>
    /// <param name="title">Title and heading.</param>
    /// <param name="body">The content below the heading.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="corner">The content at the right of the header.</param>
    /// <param name="head">Additions to the head, such as a refresh.</param>
    public IResult Show(string title, Html body, int status = StatusCodes.Status200OK, Html? corner = null, Html? head = null) =>
        new Answer(status, Policy, Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} – Insights Hub Sandbox</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{addresses.Root}{StyleSheet}">
            <script src="{addresses.Root}{Script}" defer></script>
            {head ?? Html.Empty}
            </head>
            <body>
            <header><a class="home" href="{addresses.Root}">Launchpad</a><span class="tag">Local Sandbox</span>
            <nav aria-label="Sandbox"><a href="{addresses.Root}people">People</a> <a href="{addresses.Root}tokens">Tokens</a>
            <a href="{addresses.Root}identity">Identity</a> <a href="{addresses.Root}faults">Faults</a></nav>
            <span class="corner">{corner ?? Html.Empty}</span></header>
            <main>
            <h1>{title}</h1>
            {body}
            </main>
            <footer>This is a local sandbox of Siemens Insights Hub, not the platform. People and data are invented, and nothing leaves this
            machine.</footer>
            </body>
            </html>
            """).ToString());

    /// <summary>A page about something that could not be done, with the way back.</summary>
    public IResult Problem(int status, string title, Html explanation, Html? head = null) => Show(
        title,
        Html.Of($"""<div class="card">{explanation}<p><a class="button" href="{addresses.Root}">To the Launchpad</a></p></div>"""),
        status,
        head: head);

    /// <summary>A text in a box, with a button that copies it.</summary>
    /// <param name="id">The box's id, unique in the page.</param>
    /// <param name="text">The whole text, or its beginning.</param>
    public static Html Copyable(string id, string text) => Html.Of($"""
        <pre id="{id}">{text}</pre><p><button type="button" class="copy" data-copy="{id}">Copy</button></p>
        """);

    /// <summary>A button that calls the control API and reloads the page.</summary>
    /// <param name="method">POST, PUT or DELETE.</param>
    /// <param name="path">The path below the API's base.</param>
    /// <param name="text">The button's label.</param>
    /// <param name="member">A member of the body and its value, or null.</param>
    public static Html ApiButton(string method, string path, string text, (string Name, string Value)? member = null) => Html.Of($"""
        <form data-api="{method}" action="{Control.ControlApi.BasePath}{path}">{(member is var (name, value)
            ? Html.Of($"""<input type="hidden" name="{name}" value="{value}">""") : Html.Empty)}<button>{text}</button></form>
        """);

    // Chromium applies form-action to the redirects after a form as well, and the sign-in ends on an application's origin.
    private string Policy =>
        $"default-src 'none'; style-src {Origin}; script-src {Origin}; connect-src {Origin}; img-src data:; form-action {Origin} "
        + $"http://*.{options.Region}.localhost:{options.Port} http://*.{options.Region}.app.localhost:{options.Port}; base-uri 'none'; "
            + "frame-ancestors 'none'";

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
