using Enterprise.Domain.Tenancy;
using Microsoft.AspNetCore.Authorization;

namespace Enterprise.Web.Security;

/// <summary>States the role that a page needs, as a type, so that a misspelt one does not build.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequiresAttribute(AppRole role) : AuthorizeAttribute, IAuthorizationRequirementData, IAuthorizationRequirement
{
    /// <summary>The role.</summary>
    public AppRole Role { get; } = role;

    /// <inheritdoc/>
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];

    internal sealed class Handler : AuthorizationHandler<RequiresAttribute>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequiresAttribute requirement)
        {
            if (context.User.Has(requirement.Role))
            {
                context.Succeed(requirement);
            }

            return Task.CompletedTask;
        }
    }
}
