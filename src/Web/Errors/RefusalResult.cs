using Microsoft.AspNetCore.Mvc;

namespace Enterprise.Web.Errors;

/// <summary>A refusal as the answer of an action.</summary>
internal sealed class RefusalResult(Refusal refusal) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) =>
        context.HttpContext.RequestServices.GetRequiredService<RefusalWriter>().WriteAsync(context.HttpContext, refusal);
}
