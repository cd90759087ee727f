using Enterprise.Sandbox.AssetManagement.Filtering;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>
/// What every request to the API passes: no caller 401, no right 403, too many requests 429, no acceptable representation 500.
/// The only place where <see cref="ApiException"/> becomes an answer.
/// </summary>
internal static class ApiEntry
{
    public static async Task HandleAsync(HttpContext context, Func<ApiRequest, Task> answerAsync, bool isHal = true)
    {
        if (context.Features.Get<ApiCaller>() is not { } caller)
        {
            await ErrorBody.WriteInvalidTokenAsync(context.Response);
            return;
        }

        try
        {
            if (!ReadingScopes.Allow(caller.Scopes))
            {
                throw ApiException.Forbidden();
            }

            context.RequestServices.GetRequiredService<RequestLimiter>().Count(caller.Tenant, context.Request.Path);
            if (isHal && !AcceptHeader.IsHal(context.Request.Headers.Accept))
            {
                throw ApiException.NotAcceptable();
            }

            await answerAsync(new(context, caller));
        }
        catch (ApiException refusal)
        {
            await ErrorBody.WriteAsync(context.Response, refusal);
        }
        catch (InvalidFilterException error)
        {
            await ErrorBody.WriteAsync(context.Response, ApiException.InvalidFilter(error));
        }
    }
}
