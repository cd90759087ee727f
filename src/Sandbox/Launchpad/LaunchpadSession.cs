using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Launchpad;

/// <summary>The overall session of one person; the sessions of application hosts hang on it and end with it.</summary>
internal sealed class LaunchpadSession(Person person, DateTimeOffset signedInAt)
{
    public string Id { get; } = Guid.NewGuid().ToString("N");

    public Person Person => person;

    public DateTimeOffset SignedInAt => signedInAt;

    public bool Ended { get; private set; }

    public void End() => Ended = true;
}
