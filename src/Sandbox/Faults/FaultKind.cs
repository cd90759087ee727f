namespace Enterprise.Sandbox.Faults;

/// <summary>A way in which the platform can fail.</summary>
/// <param name="Key">Its name in the control API.</param>
/// <param name="Title">Its name on the page.</param>
/// <param name="Effect">What the client gets.</param>
/// <param name="Advice">What a good application does.</param>
/// <param name="Path">The path that it affects where none is given; <c>*</c> matches any characters.</param>
public sealed record FaultKind(string Key, string Title, string Effect, string Advice, string Path = FaultKind.AnyApi)
{
    /// <summary>All platform APIs.</summary>
    public const string AnyApi = "/api/*";

    private const string Retry = "Retry once or twice with growing pauses, within the time a person waits. Then say that the platform "
        + "has a problem, and record it.";
    private const string Unreadable = "Treat the answer as a failure of the platform. Show no part of it, no raw text and no stack "
        + "trace; record it.";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("too-many-requests", "Too many requests", "429 without Retry-After.",
            "Do not retry at once. Say that the platform is busy and offer to try again."),
        new("too-many-requests-retry-after", "Too many requests, with a pause", "429 with Retry-After (seconds).",
            "Wait as long as Retry-After says if a person can wait that long. Otherwise say when to try again."),
        new("server-error", "Internal error", "500 with an error body.", Retry),
        new("bad-gateway", "Bad gateway", "502 without a body.", Retry),
        new("unavailable", "Unavailable", "503 without a body.", Retry),
        new("gateway-timeout", "Gateway timeout", "504 without a body.", Retry),
        new("slow", "Slow", "The right answer after a delay (5 s).",
            "Have a time limit and show that something is going on. Keep other people's requests fast."),
        new("hang", "Hang", "No answer until the client gives up.",
            "Give up after a few seconds, release the connection, and say that the platform does not answer."),
        new("reset", "Connection reset", "The connection is closed without an answer.", Retry),
        new("truncated-json", "Truncated JSON", "200, and the body ends in the middle.", Unreadable),
        new("html", "HTML instead of JSON", "200 with a sign-in page.", Unreadable),
        new("error-array", "Error in an array", "500 with the error body wrapped in an array, as seen on the platform.",
            "Read errors as an object or an array, or not at all. Never let the error's own parsing fail."),
        new("missing-page", "Missing page", "A page in the middle of a list has no items, though the count says otherwise.",
            "Say that the list is incomplete. Do not stop at the gap or count it as the end."),
        new("empty-embedded", "Empty _embedded", "200 with an empty object as _embedded, though the count says otherwise.",
            "Accept a missing or empty list without a crash. Do not show it as \"nothing found\" if the count is not 0."),
        new("duplicate-assets", "Duplicate assets", "An asset occurs twice on a page, as when a list changes while it is read.",
            "Identify assets by id and show each one once."),
        new("wrong-content-type", "Wrong content type", "The right body as text/plain.", Unreadable),
        new("huge-body", "Huge body", "200 with 64 MB more than expected.",
            "Limit the size of an answer while reading it. Memory must not grow with it."),
        new("redirect", "Redirect elsewhere", "302 to another origin.",
            "Follow no redirect of an API. The token must never reach another origin."),
        new("bar-down", "Bar host down", "The bar's script cannot be loaded.",
            "Work without the bar and say that it is missing.", "/osbar/*"),
        new("identity-down", "Identity down", "503 for keys and tokens.",
            "Keep using keys that were fetched before. Turn health yellow, and red when no token can be verified.",
                "/token_keys|/oauth/token"),
    ];
}
