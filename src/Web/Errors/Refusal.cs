namespace Enterprise.Web.Errors;

/// <summary>An answer that is not what was asked for: what is the matter, and what to do.</summary>
/// <param name="Code">The stable code, for machines and for the log.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What is the matter, in a few words.</param>
/// <param name="Text">What happened, in a sentence or two.</param>
/// <param name="Advice">What to do.</param>
internal sealed record Refusal(string Code, int Status, string Title, string Text, string Advice)
{
    /// <summary>Facts to quote, a label with each.</summary>
    public IReadOnlyList<(string Label, string Value)> Facts { get; init; } = [];

    /// <summary>The whole answer to a client that reads plain text; the title where nothing is set.</summary>
    public string? Plain { get; init; }

    /// <summary>After how many seconds another try makes sense, if at all.</summary>
    public int? RetryAfter { get; init; }
}
