using System.Text.Json;
using Enterprise.Sandbox.AssetManagement.Filtering;
using Enterprise.Sandbox.AssetManagement.Filtering.Fields;

namespace Enterprise.Sandbox.AssetManagement.Lists;

/// <summary>
/// A list short enough to be filtered and sorted at every request, by <c>id</c> and <c>name</c>. The key <c>id</c> is what the platform's
/// own command line client filters types by.
/// </summary>
internal sealed class SmallList<T>
{
    private static readonly string[] SortFields = ["id", "name"];

    private readonly FilterCompiler<T> _compiler;
    private readonly Func<T, string> _id;
    private readonly Func<T, string> _name;

    public SmallList(Func<T, string> id, Func<T, string> name)
    {
        _id = id;
        _name = name;
        _compiler = new(new Dictionary<string, FilterField<T>>(StringComparer.Ordinal)
        {
            ["id"] = new TextField<T>(id),
            ["name"] = new TextField<T>(name),
        });
    }

    public Task AnswerAsync(ApiRequest request, string path, string relation, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        var page = PageRequest.Of(request);
        var sorting = Sorting.Parse(request.Query.Text("sort"), SortFields);
        var matches = _compiler.Compile(request.Query.Text("filter")).Matches;
        var key = string.Equals(sorting.Field, "id", StringComparison.Ordinal) ? _id : _name;
        var found = sorting.Descending
            ? items.Where(matches).OrderByDescending(key, StringComparer.OrdinalIgnoreCase)
            : items.Where(matches).OrderBy(key, StringComparer.OrdinalIgnoreCase);
        var list = found.ThenBy(_id, StringComparer.Ordinal).ToArray();
        return HalPage.WriteAsync(request, path, relation, page, list.Length, (writer, index) => write(writer, list[index]));
    }
}
