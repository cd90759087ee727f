using System.Globalization;
using Enterprise.Application.AccessLog.Reading;
using Enterprise.Domain.AccessLog;
using Enterprise.Web.Resources;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Enterprise.Web.Shared;

/// <summary>
/// Reads the parameters of addresses. Each type has one culture-invariant spelling without spaces. A parameter may occur once, because
/// another reader of the address might choose the other of two values; a set of names repeats its parameter. An empty parameter, as forms
/// send it, is ignored.
/// </summary>
/// <param name="read">Parses one text; null if it is not valid.</param>
/// <param name="message">The message for an invalid value, in the reader's language.</param>
/// <param name="merge">Combines several values into one; null if only one is allowed.</param>
internal sealed class ParameterBinder(
    Func<string, object?> read, Func<string> message, Func<IReadOnlyList<object>, object>? merge = null) : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var given = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (merge is null && given.Length > 1)
        {
            Refuse(bindingContext, ValidationTexts.Parameter_Repeated);
            return Task.CompletedTask;
        }

        var texts = given.Where(text => !string.IsNullOrEmpty(text)).ToList();
        var values = texts.Select(text => read(text!)).OfType<object>().ToList();
        if (values.Count < texts.Count)
        {
            Refuse(bindingContext, message());
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
            return type == typeof(string) ? new ParameterBinder(text => text, () => string.Empty)
                : type == typeof(bool) ? new ParameterBinder(
                text => text switch { "true" => true, "false" => false, _ => null }, () => ValidationTexts.Parameter_Boolean)
                : type == typeof(int) ? new ParameterBinder(text => Number(text, int.MaxValue) is { } number ? (int)number
                    : null, WholeNumber)
                : type == typeof(long) ? new ParameterBinder(text => Number(text, long.MaxValue), WholeNumber)
                : type == typeof(DateOnly) ? new ParameterBinder(text => Day(text), () => ValidationTexts.Parameter_Date)
                : type == typeof(Guid) ? new ParameterBinder(text => Guid.TryParseExact(text, "D", out var id) && id.ToString() == text
                    ? id : null, () => ValidationTexts.Parameter_Uuid)
                : type.IsEnum ? new ParameterBinder(text => Name(type, text), () => OneOf(type))
                : type == typeof(EnumSet<AccessAction>) ? Several<AccessAction>()
                : type == typeof(EnumSet<AccessOutcome>) ? Several<AccessOutcome>()
                : null;
        }

        private static string WholeNumber() => ValidationTexts.Parameter_WholeNumber;

        private static ParameterBinder Several<T>()
            where T : struct, Enum =>
            new(text => Name(typeof(T), text), () => ValidationTexts.Parameter_SomeOf.Fill(Names(typeof(T))), values =>
            EnumSet.Of<T>([.. values.Cast<T>()]));

        private static object? Name(Type type, string text) => Enum.GetNames(type).Contains(text, StringComparer.Ordinal)
            ? Enum.Parse(type, text) : null;

        /// <summary>The message for an invalid enumeration name.</summary>
        public static string OneOf(Type type) => ValidationTexts.Parameter_OneOf.Fill(Names(type));

        private static string Names(Type type) => string.Join(", ", Enum.GetNames(type));

        private static long? Number(string text, long most) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
                && number.ToString(CultureInfo.InvariantCulture) == text ? number : null;

        private static DateOnly? Day(string text) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }
}
