using Sluice.Cli.Documents;

namespace Sluice.Cli.Pack;

/// <summary>How the first page of a pack looks.</summary>
internal static class PackStyle
{
    public const string Css = DocumentStyle.Base + """
        main { max-width: 280mm; margin: 8mm auto; padding: 14mm 16mm; background: #fff; border-top: 2.4mm solid var(--accent); box-shadow: 0 1mm 6mm rgba(20, 40, 60, .14); }
        .company { font-weight: 600; color: var(--muted); }
        h1 { font-size: 22pt; font-weight: 300; color: var(--accent); margin-bottom: 2mm; }
        .about { color: var(--muted); font-size: 9.5pt; }
        a { color: var(--accent); }
        section { margin-top: 10mm; }
        section .lines { margin-top: 2mm; font-size: 9pt; }
        .wide { overflow-x: auto; }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(58mm, 1fr)); gap: 5mm; }
        .cards > div { padding: 4mm; background: var(--wash); border-radius: 1.2mm; }
        .figure { font-size: 16pt; font-weight: 700; font-variant-numeric: tabular-nums; }
        @page { size: A4 landscape; margin: 12mm; }
        @media print { body { background: #fff; } main { max-width: none; margin: 0; padding: 0; box-shadow: none; } }

        """;
}
