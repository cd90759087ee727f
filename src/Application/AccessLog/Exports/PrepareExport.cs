using Enterprise.Application.AccessLog.Reading;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Exports;

/// <summary>Says how many entries an export would hold, before it is begun. That is reading the log, and recorded as such.</summary>
public static class PrepareExport
{
    /// <summary>Which entries: place and size of a page do not matter.</summary>
    /// <param name="Search">The filter.</param>
    public sealed record Query(SearchAccessLog.Query Search) : IRequest<Result>, IAudited<Result>
    {
        /// <inheritdoc/>
        public AccessAction Action => AccessAction.ReadAccessLog;

        /// <inheritdoc/>
        public string? Resource => null;

        /// <inheritdoc/>
        public Disclosure Disclose(Result result) => new(null, 0);

        /// <summary>The filter as a query string, without place and size of a page.</summary>
        /// <returns>For example <c>user=anna.meier@acme.example&amp;outcome=Denied</c>.</returns>
        public string ToQueryString() => ExportText.Of(Search);
    }

    /// <summary>What an export would hold.</summary>
    public sealed record Result(long Entries);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Search).SetValidator(new SearchAccessLog.Validator());
    }

    internal sealed class Handler(IExports exports, ICaller caller, WorkingHours work, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken) =>
            new(await exports.CountAsync(caller.User, request.Search.SelectionAt(clock.GetUtcNow(), work), cancellationToken));
    }
}
