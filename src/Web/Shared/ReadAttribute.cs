using Microsoft.AspNetCore.Mvc.Routing;

namespace Enterprise.Web.Shared;

/// <summary>An address that can be read: GET, and HEAD, which is answered and recorded alike.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ReadAttribute(string template) : HttpMethodAttribute(["GET", "HEAD"], template);
