using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Launchpad;

namespace Enterprise.Sandbox.Gateway;

/// <summary>The gateway's pages for requests that it does not forward.</summary>
internal sealed class GatewayPages(Page page, SandboxOptions options, Addresses addresses)
{
    public IResult NotRegistered(HostMatch match) => page.Problem(StatusCodes.Status404NotFound, "No such application", Html.Of($"""
        <p>No application is registered as <code>{match.Registration}</code> for tenant <code>{match.Tenant}</code>.
        The Sandbox's application is registered as <code>{options.Registration(match.Generation)}</code>, for example at
        <a href="{addresses.Application("acme")}">{addresses.Application("acme").Authority}</a>.</p>
        """));

    public IResult BadQuery() => page.Problem(StatusCodes.Status400BadRequest, "The query contains a raw bracket", Html.Of($"""
        <p>The platform's gateway follows RFC 3986. Encode <code>[</code> and <code>]</code> in a query as <code>%5B</code> and
        <code>%5D</code>.</p>
        """));

    public IResult HeadersTooLarge(long size) =>
        page.Problem(StatusCodes.Status431RequestHeaderFieldsTooLarge, "The request's headers are too large", Html.Of($"""
            <p>They have {size.ToString(Culture)} bytes. The gateway accepts {options.MaxHeaderBytes.ToString(Culture)}.</p>
            """));

    public IResult BodyTooLarge() => page.Problem(StatusCodes.Status413PayloadTooLarge, "The request's body is too large", Html.Of($"""
        <p>The gateway accepts {options.MaxBodyBytes.ToString(Culture)} bytes.</p>
        """));

    public IResult CodeUsed() => page.Problem(StatusCodes.Status400BadRequest, "This sign-in link no longer works", Html.Of($"""
        <p>It was used before, has expired, or was issued for another address.</p><p><a href="/login">Sign in again</a></p>
        """));

    public IResult NoXsrf() => page.Problem(StatusCodes.Status403Forbidden, "The XSRF token is missing or wrong", Html.Of($"""
        <p>Every request except GET, HEAD and OPTIONS needs the header <code>x-xsrf-token</code> with the value of the cookie
        <code>XSRF-TOKEN</code>.
        A plain form cannot send it.</p>
        """));

    public IResult NoRole(Identity.Person person) => page.Problem(StatusCodes.Status403Forbidden, "You have no role in this "
        + "application", Html.Of($"""
        <p>{person.Name} of tenant {person.Tenant} has no scope that starts with <code>{options.AppName}.</code>, and the Sandbox was
        started with
        <code>--block-without-scope</code>.</p>
        """));

    public IResult Starting() => page.Problem(StatusCodes.Status503ServiceUnavailable, "The application is starting",
        Html.Of($"<p>This page reloads every two seconds.</p>"), head: Html.Of($"""<meta http-equiv="refresh" content="2">"""));

    public IResult NotRunning(string reason, IReadOnlyList<string> lines) =>
        page.Problem(StatusCodes.Status502BadGateway, "The application is not running", Html.Of($"""
            <p>{reason}</p>
            {(lines.Count == 0 ? Html.Empty : Html.Of($"<p>Its last lines:</p><pre>{string.Join('\n', lines)}</pre>"))}
            <p>The Sandbox does not restart it. Stop the Sandbox with Ctrl-C, fix the error, and start it again.</p>
            """));

    public IResult NoAnswer(Uri application, string reason) =>
        page.Problem(StatusCodes.Status502BadGateway, "The application does not answer", Html.Of($"""
            <p>The gateway forwarded the request to <code>{application}</code> and got no answer: {reason}</p>
            """));

    public IResult TimedOut(Uri application) =>
        page.Problem(StatusCodes.Status504GatewayTimeout, "The application did not answer in time", Html.Of($"""
            <p><code>{application}</code> sent nothing for {options.ApplicationTimeout.TotalSeconds.ToString("0.#", Culture)} seconds.
            Change the limit with <code>--app-timeout</code>.</p>
            """));

    private static System.Globalization.CultureInfo Culture => System.Globalization.CultureInfo.InvariantCulture;
}
