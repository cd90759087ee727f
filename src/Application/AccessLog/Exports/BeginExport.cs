using Enterprise.Application.AccessLog.Reading;
using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Exports;

/// <summary>
/// Begins an export of exactly the filtered entries of the caller's tenant. Recorded with selection, form and number of entries.
/// </summary>
public static class BeginExport
{
    /// <summary>Which entries, and in what form.</summary>
    /// <param name="Search">The selection; place and size of a page do not matter.</param>
    public sealed record Query(SearchAccessLog.Query Search, ExportFormat Format) : IRequest<ExportState>, IAudited<ExportState>
    {
        /// <inheritdoc/>
        public AccessAction Action => AccessAction.ExportAccessLog;

        /// <inheritdoc/>
        public string? Resource => null;

        /// <inheritdoc/>
        public Disclosure Disclose(ExportState result) => new(null, (int)Math.Min(result.Order.Expected, int.MaxValue));

        /// <summary>Form and selection as a query string.</summary>
        /// <returns>For example <c>format=Csv&amp;outcome=Denied</c>.</returns>
        public string ToQueryString() => ExportText.Of(Format, ExportText.Of(Search));
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Search).SetValidator(new SearchAccessLog.Validator());
            RuleFor(query => query.Format).IsInEnum().WithErrorCode("ExportFormat");
        }
    }

    internal sealed class Handler(IExports exports, ICaller caller, WorkingHours work, TimeProvider clock)
        : IRequestHandler<Query, ExportState>
    {
        public async Task<ExportState> Handle(Query request, CancellationToken cancellationToken)
        {
            var selection = request.Search.SelectionAt(clock.GetUtcNow(), work);
            var expected = await exports.CountAsync(caller.User, selection, cancellationToken);
            return exports.Begin(caller.User, new(selection, ExportText.Of(request.Search), request.Format, expected));
        }
    }
}
