using FluentValidation;

namespace Enterprise.Application.AccessLog.Retention;

/// <summary>The reason that an operator gives for a command; it is signed and stored permanently.</summary>
public static class OperatorReason
{
    private const int MaxLength = 256;

    /// <summary>The error message for an invalid reason.</summary>
    public static string Message { get; } = $"Enter one line of 1 to {MaxLength} characters.";

    /// <summary>Whether the text is a reason.</summary>
    public static bool IsValid(string text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= MaxLength && !text.Any(char.IsControl);

    internal static void IsReason<T>(this IRuleBuilder<T, string> rule) => rule.Must(IsValid).WithMessage(Message);
}
