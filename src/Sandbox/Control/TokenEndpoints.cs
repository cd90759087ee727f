using System.Text.Json.Nodes;
using Enterprise.Sandbox.Identity;
using Enterprise.Sandbox.Identity.Hostile;

namespace Enterprise.Sandbox.Control;

/// <summary>Tokens of people, genuine and hostile, and how long they are valid.</summary>
internal static class TokenEndpoints
{
    public static IResult Kinds() => Results.Json(HostileTokens.Kinds.Select(kind =>
        new { kind.Key, kind.Group, kind.Description, kind.Expected }));

    public static async Task<IResult> Issue(HttpRequest request, TokenFactory tokens, HostileTokens hostile)
    {
        var order = await JsonBody.ReadAsync<Order>(request);
        var person = PeopleEndpoints.Lookup(order.Person) ?? throw new BadRequestException($"There is no person '{order.Person}'.");
        var kind = HostileTokens.Kinds.FirstOrDefault(known => known.Key == (order.Kind ?? "genuine"))
            ?? throw new BadRequestException($"There is no kind of token '{order.Kind}'.");
        var isGenuine = kind.Expected == Refusal.Accepted && order.Kind is null or "genuine";
        if (order.LifetimeSeconds is not null && (!isGenuine || !IsLifetime(order.LifetimeSeconds.Value)))
        {
            throw new BadRequestException(LifetimeRange + " and only for genuine tokens.");
        }

        var token = isGenuine ? tokens.ForPerson(person, change: claims => Shorten(claims, order.LifetimeSeconds))
            : hostile.Mint(kind.Key, person);
        return Results.Json(new { token, kind = kind.Key, kind.Expected, header = $"Authorization: Bearer {token}" });
    }

    public static IResult Lifetime(TokenLifetime lifetime) => Results.Json(new { seconds = (int)lifetime.Current.TotalSeconds });

    public static async Task<IResult> SetLifetime(HttpRequest request, TokenLifetime lifetime)
    {
        var wanted = await JsonBody.ReadAsync<Wanted>(request);
        return lifetime.Set(TimeSpan.FromSeconds(wanted.Seconds)) ? Lifetime(lifetime) : throw new BadRequestException(LifetimeRange + ".");
    }

    private static string LifetimeRange =>
        FormattableString.Invariant($"A lifetime is from {TokenLifetime.Least.TotalSeconds} to {TokenLifetime.Most.TotalSeconds} seconds");

    private static bool IsLifetime(int seconds) => seconds >= TokenLifetime.Least.TotalSeconds
        && seconds <= TokenLifetime.Most.TotalSeconds;

    private static void Shorten(JsonObject claims, int? seconds)
    {
        if (seconds is { } lifetime)
        {
            claims["exp"] = claims["iat"]!.GetValue<long>() + lifetime;
        }
    }

    private sealed record Order(string? Person, string? Kind, int? LifetimeSeconds);

    private sealed record Wanted(int Seconds);
}
