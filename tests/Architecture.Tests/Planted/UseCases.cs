using FluentValidation;
using MediatR;

namespace Enterprise.Architecture.Tests.Planted;

// Use cases, the first as it should be, each other one with one fault.
internal static class Proper
{
    public sealed record Query : IRequest<string>
    {
        public string? Text { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>;

    internal sealed class Handler : IRequestHandler<Query, string>
    {
        public Task<string> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(string.Empty);
    }
}

internal static class WithoutHandler
{
    public sealed record Query : IRequest<string>;
}

internal static class WithoutValidator
{
    public sealed record Query : IRequest<string>
    {
        public string? Text { get; init; }
    }

    internal sealed class Handler : IRequestHandler<Query, string>
    {
        public Task<string> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(string.Empty);
    }
}

internal static class WithOpenHandler
{
    public sealed record Query : IRequest<string>;

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1852", Justification = "Being open is the planted fault.")]
    internal class Handler : IRequestHandler<Query, string>
    {
        public virtual Task<string> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(string.Empty);
    }
}

internal static class WithPublicValidator
{
    public sealed record Query : IRequest<string>;

    public sealed class Validator : AbstractValidator<Query>;

    internal sealed class Handler : IRequestHandler<Query, string>
    {
        public Task<string> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(string.Empty);
    }
}

internal sealed class NotStatic
{
    public int Member { get; init; }

    public sealed record Query : IRequest<string>;

    internal sealed class Handler : IRequestHandler<Query, string>
    {
        public Task<string> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(string.Empty);
    }
}

internal sealed record Loose : IRequest<string>;

internal sealed class LooseHandler : IRequestHandler<Loose, string>
{
    public Task<string> Handle(Loose request, CancellationToken cancellationToken) => Task.FromResult(string.Empty);
}

internal static class SendsFromHandler
{
    public sealed record Query : IRequest<string>;

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Query, string>
    {
        public Task<string> Handle(Query request, CancellationToken cancellationToken) =>
            mediator.Send(new Proper.Query(), cancellationToken);
    }
}

internal static class LocatesFromHandler
{
    public sealed record Query : IRequest<string>;

    internal sealed class Handler(IServiceProvider services) : IRequestHandler<Query, string>
    {
        public Task<string> Handle(Query request, CancellationToken cancellationToken) =>
            Task.FromResult(services.ToString() ?? string.Empty);
    }
}
