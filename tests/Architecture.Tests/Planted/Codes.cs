namespace Enterprise.Architecture.Tests.Planted;

// Codes of refusals that no catalogue has. None is ever used.
internal static class Codes
{
    public const string Plain = "planted_code";

    public static string Of(int number) => number switch
    {
        0 => Plain,
        1 => "planted",
        2 => "Planted text",
        3 => "planted/type",
        _ => new Func<string>(() => "planted_in_lambda")(),
    };
}
