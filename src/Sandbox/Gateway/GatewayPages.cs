using Enterprise.Sandbox.Hosting;
using Enterprise.Sandbox.Launchpad;

namespace Enterprise.Sandbox.Gateway;

/// <summary>What the gateway says in plain words when it does not forward.</summary>
internal sealed class GatewayPages(Page page, SandboxOptions options, Addresses addresses)
{
    public IResult NotRegistered(Door door) => page.Problem(StatusCodes.Status404NotFound, "No such application", Html.Of($"""
        <p>Nothing is registered as <code>{door.Registration}</code> for tenant <code>{door.Tenant}</code>.
        The application of this stand-in is <code>{options.Registration(door.Generation)}</code> there. See for example at
        <a href="{addresses.Application("acme")}">{addresses.Application("acme").Authority}</a>.</p>
        """));

    public IResult BadQuery() => page.Problem(StatusCodes.Status400BadRequest, "The address holds a raw bracket", Html.Of($"""
        <p>The platform's gateway follows RFC 3986: <code>[</code> and <code>]</code> in a query have to be written <code>%5B</code> and <code>%5D</code>.</p>
        """));

    public IResult HeadersTooLarge(long size) => page.Problem(StatusCodes.Status431RequestHeaderFieldsTooLarge, "The request's headers are too large", Html.Of($"""
        <p>They hold {size.ToString(Culture)} bytes, and the gateway takes {options.MaxHeaderBytes.ToString(Culture)}.</p>
        """));

    public IResult BodyTooLarge() => page.Problem(StatusCodes.Status413PayloadTooLarge, "The request's body is too large", Html.Of($"""
        <p>The gateway takes {options.MaxBodyBytes.ToString(Culture)} bytes.</p>
        """));

    public IResult CodeUsed() => page.Problem(StatusCodes.Status400BadRequest, "This sign-in link no longer works", Html.Of($"""
        <p>It was used before, is older than a minute, or was made for another address.</p><p><a href="/login">Sign in again</a></p>
        """));

    public IResult NoXsrf() => page.Problem(StatusCodes.Status403Forbidden, "The request does not carry the session's XSRF value", Html.Of($"""
        <p>Every request but GET, HEAD and OPTIONS needs the header <code>x-xsrf-token</code> with the value of the cookie <code>XSRF-TOKEN</code>.
        A plain form cannot send it.</p>
        """));

    public IResult NoRole(Identity.Person person) => page.Problem(StatusCodes.Status403Forbidden, "You have no role of this application", Html.Of($"""
        <p>{person.Name} of tenant {person.Tenant} has no scope that starts with <code>{options.AppName}.</code>, and the stand-in was started with <code>--block-without-scope</code>.</p>
        """));

    public IResult Starting() => page.Problem(StatusCodes.Status503ServiceUnavailable, "The application is starting",
        Html.Of($"<p>It is being started. This page looks again every two seconds.</p>"), head: Html.Of($"""<meta http-equiv="refresh" content="2">"""));

    public IResult NotRunning(string reason, IReadOnlyList<string> lines) => page.Problem(StatusCodes.Status502BadGateway, "The application is not running", Html.Of($"""
        <p>{reason}</p>
        {(lines.Count == 0 ? Html.Empty : Html.Of($"<p>Its last lines:</p><pre>{string.Join('\n', lines)}</pre>"))}
        <p>Nothing is restarted by itself. End the stand-in with Ctrl-C, mend the fault, and start it again.</p>
        """));

    public IResult NoAnswer(Uri application, string reason) => page.Problem(StatusCodes.Status502BadGateway, "The application does not answer", Html.Of($"""
        <p>The gateway forwards to <code>{application}</code> and got no answer: {reason}</p>
        """));

    private static System.Globalization.CultureInfo Culture => System.Globalization.CultureInfo.InvariantCulture;
}
