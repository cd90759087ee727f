namespace Enterprise.Application.Tenancy;

/// <summary>
/// A bearer token. It never shows itself: only <see cref="Reveal"/> gives the text, and only the way to the platform calls that.
/// </summary>
/// <param name="text">The encoded token, without the scheme.</param>
public sealed class AccessToken(string text)
{
    /// <summary>The encoded token, for the <c>Authorization</c> header of a call to the configured platform.</summary>
    /// <returns>The secret text.</returns>
    public string Reveal() => text;

    /// <inheritdoc/>
    public override string ToString() => "(token)";
}
