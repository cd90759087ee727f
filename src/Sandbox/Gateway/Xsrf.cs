using System.Security.Cryptography;
using System.Text;

namespace Enterprise.Sandbox.Gateway;

/// <summary>
/// The rule that is documented for PUT, POST, PATCH and DELETE: header <c>x-xsrf-token</c> equal to the session's value. That it holds for
/// the application's own paths too is inferred; whether a form field would do is not known.
/// </summary>
internal static class Xsrf
{
    public static async Task<bool> IsSatisfiedAsync(HttpContext context, ApplicationSession session, SandboxOptions options)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return true;
        }

        if (request.Headers["x-xsrf-token"].ToString() is { Length: > 0 } header)
        {
            return Same(header, session.Xsrf);
        }

        if (!options.AcceptCsrfField || !request.HasFormContentType)
        {
            return false;
        }

        request.EnableBuffering();
        var form = await request.ReadFormAsync(context.RequestAborted);
        request.Body.Position = 0;
        return Same(form["_csrf"].ToString(), session.Xsrf);
    }

    private static bool Same(string sent, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(expected));
}
