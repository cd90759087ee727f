using System.Text;

namespace Enterprise.Infrastructure.Tests.AccessLog.Exports;

/// <summary>Reads CSV by RFC 4180, strictly: lines end with CR LF, a quote stands doubled in quotes.</summary>
internal static class CsvText
{
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text)
    {
        List<IReadOnlyList<string>> lines = [];
        List<string> cells = [];
        var cell = new StringBuilder();
        for (var place = 0; place < text.Length;)
        {
            if (text[place] == '"')
            {
                for (place++; text[place] != '"' || (place + 1 < text.Length && text[place + 1] == '"'); place++)
                {
                    place += text[place] == '"' ? 1 : 0;
                    cell.Append(text[place]);
                }

                place++;
            }

            for (; text[place] is not (',' or '\r'); place++)
            {
                cell.Append(text[place] is '"' or '\n' ? throw new FormatException($"A bare sign at {place}.") : text[place]);
            }

            cells.Add(cell.ToString());
            cell.Clear();
            if (text[place++] == '\r')
            {
                lines.Add(cells);
                cells = [];
                place += text[place] == '\n' ? 1 : throw new FormatException($"A bare CR at {place}.");
            }
        }

        return lines;
    }
}
