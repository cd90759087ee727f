using System.Diagnostics.CodeAnalysis;

namespace Enterprise.Sandbox.TimeSeries;

/// <summary>
/// A request that one of the time series APIs refuses. Numbers 6008 (date), 6009 (limit or range) and 6410 (unknown aspect) were measured;
/// their use for similar mistakes is assumed.
/// </summary>
[SuppressMessage("Roslynator", "RCS1194:Implement exception constructors", Justification = "A refusal without status has no meaning.")]
internal sealed class TimeSeriesException(int status, string message) : Exception(message)
{
    public int Status => status;

    public static TimeSeriesException BadDate(string name, string? value) =>
        new(StatusCodes.Status400BadRequest, $"[6008] Input {name}[{value}] is not a valid ISO 8601 date");

    public static TimeSeriesException BadOrder(string name) =>
        new(StatusCodes.Status400BadRequest, $"[6008] Input {name} must be after from");

    public static TimeSeriesException BadInput(string message) => new(StatusCodes.Status400BadRequest, "[6009] " + message);

    public static TimeSeriesException UnknownAspect(string aspect) =>
        new(StatusCodes.Status404NotFound, $"[6410] Unable to find the property set - {aspect}");

    public static TimeSeriesException UnknownVariable(string variable) =>
        new(StatusCodes.Status404NotFound, $"[6410] Unable to find the property - {variable}");

    public static TimeSeriesException UnknownAsset(string id) =>
        new(StatusCodes.Status404NotFound, $"[6410] Unable to find the entity - {id}");

    public static TimeSeriesException Forbidden() => new(StatusCodes.Status403Forbidden, "Access Denied");
}
