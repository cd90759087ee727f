namespace Enterprise.Sandbox.Hosting;

/// <summary>Files inside the assembly.</summary>
internal static class Resource
{
    /// <summary>Reads a file by its folder and name, joined by a dot.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream($"Enterprise.Sandbox.{name}")
            ?? throw new InvalidOperationException($"The resource {name} is not part of the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
