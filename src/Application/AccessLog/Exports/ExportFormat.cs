namespace Enterprise.Application.AccessLog.Exports;

/// <summary>What an export is written as.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values: UTF-8, lines end with CR LF, safe to open in a spreadsheet.</summary>
    Csv,

    /// <summary>The same with a byte order mark, by which some spreadsheets know UTF-8.</summary>
    CsvWithMark,

    /// <summary>JSON lines that verify, as docs/access-log-format.md describes them.</summary>
    JsonLines,

    /// <summary>JSON lines of the Open Cybersecurity Schema Framework, class 6003 (API Activity).</summary>
    Ocsf,

    /// <summary>JSON lines of the Elastic Common Schema.</summary>
    Ecs,

    /// <summary>
    /// A ZIP archive that a third party can verify offline: the JSON lines, checkpoint, public keys, verifier and instructions.
    /// </summary>
    Evidence,
}
