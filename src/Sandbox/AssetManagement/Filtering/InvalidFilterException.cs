namespace Enterprise.Sandbox.AssetManagement.Filtering;

/// <summary>The filter is no JSON, or not of the filter grammar. The message is fit for the caller.</summary>
internal sealed class InvalidFilterException : Exception
{
    public InvalidFilterException()
    {
    }

    public InvalidFilterException(string message)
        : base(message)
    {
    }

    public InvalidFilterException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
