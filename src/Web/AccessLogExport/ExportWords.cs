using Enterprise.Application.AccessLog.Exports;
using Enterprise.Web.Resources;

namespace Enterprise.Web.AccessLogExport;

/// <summary>The export formats in words.</summary>
internal static class ExportWords
{
    private static readonly TextsOf<ExportFormat> Names = TextsOf.Enum<ExportFormat>(ExportTexts.ResourceManager, "FormatName");

    private static readonly TextsOf<ExportFormat> Uses = TextsOf.Enum<ExportFormat>(ExportTexts.ResourceManager, "FormatUse");

    public static string Name(ExportFormat format) => Names[format];

    public static string Use(ExportFormat format) => Uses[format];
}
