using System.Text;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Launchpad;

namespace Enterprise.Sandbox.Gateway;

/// <summary>The session of one person at one application host, with the three cookies of the platform.</summary>
internal sealed class ApplicationSession(LaunchpadSession owner, string host, DateTimeOffset now)
{
    /// <summary>Base64 of a UUID, as the platform's looks.</summary>
    public string Id { get; } = Convert.ToBase64String(Encoding.ASCII.GetBytes(Guid.NewGuid().ToString()));

    public string Xsrf { get; } = Guid.NewGuid().ToString();

    public string Region { get; } = Guid.NewGuid().ToString();

    public LaunchpadSession Owner => owner;

    public string Host => host;

    /// <summary>The last request that reached the application or an API.</summary>
    public DateTimeOffset LastSeen { get; set; } = now;

    /// <summary>The token that was forwarded last.</summary>
    public SessionToken? Token { get; set; }
}
