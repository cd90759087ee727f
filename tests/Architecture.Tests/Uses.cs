using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Enterprise.Architecture.Tests;

/// <summary>What a type mentions: in its signatures, its attributes and its code, in lambdas and state machines too.</summary>
internal static class Uses
{
    /// <summary>Those of the types that mention one of the subjects, each a type's full name or a namespace.</summary>
    public static IReadOnlyList<TypeDefinition> Users(IEnumerable<TypeDefinition> types, params string[] subjects) =>
        [.. types.Where(type => Types(type).Any(used => subjects.Any(subject => IsOf(used, subject))))];

    /// <summary>Those of the types that call the method, or hold it as a delegate.</summary>
    public static IReadOnlyList<TypeDefinition> Callers(IEnumerable<TypeDefinition> types, string declaringType, string method) =>
        [.. types.Where(type => Code(type).Any(step => step.Operand is MethodReference called && called.Name == method
            && called.DeclaringType.FullName == declaringType))];

    /// <summary>Whether a type's name lies in a namespace, or is that type or nested in it: whole words, never a prefix of one.</summary>
    public static bool IsOf(string name, string subject) =>
        name.StartsWith(subject, StringComparison.Ordinal) && (name.Length == subject.Length || name[subject.Length] is '.' or '/');

    public static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    public static IReadOnlySet<string> Types(TypeDefinition outermost)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in WithNested(outermost).SelectMany(Mentioned).SelectMany(Parts))
        {
            found.Add(reference.FullName);
        }

        return found;
    }

    private static IEnumerable<Instruction> Code(TypeDefinition type) =>
        WithNested(type).SelectMany(part => part.Methods).Where(method => method.HasBody).SelectMany(method => method.Body.Instructions);

    private static IEnumerable<TypeReference?> Mentioned(TypeDefinition type) =>
    [
        type.BaseType, .. type.Interfaces.Select(one => one.InterfaceType), .. type.Fields.Select(field => field.FieldType),
        .. Constraints(type), .. Attributes(type), .. type.Fields.SelectMany(Attributes), .. type.Properties.SelectMany(Attributes),
        .. type.Methods.SelectMany(Mentioned),
    ];

    private static IEnumerable<TypeReference?> Mentioned(MethodDefinition method) =>
    [
        method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType), .. Constraints(method), .. Attributes(method),
        .. method.Parameters.SelectMany(Attributes),
        .. method.HasBody
            ? method.Body.Variables.Select(variable => variable.VariableType)
                .Concat(method.Body.ExceptionHandlers.Select(handler => handler.CatchType))
                .Concat(method.Body.Instructions.SelectMany(Mentioned))
            : [],
    ];

    private static IEnumerable<TypeReference?> Mentioned(Instruction step) => step.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method =>
        [
            method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType),
            .. (method as GenericInstanceMethod)?.GenericArguments ?? [],
        ],
        _ => [],
    };

    private static IEnumerable<TypeReference> Constraints(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value)
            .OfType<TypeReference>().Append(attribute.AttributeType));

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Prepend(generic.ElementType),
        IModifierType modified => Parts(modified.ElementType).Concat(Parts(modified.ModifierType)),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };
}
