namespace Enterprise.Sandbox.AssetManagement.Filtering;

/// <summary>
/// The functions of the filter grammar; there are no others, no like, gt, lt, ne no wildcards (source: Siemens' documentation).
/// </summary>
internal enum FilterFunction
{
    Eq,
    In,
    StartsWith,
    EndsWith,
    Contains,
    Before,
    After,
    Between,
}
