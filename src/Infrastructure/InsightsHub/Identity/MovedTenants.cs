using Enterprise.Domain.Tenancy;

namespace Enterprise.Infrastructure.InsightsHub.Identity;

/// <summary>
/// Tenants that the platform has moved to another id, old to new. Here a tenant keeps its old id, so that its log and its settings go on.
/// The platform's Migration Assistant offers such a mapping for download; the form of its file is not known, ours is two columns.
/// </summary>
/// <param name="OldByNew">The old id of every new one.</param>
/// <param name="Faults">What is wrong with the mapping, a sentence each.</param>
internal sealed record MovedTenants(IReadOnlyDictionary<TenantId, TenantId> OldByNew, IReadOnlyList<string> Faults)
{
    /// <summary>The one identity of a tenant here.</summary>
    public TenantId Canonical(TenantId asSeen) => OldByNew.GetValueOrDefault(asSeen, asSeen);

    /// <summary>Reads the mapping from configuration and file.</summary>
    public static MovedTenants Read(InsightsHubOptions options)
    {
        var faults = new List<string>();
        var pairs = options.MovedTenants.Select(pair => (Where: $"InsightsHub:MovedTenants:{pair.Key}", Old: pair.Key, New: pair.Value))
            .ToList();
        try
        {
            pairs.AddRange(Lines(options.MovedTenantsFile));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add($"InsightsHub:MovedTenantsFile is '{options.MovedTenantsFile}', which cannot be read ({fault.Message}): give a "
                + "text file with lines old,new.");
        }

        var known = new Dictionary<TenantId, TenantId>();
        foreach (var (where, oldText, newText) in pairs)
        {
            if (!TenantId.TryParse(oldText, out var from) || !TenantId.TryParse(newText, out var to) || from == to)
            {
                faults.Add($"{where} maps '{oldText}' to '{newText}': give two different tenant IDs of lower-case letters and digits.");
            }
            else if (!known.TryAdd(to, from))
            {
                faults.Add($"{where} maps to {to}, which another line maps to already: two tenants cannot become one.");
            }
        }

        faults.AddRange(known.Values.GroupBy(id => id).Where(group => group.Count() > 1)
            .Select(group => $"InsightsHub:MovedTenants maps two tenants to {group.Key}: two tenants cannot become one."));
        faults.AddRange(known.Values.Where(known.ContainsKey)
            .Select(id => $"InsightsHub:MovedTenants contains {id} as an old and as a new ID: map the first ID directly to the last."));
        return new(known, faults);
    }

    private static IEnumerable<(string Where, string Old, string New)> Lines(string file)
    {
        if (file.Length == 0)
        {
            return [];
        }

        return File.ReadAllLines(file)
            .Select((line, index) => (Text: line.Trim(), Where: $"InsightsHub:MovedTenantsFile, line {index + 1},"))
            .Where(line => line.Text.Length > 0 && !string.Equals(line.Text, "old,new", StringComparison.OrdinalIgnoreCase))
            .Select(line => line.Text.Split(',', 2, StringSplitOptions.TrimEntries) is [var from, var to] ? (line.Where, from, to)
                : (line.Where, line.Text, string.Empty));
    }
}
