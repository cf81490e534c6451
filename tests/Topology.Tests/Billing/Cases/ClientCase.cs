using Sluice.Topology.Money;
using Sluice.Topology.Tests.Billing.Cases.Arithmetic;
using Sluice.Topology.Tests.Billing.Cases.Tables;
using Sluice.Topology.Tests.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Cases;

/// <summary>A row that says what a client pays for a month, line by line.</summary>
internal sealed class ClientCase
{
    private const string Kolkata = "Asia/Kolkata";

    public ClientCase(CaseFile file, TableRow row)
    {
        Month = BusinessMonth.Parse(row["month"]);
        Currency = row.Optional("client") ?? "INR";
        Digits = Currencies.MinorUnits(Currency);
        Zone = row.Optional("zone") ?? Kolkata;
        List<CaseReport> reports = [];
        foreach (var part in row.List("reports"))
            reports.AddRange(ReportText.Parse(part, Month, Zone, reports.Count + 1));
        Books = new(Zone,
        [
            MarginRecords.Client(CaseBooks.Client, Currency, MarginDesk.Recorded),
            MarginRecords.Provider("P1", "A", "2000-01-01", MarginDesk.Recorded),
            MarginRecords.ProviderRule("PAY", "{}", "1", "INR", "2000-01-01", MarginDesk.Recorded),
            .. row["rules"].Split(", ").Select(name => RuleText.Message(file.Row("rule", name))),
        ],
        reports);
        Lines = [.. row.List("lines").Select(line => StatedLine.Of(line, Digits))];
        Total = Working.Of(row["total"], Digits).Amount;
        Held = row.List("held").Select(held => held.Split(": ")).ToDictionary(held => held[0], held => held[1], StringComparer.Ordinal);
        Waiting = (int)Formula.Number(row.Optional("waiting") ?? "0");
    }

    public BusinessMonth Month { get; }

    /// <summary>The client's.</summary>
    public string Currency { get; }

    /// <summary>Its decimals.</summary>
    public int Digits { get; }

    public string Zone { get; }

    public CaseBooks Books { get; }

    /// <summary>Whether nothing beside its client's rule keeps a report out: only the one provider is known.</summary>
    public bool CanCount(CaseReport report) => report.Provider == "P1" && !Held.ContainsKey(report.Id);

    /// <summary>How many of the reports are of the month, billable or waiting.</summary>
    public long ReportsOfMonth
    {
        get
        {
            var calendar = new BusinessCalendar(Zone);
            return Books.Reports.Count(report => calendar.MonthOf(report.At.UtcTicks) == Month);
        }
    }

    public IReadOnlyList<StatedLine> Lines { get; }

    public decimal Total { get; }

    /// <summary>The reports held by a limit of their rule, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Held { get; }

    /// <summary>How many of the reports are pending, whatever their month.</summary>
    public int Waiting { get; }
}
