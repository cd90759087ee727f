using FluentValidation;
using MediatR;

namespace Enterprise.Application;

/// <summary>The inner door: no use case runs on a query that its validator refuses, whoever sent it.</summary>
internal sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var faults = validators.SelectMany(validator => validator.Validate(request).Errors).ToList();
        return faults.Count == 0 ? next() : throw new ValidationException(faults);
    }
}
