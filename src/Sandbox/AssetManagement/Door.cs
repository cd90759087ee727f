using Enterprise.Sandbox.AssetManagement.Filtering;
using Enterprise.Sandbox.Identity;

namespace Enterprise.Sandbox.AssetManagement;

/// <summary>The one way in: no caller 401, no right 403, no acceptable representation 500; and the one place where refusals become answers.</summary>
internal static class Door
{
    public static async Task EnterAsync(HttpContext context, Func<ApiRequest, Task> answerAsync)
    {
        if (context.Features.Get<ApiCaller>() is not { } caller)
        {
            await ErrorAnswer.WriteInvalidTokenAsync(context.Response);
            return;
        }

        try
        {
            if (!ReadingScopes.Allow(caller.Scopes))
            {
                throw RefusedException.Forbidden();
            }

            if (!Acceptance.IsHal(context.Request.Headers.Accept))
            {
                throw RefusedException.NotAcceptable();
            }

            await answerAsync(new(context, caller));
        }
        catch (RefusedException refusal)
        {
            await ErrorAnswer.WriteAsync(context.Response, refusal);
        }
        catch (InvalidFilterException error)
        {
            await ErrorAnswer.WriteAsync(context.Response, RefusedException.InvalidFilter(error));
        }
    }
}
