using FluentValidation;
using MediatR;

namespace Enterprise.Application;

/// <summary>Validates every query before its handler, whichever code sent it.</summary>
internal sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var faults = validators.SelectMany(validator => validator.Validate(request).Errors).ToList();
        return faults.Count == 0 ? next() : throw new ValidationException(faults);
    }
}
