using Microsoft.AspNetCore.Http.Features;

namespace Enterprise.Sandbox.Faults;

/// <summary>Lets a request be answered and keeps the body back.</summary>
internal static class CapturedBody
{
    public static async Task<byte[]> OfAsync(HttpContext context, RequestDelegate next)
    {
        var real = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            context.Features.Set(real);
        }

        return kept.ToArray();
    }
}
