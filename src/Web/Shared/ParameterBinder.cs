using System.Globalization;
using Enterprise.Application.AccessLog;
using Enterprise.Domain.AccessLog;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Enterprise.Web.Shared;

/// <summary>
/// Reads the parameters of addresses. Each kind has one form, without culture, spaces or second spelling, and is given once, because of two values another reader of the address
/// might take the other one; a set of names is given as one parameter for each. An empty parameter, as forms send it, is none.
/// </summary>
/// <param name="read">Reads one text; null where it has not the form.</param>
/// <param name="form">The form in words, for the message.</param>
/// <param name="merge">Makes one value of several; null where one is expected.</param>
internal sealed class ParameterBinder(Func<string, object?> read, string form, Func<IReadOnlyList<object>, object>? merge = null) : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var given = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (merge is null && given.Length > 1)
        {
            Refuse(bindingContext, "Give this once: it stands more than once in the address.");
            return Task.CompletedTask;
        }

        var texts = given.Where(text => !string.IsNullOrEmpty(text)).ToList();
        var values = texts.Select(text => read(text!)).OfType<object>().ToList();
        if (values.Count < texts.Count)
        {
            Refuse(bindingContext, form);
        }
        else if (values.Count > 0)
        {
            bindingContext.Result = ModelBindingResult.Success(merge is null ? values[0] : merge(values));
        }

        return Task.CompletedTask;
    }

    private static void Refuse(ModelBindingContext context, string message)
    {
        context.ModelState.TryAddModelError(context.ModelName, message);
        context.Result = ModelBindingResult.Failed();
    }

    /// <summary>The kinds of parameters.</summary>
    internal sealed class Provider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context)
        {
            var type = context.Metadata.UnderlyingOrModelType;
            return type == typeof(string) ? new ParameterBinder(text => text, string.Empty)
                : type == typeof(bool) ? new ParameterBinder(text => text switch { "true" => true, "false" => false, _ => null }, "Give true or false.")
                : type == typeof(int) ? new ParameterBinder(text => Number(text, int.MaxValue) is { } number ? (int)number : null, WholeNumber)
                : type == typeof(long) ? new ParameterBinder(text => Number(text, long.MaxValue), WholeNumber)
                : type == typeof(DateOnly) ? new ParameterBinder(text => Day(text), "Give a day as yyyy-MM-dd, for example 2026-01-31.")
                : type == typeof(Guid) ? new ParameterBinder(text => Guid.TryParseExact(text, "D", out var id) && id.ToString() == text ? id : null, "Give a UUID of lower-case hexadecimal digits.")
                : type.IsEnum ? new ParameterBinder(text => Name(type, text), OneOf(type))
                : type == typeof(EnumSet<AccessAction>) ? Several<AccessAction>()
                : type == typeof(EnumSet<AccessOutcome>) ? Several<AccessOutcome>()
                : null;
        }

        private const string WholeNumber = "Give a whole number in decimal digits, for example 25.";

        private static ParameterBinder Several<T>()
            where T : struct, Enum => new(text => Name(typeof(T), text), $"Give one or more of {Names(typeof(T))}, each as a parameter of its own.", values => EnumSet.Of<T>([.. values.Cast<T>()]));

        private static object? Name(Type type, string text) => Enum.GetNames(type).Contains(text, StringComparer.Ordinal) ? Enum.Parse(type, text) : null;

        /// <summary>The form of one name of an enumeration, in words.</summary>
        public static string OneOf(Type type) => $"Give one of {Names(type)}.";

        private static string Names(Type type) => string.Join(", ", Enum.GetNames(type));

        private static long? Number(string text, long most) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most && number.ToString(CultureInfo.InvariantCulture) == text ? number : null;

        private static DateOnly? Day(string text) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }
}
