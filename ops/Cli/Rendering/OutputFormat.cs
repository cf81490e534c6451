namespace Sluice.Cli.Rendering;

/// <summary>How a command writes its result.</summary>
internal enum OutputFormat
{
    Table,
    Json,
    Csv,
}
