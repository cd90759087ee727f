using Enterprise.Domain.AccessLog;

namespace Enterprise.Application.AccessLog.Recording;

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

    /// <summary>
    /// Returns the conditions of the request as a query string, which the entry records; empty if the resource is the only one.
    /// </summary>
    string ToQueryString();
}

/// <summary>What an answer shows, in the words of the access log.</summary>
/// <param name="ResourceName">The name of what is shown, or null for a list.</param>
/// <param name="Items">How many items.</param>
public sealed record Disclosure(string? ResourceName, int Items)
{
    /// <summary>What exactly is shown, where the request does not say it itself; null where it does.</summary>
    public string? Detail { get; init; }
}
