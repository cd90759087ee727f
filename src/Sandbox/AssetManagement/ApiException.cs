using System.Diagnostics.CodeAnalysis;
using Enterprise.Sandbox.AssetManagement.Filtering;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>The API answers with an error. Generic codes: Siemens' SDK; the filter's code: reported by a third party.</summary>
[SuppressMessage("Roslynator", "RCS1194:Implement exception constructors",
    Justification = "A refusal without status and code has no meaning.")]
internal sealed class ApiException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public static ApiException InvalidParameter(string name, string? value) =>
        new(StatusCodes.Status400BadRequest, "mdsp.core.generic.invalidParameter", $"Parameter '{name}' has the invalid value '{value}'");

    public static ApiException InvalidFilter(InvalidFilterException error) =>
        new(StatusCodes.Status400BadRequest, "mdsp.core.am.validation.invalidFilterExpression", error.Message);

    public static ApiException Forbidden() =>
        new(StatusCodes.Status403Forbidden, "mdsp.core.generic.forbidden", "Access is denied");

    public static ApiException TooManyRequests() =>
        new(StatusCodes.Status429TooManyRequests, "mdsp.core.generic.tooManyRequests", "API rate limit exceeded");

    public static ApiException NotFound(string what, string? id) =>
        new(StatusCodes.Status404NotFound, "mdsp.core.generic.noMatch", $"{what} '{id}' does not exist");

    /// <summary>Measured on a production tenant: a caller that accepts <c>application/json</c> alone gets a 500.</summary>
    public static ApiException NotAcceptable() =>
        new(StatusCodes.Status500InternalServerError, "mdsp.core.generic.internalServerError", "No acceptable representation");
}
