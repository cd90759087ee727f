using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.Control;

/// <summary>The signing keys of both generations, what is published, and how identity answers.</summary>
internal static class KeyEndpoints
{
    public static IResult List(IdentitySwitches switches) =>
        Results.Json(Enum.GetValues<Generation>().Select(generation => Show(generation, switches)));

    public static IResult Rotate(string generation, IdentitySwitches switches) => Change(generation, switches, switches.RotateKeys);

    public static IResult Withdraw(string generation, IdentitySwitches switches) => Change(generation, switches, switches.WithdrawOldKeys);

    public static async Task<IResult> Set(HttpRequest request, string generation, IdentitySwitches switches)
    {
        var wanted = await JsonBody.ReadAsync<Wanted>(request);
        var set = wanted.Publishes is { } publishes ? Words.Parse<KeySet>(publishes) : (KeySet?)null;
        var state = wanted.Answers is { } answers ? Words.Parse<IdentityState>(answers) : (IdentityState?)null;
        return Change(generation, switches, of =>
        {
            switches.Publish(of, set ?? switches.KeySetOf(of));
            switches.SetState(of, state ?? switches.StateOf(of));
        });
    }

    private static IResult Change(string generation, IdentitySwitches switches, Action<Generation> change)
    {
        var of = Words.Parse<Generation>(generation);
        change(of);
        return Results.Json(Show(of, switches));
    }

    private static object Show(Generation generation, IdentitySwitches switches) => new
    {
        generation = Words.Of(generation),
        keyIds = switches.KeyIds(generation),
        publishes = Words.Of(switches.KeySetOf(generation)),
        answers = Words.Of(switches.StateOf(generation)),
        fetches = switches.KeyFetches(generation),
    };

    private sealed record Wanted(string? Publishes, string? Answers);
}

/// <summary>Members of enumerations as the control API writes them.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>Reads a member.</summary>
    /// <exception cref="BadRequestException">There is no such member.</exception>
    public static T Parse<T>(string text)
        where T : struct, Enum => Array.Find(Enum.GetValues<T>(), value => Of(value) == text) is var found && Of(found) == text
            ? found
            : throw new BadRequestException($"'{text}' is none of: {string.Join(", ", Enum.GetValues<T>().Select(Of))}.");
}
