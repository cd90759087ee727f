using Enterprise.Application.Tenancy;
using MediatR;

namespace Enterprise.Application.AccessLog.Exports;

/// <summary>Says how the caller's own export stands. It shows nothing of the log, so it is not recorded.</summary>
public static class FollowExport
{
    /// <summary>Which export.</summary>
    public sealed record Query(Guid Id) : IRequest<ExportState?>;

    internal sealed class Validator : FluentValidation.AbstractValidator<Query>;

    internal sealed class Handler(IExports exports, ICaller caller) : IRequestHandler<Query, ExportState?>
    {
        public Task<ExportState?> Handle(Query request, CancellationToken cancellationToken) =>
            Task.FromResult(exports.Find(caller.User, request.Id));
    }
}
