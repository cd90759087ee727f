using Enterprise.Application.AccessLog.Recording;
using Enterprise.Application.Tenancy;
using Enterprise.Domain.AccessLog;
using MediatR;

namespace Enterprise.Application.AccessLog.Exports;

/// <summary>
/// Hands out the file of the caller's finished export. Recorded, with filter, form and number of entries, before the first byte.
/// </summary>
public static class FetchExport
{
    /// <summary>Which export.</summary>
    public sealed record Query(Guid Id) : IRequest<Result?>, IAudited<Result?>
    {
        /// <inheritdoc/>
        public AccessAction Action => AccessAction.ExportAccessLog;

        /// <inheritdoc/>
        public string Resource => Id.ToString();

        /// <inheritdoc/>
        public Disclosure? Disclose(Result? result) => result is null ? null
            : new(result.File.Name, (int)Math.Min(result.State.Written, int.MaxValue))
            {
                Detail = ExportText.Of(result.State.Order.Format, result.State.Order.FilterText),
            };

        /// <summary>Nothing: the resource says it all.</summary>
        public string ToQueryString() => string.Empty;
    }

    /// <summary>The file.</summary>
    /// <param name="File">What it is.</param>
    /// <param name="Open">Opens it, once; the reader closes it.</param>
    public sealed record Result(ExportState State, ExportedFile File, Func<Stream> Open);

    internal sealed class Validator : FluentValidation.AbstractValidator<Query>;

    internal sealed class Handler(IExports exports, ICaller caller) : IRequestHandler<Query, Result?>
    {
        public Task<Result?> Handle(Query request, CancellationToken cancellationToken)
        {
            var (reader, state) = (caller.User, exports.Find(caller.User, request.Id));
            return Task.FromResult(state is { File: { } file } ? new Result(state, file, () => exports.Open(reader, request.Id)) : null);
        }
    }
}
