using FluentValidation;
using MediatR;

namespace Enterprise.Application.AccessLog.Retention;

/// <summary>Removes deleted data from the database's files. It changes no entry and is not recorded.</summary>
public static class CompactStore
{
    /// <summary>Asks for it.</summary>
    /// <param name="IsRebuilt">Whether to rebuild the whole database; the service cannot write during the rebuild.</param>
    public sealed record Command(bool IsRebuilt) : IRequest<string?>;

    internal sealed class Validator : AbstractValidator<Command>;

    internal sealed class Handler(IStoreFiles files) : IRequestHandler<Command, string?>
    {
        public Task<string?> Handle(Command request, CancellationToken cancellationToken) =>
            files.WipeAsync(request.IsRebuilt ? Rewriting.Everything : Rewriting.Nothing, cancellationToken);
    }
}
