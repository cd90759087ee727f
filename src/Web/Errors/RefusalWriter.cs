using System.Text;
using System.Text.Json;
using Enterprise.Web.Resources;
using Enterprise.Web.Security;
using Enterprise.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Enterprise.Web.Errors;

/// <summary>Writes a refusal in the form that the client reads: a page, <c>application/problem+json</c>, or a line of plain text.</summary>
internal sealed class RefusalWriter(IModelMetadataProvider metadata, ITempDataDictionaryFactory tempData)
{
    public async Task WriteAsync(HttpContext http, Refusal refusal)
    {
        RequestLog.Note(http, refusal.Code);
        http.Response.StatusCode = refusal.Status;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept";
        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        if (refusal.RetryAfter is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await (http.Request.RepresentationKind() switch
        {
            RepresentationKind.Page => WritePage(http, refusal),
            RepresentationKind.Json =>
            WriteWhole(http, "application/problem+json",
            JsonSerializer.SerializeToUtf8Bytes(Problem(http, refusal), JsonSerializerOptions.Web)),
            _ => WriteWhole(http, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(Text(http, refusal))),
        });
    }

    private static async Task WriteWhole(HttpContext http, string type, byte[] body)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body);
    }

    private static string Text(HttpContext http, Refusal refusal) =>
        refusal.Plain ?? ErrorTexts.Plain.Fill(refusal.Title.TrimEnd('.'), refusal.Code, http.TraceIdentifier, refusal.Advice);

    private static object Problem(HttpContext http, Refusal refusal) => new
    {
        type = "about:blank",
        title = refusal.Title,
        status = refusal.Status,
        detail = $"{refusal.Text} {refusal.Advice}",
        code = refusal.Code,
        request = http.TraceIdentifier,
    };

    private Task WritePage(HttpContext http, Refusal refusal)
    {
        var data = new ViewDataDictionary<Refusal>(metadata, new ModelStateDictionary()) { Model = refusal };
        var view = new ViewResult { ViewName = "/Errors/Refusal.cshtml", ViewData = data, TempData = tempData.GetTempData(http) };
        return view.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
    }
}
