using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Enterprise.Web.Commands;

/// <summary>
/// Output for operators: tables, with colours and progress on a terminal, or one JSON object on standard output for scripts. Errors go to
/// standard error.
/// </summary>
internal sealed class CommandConsole
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() }, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly IAnsiConsole _out;
    private readonly IAnsiConsole _error;

    public CommandConsole(bool isJson, bool isPlain)
    {
        IsJson = isJson;
        var noColour = isPlain || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        _out = Make(Console.Out, Console.IsOutputRedirected, noColour);
        _error = Make(Console.Error, Console.IsErrorRedirected, noColour);
    }

    /// <summary>Whether the output is JSON.</summary>
    public bool IsJson { get; }

    /// <summary>The result: an object for scripts, formatted text for people.</summary>
    public void Answer(object json, Action<IAnsiConsole> picture)
    {
        if (IsJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(json, Json));
        }
        else
        {
            picture(_out);
        }
    }

    /// <summary>A message while a command runs; omitted from JSON output.</summary>
    public void Say(string text)
    {
        if (!IsJson)
        {
            _out.WriteLine(text);
        }
    }

    /// <summary>An error in three lines, or as one JSON object.</summary>
    public void Refuse(string what, string why, string remedy)
    {
        if (IsJson)
        {
            Console.Error.WriteLine(JsonSerializer.Serialize(new { error = what, why, tryThis = remedy }, Json));
            return;
        }

        _error.MarkupLineInterpolated($"[red]What happened[/]  {what}");
        _error.MarkupLineInterpolated($"[bold]Why[/]            {why}");
        _error.MarkupLineInterpolated($"[bold]What to do[/]     {remedy}");
    }

    /// <summary>Runs work, with a progress bar on a terminal.</summary>
    public async Task WorkAsync(string title, long total, Func<Meter, Task> work)
    {
        if (IsJson || Console.IsOutputRedirected)
        {
            await work(new Meter((_, _) => { }));
            return;
        }

        await _out.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
            new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
            await work(new Meter((done, all) => (task.MaxValue, task.Value) = (Math.Max(1, all ?? task.MaxValue), done)));
            task.Value = task.MaxValue;
        });
    }

    /// <summary>Whether the user typed <c>yes</c>; null if standard input is not a terminal.</summary>
    public static bool? Confirm(string question)
    {
        if (Console.IsInputRedirected)
        {
            return null;
        }

        Console.Error.Write($"{question} Type yes to continue: ");
        return Console.In.ReadLine()?.Trim() == "yes";
    }

    /// <summary>A table of texts; markup in them is escaped.</summary>
    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        Array.ForEach(columns, column => table.AddColumn(new TableColumn(Markup.Escape(column)).NoWrap()));
        return table;
    }

    private static IAnsiConsole Make(TextWriter writer, bool isRedirected, bool noColour)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected || noColour ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        console.Profile.Width = isRedirected ? 200 : console.Profile.Width;
        return console;
    }
}

/// <summary>Reports the progress of work.</summary>
internal sealed class Meter(Action<long, long?> tell) : IProgress<long>
{
    public void Report(long value) => tell(value, null);

    /// <summary>The same, if the total becomes known only now.</summary>
    public void Report(long value, long total) => tell(value, total);
}
