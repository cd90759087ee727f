using Enterprise.Domain.AccessLog;

namespace Enterprise.Application.AccessLog;

/// <summary>A request whose answer shows tenant data, so that it may only be answered once it is recorded.</summary>
public interface IAudited<in TResult>
{
    /// <summary>What is done.</summary>
    AccessAction Action { get; }

    /// <summary>The id of what is asked for, or null for a list.</summary>
    string? Resource { get; }

    /// <summary>What the answer shows.</summary>
    /// <returns>What is shown; null where the answer is that there is no such thing.</returns>
    Disclosure? Disclose(TResult result);

    /// <summary>What exactly was asked for, as a query string; it stands in the entry.</summary>
    /// <returns>The query string; empty where the resource says it all.</returns>
    string ToString();
}

/// <summary>What an answer shows, in the words of the access log.</summary>
/// <param name="ResourceName">The name of what is shown, or null for a list.</param>
/// <param name="Items">How many items.</param>
public sealed record Disclosure(string? ResourceName, int Items)
{
    /// <summary>What exactly is shown, where the request does not say it itself; null where it does.</summary>
    public string? Detail { get; init; }
}
