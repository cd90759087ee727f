using Enterprise.Sandbox.Faults;

namespace Enterprise.Sandbox.Control;

/// <summary>The faults: kinds, and those that are switched on.</summary>
internal static class FaultEndpoints
{
    public static IResult Kinds() => Results.Json(FaultKind.All);

    public static IResult List(FaultRegistry faults) => Results.Json(faults.Active.Select(Show));

    public static async Task<IResult> Add(HttpRequest request, FaultRegistry faults)
    {
        var wanted = await JsonBody.ReadAsync<Wanted>(request);
        try
        {
            var added = faults.Add(new FaultRule(wanted.Kind ?? "")
            {
                Path = wanted.Path,
                Tenant = wanted.Tenant,
                Every = wanted.Every ?? 1,
                Duration = Seconds(wanted.Seconds),
                Delay = Seconds(wanted.DelaySeconds),
                RetryAfter = Seconds(wanted.RetryAfterSeconds) ?? TimeSpan.FromSeconds(2),
            });
            return Results.Created($"{ControlApi.BasePath}/faults/{added.Id}", Show(added));
        }
        catch (ArgumentException fault)
        {
            throw new BadRequestException(fault.Message);
        }
    }

    public static IResult Clear(FaultRegistry faults)
    {
        faults.Clear();
        return Results.NoContent();
    }

    public static IResult Remove(int id, FaultRegistry faults) =>
        faults.Remove(id) ? Results.NoContent() : ControlGuard.Problem(StatusCodes.Status404NotFound, $"There is no fault {id}.");

    private static TimeSpan? Seconds(double? seconds) => seconds is not { } number ? null
        : number is >= 0 and <= 86_400 ? TimeSpan.FromSeconds(number)
        : throw new BadRequestException("Times are from 0 to 86400 seconds.");

    private static object Show(ActiveFault fault) => new
    {
        fault.Id, kind = fault.Kind.Key, fault.Path, fault.Rule.Tenant, fault.Rule.Every, fault.Until, fault.Hits,
    };

    private sealed record Wanted(
        string? Kind, string? Path, string? Tenant, int? Every, double? Seconds, double? DelaySeconds, double? RetryAfterSeconds);
}
