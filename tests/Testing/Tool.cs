namespace Enterprise.Testing;

/// <summary>A program outside the SDK that some tests need.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Install">The command that installs it.</param>
/// <param name="Find">Finds its path, or null.</param>
public sealed record Tool(string Name, string Install, Func<string?> Find)
{
    public static Tool Node { get; } = new("npm (Node.js 20 or newer)", "sudo apt-get install nodejs npm", () => OnPath("npm"));

    public static Tool Chromium { get; } = new("Chromium", "sudo apt-get install chromium", FindChromium);

    public static Tool Gcc { get; } = new("gcc", "sudo apt-get install gcc libc6-dev", () => OnPath("gcc"));

    public static Tool Python { get; } = new("Python 3.8 or newer", "sudo apt-get install python3", () => OnPath("python3"));

    public static Tool OpenSsl { get; } = new("openssl", "sudo apt-get install openssl", () => OnPath("openssl"));

    public static Tool LibreOffice { get; } = new("LibreOffice Calc", "sudo apt-get install libreoffice-calc", () => OnPath("soffice"));

    /// <summary>The server's own program; <c>initdb</c> stands beside it.</summary>
    public static Tool Postgres { get; } = new("PostgreSQL", "sudo apt-get install postgresql", FindPostgres);

    public string? Path => Find();

    public string Missing => $"{Name} was not found. Install it: {Install}";

    /// <summary>The path, for use inside a test; where CI demands the tool and it is missing, this is what fails.</summary>
    public string Require() => Path ?? throw new InvalidOperationException(Missing);

    private static string? FindChromium() =>
        Existing(Environment.GetEnvironmentVariable("CHROMIUM_PATH"))
        ?? OnPath("chromium") ?? OnPath("chromium-browser") ?? OnPath("google-chrome")
        ?? Downloaded();

    /// <summary>Debian keeps the server's programs in a folder for each version and off the path.</summary>
    private static string? FindPostgres() => OperatingSystem.IsWindows() ? null : OnPath("postgres")
        ?? (Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql") : [])
            .OrderByDescending(folder =>
            int.TryParse(System.IO.Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture, out var version) ? version
            : 0)
            .Select(folder => Existing(System.IO.Path.Combine(folder, "bin", "postgres"))).FirstOrDefault(path => path is not null);

    /// <summary>Playwright's own download: the newest of its Chromium folders.</summary>
    private static string? Downloaded()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] roots =
        [
            Environment.GetEnvironmentVariable("PLAYWRIGHT_BROWSERS_PATH") ?? "",
            System.IO.Path.Combine(home, ".cache", "ms-playwright"),
            System.IO.Path.Combine(home, "Library", "Caches", "ms-playwright"),
            System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "ms-playwright"),
        ];
        string[] inside = ["chrome-linux/chrome", "chrome-linux64/chrome", "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
            "chrome-win/chrome.exe", "chrome-win64/chrome.exe"];
        return roots.Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateDirectories(root, "chromium-*").OrderDescending(StringComparer.Ordinal))
            .SelectMany(folder => inside.Select(path => Existing(System.IO.Path.Combine(folder, path))))
            .FirstOrDefault(path => path is not null);
    }

    private static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => (OperatingSystem.IsWindows() ? [".cmd", ".exe"] : new[] { "" })
            .Select(end => System.IO.Path.Combine(folder, name + end)))
            .FirstOrDefault(File.Exists);

    private static string? Existing(string? path) => File.Exists(path) ? path : null;
}
