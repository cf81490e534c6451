namespace Sluice.Cli.Documents;

/// <summary>How the pages look, on a screen and on paper; fonts are those of the machine that shows them.</summary>
internal static class DocumentStyle
{
    /// <summary>Of every page.</summary>
    public const string Base = """

        :root { --ink: #1c2430; --muted: #667080; --line: #d9dee5; --accent: #0f5c6e; --wash: #f3f7f8; }
        * { box-sizing: border-box; }
        html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        body { margin: 0; background: #e9edf0; color: var(--ink); line-height: 1.45;
          font: 10.5pt "Inter", "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", Arial, sans-serif; }
        h1, h2, p, dl, dd { margin: 0; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th { text-align: left; font-weight: 600; }
        .n { text-align: right; white-space: nowrap; }
        h2 { font-size: 8pt; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; color: var(--accent); margin-bottom: 2mm; }
        .lines thead { display: table-header-group; }
        .lines th { padding: 2mm 2mm; font-size: 8pt; color: var(--muted); border-bottom: .4mm solid var(--accent); }
        .lines td { padding: 2.1mm 2mm; border-bottom: .2mm solid var(--line); vertical-align: top; }
        .lines tr { break-inside: avoid; }

        """;

    /// <summary>Of a document: a sheet of A4.</summary>
    public const string Css = Base + """
        .sheet { display: flex; flex-direction: column; width: 210mm; min-height: 297mm; margin: 8mm auto; padding: 18mm 18mm 12mm; background: #fff;
          border-top: 2.4mm solid var(--accent); box-shadow: 0 1mm 6mm rgba(20, 40, 60, .14); }
        header { display: flex; justify-content: space-between; gap: 10mm; margin-bottom: 12mm; }
        .company { font-size: 15pt; font-weight: 700; letter-spacing: -.01em; margin-bottom: 1mm; }
        .address { color: var(--muted); overflow-wrap: anywhere; }
        .title { text-align: right; }
        h1 { font-size: 20pt; font-weight: 300; letter-spacing: -.01em; color: var(--accent); white-space: nowrap; }
        .number { font-size: 11pt; font-weight: 600; font-variant-numeric: tabular-nums; }
        .parties { display: flex; justify-content: space-between; gap: 12mm; margin-bottom: 11mm; }
        .parties > div { flex: 1; }
        .name { font-size: 12pt; font-weight: 600; overflow-wrap: anywhere; }
        dl { min-width: 68mm; align-self: flex-start; padding: 3mm 4mm; background: var(--wash); border-radius: 1.2mm; }
        dl > div { display: flex; justify-content: space-between; gap: 6mm; padding: .7mm 0; }
        dt { color: var(--muted); white-space: nowrap; }
        dd { font-weight: 600; text-align: right; overflow-wrap: anywhere; }
        .totals { align-self: flex-end; width: 92mm; margin-top: 4mm; break-inside: avoid; }
        .totals th, .totals td { padding: 1.6mm 2mm; font-weight: 400; }
        .totals tr:has(+ .due) > * { padding-bottom: 3mm; }
        .totals .due th, .totals .due td { padding: 3mm 2mm; font-size: 13pt; font-weight: 700; color: #fff; background: var(--accent); }
        .totals .due th { border-radius: 1.2mm 0 0 1.2mm; }
        .totals .due td { border-radius: 0 1.2mm 1.2mm 0; }
        .equivalent { margin-top: 2.5mm; padding: 0 2mm; text-align: right; font-size: 9pt; color: var(--muted); }
        .notes { margin-top: 11mm; }
        .notes .id { white-space: nowrap; }
        footer { display: flex; justify-content: space-between; margin-top: auto; padding-top: 5mm; font-size: 8pt; color: var(--muted); }
        @page { size: A4; margin: 14mm 16mm; }
        @media print {
          body { background: #fff; }
          .sheet { width: auto; min-height: 265mm; margin: 0; padding: 4mm 0 0; box-shadow: none; }
        }
        @media screen and (max-width: 220mm) { .sheet { width: auto; min-height: 0; margin: 0; padding: 8mm; } header, .parties { flex-wrap: wrap; } }

        """;
}
