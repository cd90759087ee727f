using System.Text;
using System.Text.Json.Nodes;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>
/// What somebody could do to an export. Each gives the damaged bytes, and the fault that must be found among others; null where anything
/// may be said.
/// </summary>
internal static class Damage
{
    public static (string What, byte[] Bytes, string? Expected) Random(string export, Random random)
    {
        var lines = export.TrimEnd('\n').Split('\n').ToList();
        var body = Enumerable.Range(1, lines.Count - 2).ToList();
        var entries = body.Where(place => lines[place].StartsWith("{\"seq\"", StringComparison.Ordinal)).ToList();
        var place = entries.Count == 0 ? body[random.Next(body.Count)] : entries[random.Next(entries.Count)];
        switch (random.Next(entries.Count < 2 ? 4 : 16))
        {
            case 0:
                var bytes = Encoding.UTF8.GetBytes(export);
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return ("a bit", bytes, null);
            case 1:
                lines.RemoveAt(place = body[random.Next(body.Count)]);
                return ("a line dropped", Bytes(lines), place == body[^1] ? null : "gap");
            case 2:
                lines.RemoveRange(place, lines.Count - place);
                return ("cut", Bytes(lines), "truncated");
            case 3:
                return ("another checkpoint",
                    Change(lines, 0, header => header["checkpoint"] = ((string)header["checkpoint"]!)
                    .Replace("number ", "number 1", StringComparison.Ordinal)), "signature");
            case 4:
                lines.Insert(place, lines[place]);
                return ("a line twice", Bytes(lines), "duplicate");
            case 5:
                var other = entries[random.Next(entries.Count)];
                (lines[place], lines[other]) = (lines[other], lines[place]);
                return ("two lines swapped", Bytes(lines), place == other ? null : "moved");
            case 6:
                return ("the outcome edited",
                    Change(lines, place, entry => entry["outcome"] = (string)entry["outcome"]! == "Granted" ? "Denied" : "Granted"),
                    "edited");
            case 7:
                return ("another person", Change(lines, place, entry => entry["subject"] = new JsonObject
                {
                    ["userId"] = "x", ["userName"] = "x", ["address"] = null, ["forwarded"] = null, ["forwardedTrusted"] = false,
                        ["userAgent"] = null,
                }), "edited");
            case 8:
                return ("another tenant", Change(lines, place, entry => entry["tenant"] = "borealis"), "tenant");
            case 9:
                return ("another number of items", Change(lines, place, entry => entry["items"] = (int)entry["items"]! + 1), "edited");
            case 10:
                return ("counted otherwise", Change(lines, lines.Count - 1, end => end["entries"] = (long)end["entries"]! + 1), "count");
            case 11:
                return ("another root", Change(lines, 0, header => header["tenantSecret"] = new string('a', 64)), "root");
            case 12:
                return PartGone(lines, place, entries, "subject");
            case 13:
                return PartGone(lines, place, entries, "detail");
            case 14:
                return Marked(lines, place, entries);
            default:
                return ("another instance", Change(lines, 0, header => header["instance"] = Guid.NewGuid().ToString()), "checkpoint");
        }
    }

    /// <summary>A part goes, or where it is gone already, its mark.</summary>
    private static (string What, byte[] Bytes, string? Expected) PartGone(List<string> lines, int place, List<int> entries, string part)
    {
        place = entries.Find(one => JsonNode.Parse(lines[one])![part] is not null) is var found and > 0 ? found : place;
        var entry = JsonNode.Parse(lines[place])!;
        var (isThere, isMarked) = (entry[part] is not null, entry[part + "Erased"] is not null);
        return ($"the {part} gone",
            Change(lines, place, line => (line[part], line[part + "Salt"], line[part + "Erased"]) = (null, null, null)), isThere
            || (isMarked && part == "detail") ? "missing" : null);
    }

    /// <summary>A mark of another entry, or where there is none, one that nobody signed.</summary>
    private static (string What, byte[] Bytes, string? Expected) Marked(List<string> lines, int place, List<int> entries)
    {
        var key = JsonNode.Parse(lines[0])!["publicKeys"]!.AsObject().First().Key;
        var marks = entries.Where(one => one != place).Select(one => JsonNode.Parse(lines[one])!["subjectErased"]).OfType<JsonNode>()
            .ToList();
        var isThere = JsonNode.Parse(lines[place])!["subject"] is not null;
        return (
            marks.Count > 0 ? "a mark of another" : "a mark by nobody",
            Change(lines, place, line => line["subjectErased"] = marks.Count > 0
                ? marks[0].DeepClone() : new JsonObject { ["key"] = key, ["signature"] = "AAAA" }), isThere ? "edited" : "signature");
    }

    public static byte[] Change(List<string> lines, int place, Action<JsonNode> change)
    {
        var item = JsonNode.Parse(lines[place])!;
        change(item);
        lines[place] = item.ToJsonString();
        return Bytes(lines);
    }

    private static byte[] Bytes(List<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
}
