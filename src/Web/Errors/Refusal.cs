namespace Enterprise.Web.Errors;

/// <summary>An error response that tells the user what happened and what to do next.</summary>
/// <param name="Code">The stable code, for machines and for the log.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Text">What happened, in a sentence or two.</param>
internal sealed record Refusal(string Code, int Status, string Title, string Text, string Advice)
{
    /// <summary>Facts to quote, each with a label.</summary>
    public IReadOnlyList<(string Label, string Value)> Facts { get; init; } = [];

    /// <summary>The whole response for clients that read plain text; built from title and advice if not set.</summary>
    public string? Plain { get; init; }

    /// <summary>Seconds until a retry makes sense, if any.</summary>
    public int? RetryAfter { get; init; }
}
