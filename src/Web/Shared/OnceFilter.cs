using System.Reflection;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Enterprise.Web.Shared;

/// <summary>A page's parameter is given once: of two, another reader of the same address might take the other one.</summary>
internal sealed class OnceFilter : IActionFilter
{
    public void OnActionExecuting(ActionExecutingContext context)
    {
        var names = context.ActionDescriptor.Parameters.Where(parameter => parameter.BindingInfo?.BindingSource == BindingSource.Query)
            .SelectMany(parameter => parameter.ParameterType.GetProperties(BindingFlags.Instance | BindingFlags.Public)).Where(property => property.CanWrite).Select(property => property.Name);
        foreach (var name in names.Where(name => context.HttpContext.Request.Query[name].Count > 1))
        {
            context.ModelState.TryAddModelError(name, "Give this once: it stands more than once in the address.");
        }
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
        // What was given is looked at before the action only.
    }
}
