using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;

namespace Sluice.Cli.Commands;

/// <summary>What a newcomer sees: what there is, and where to begin.</summary>
internal static class Overview
{
    private static readonly (string Group, (string Usage, string Does)[] Commands)[] Groups =
    [
        ("begin here",
        [
            ("demo [--seed S]", "a sample month from records to closed books, in seconds"),
            ("doctor", "check that everything is in place"),
        ]),
        ("work",
        [
            ("generate --dir D --month M --reports N --seed S", "write sample data"),
            ("ingest TOPIC FILE | --dir D", "append records to the log"),
            ("run [--until-idle]", "turn the log into books"),
            ("dead-letters list | retry", "records that could not be taken"),
            ("fx fetch | status", "exchange rates of the European Central Bank"),
        ]),
        ("close the books",
        [
            ("close M [--client C] [--force]", "invoices, statements, and the month is locked"),
            ("rerun M [--to M] [--as-of T] [--include-late] [--apply]", "closed months computed anew: the differences, or their documents"),
            ("credit-note INVOICE AMOUNT", "take an amount off a document"),
            ("cancel COMMAND_ID", "a close or rerun that is not decided yet"),
            ("report close M [--out DIR]", "a pack for auditors"),
        ]),
        ("look",
        [
            ("show margin | providers | pending | dead-letters", "the books"),
            ("show invoices | total-due | late | commands", "closed books"),
            ("show invoice N [--html FILE]", "a document, as one would send it"),
            ("show rules [--as-of T] [--on DATE]", "the price book, as it is or was known"),
            ("show lag | topology", "the engine"),
            ("explain invoice N [--line K]", "a document line by line, back to its reports in the log"),
            ("explain margin M CLIENT", "a client's month, revenue and COGS"),
            ("match LEFT RIGHT --on COLUMN:KIND … [--gold G] [--out P]", "which records of two files are the same"),
            ("price --rule FILE --quantity N [--month M]", "what a client rule charges"),
        ]),
        ("prove",
        [
            ("verify", "the books against their laws and, by a second path, the log"),
            ("simulate --seeds N [--seed S]", "faults at random against an oracle"),
            ("bench", "throughput, freshness, recovery"),
        ]),
    ];

    public static void WriteTo(TextWriter target, Terminal terminal)
    {
        target.WriteLine($"{terminal.Paint("sluice", Tone.Strong)} turns the records of a marketplace into live books.");
        foreach (var (group, commands) in Groups)
        {
            target.WriteLine();
            target.WriteLine(terminal.Paint(group, Tone.Muted));
            foreach (var (usage, does) in commands)
            {
                Line(target, terminal, usage, does);
            }
        }

        target.WriteLine();
        target.WriteLine(terminal.Paint("everywhere", Tone.Muted));
        Line(target, terminal, "--db-uri sqlite:PATH|postgresql://…", $"the books ({StoreLocation.Variable}; {StoreLocation.Default})");
        Line(target, terminal, "--log embedded|kafka://host:port", $"the records ({StoreLocation.LogVariable}; {StoreLocation.DefaultLog}, in the books' file)");
        Line(target, terminal, "--format table|json|csv", "json and csv for programs");
        Line(target, terminal, "help COMMAND", "all options of a command");
    }

    private static void Line(TextWriter target, Terminal terminal, string usage, string does)
    {
        const int UsageColumns = 34;
        var words = usage.Split(' ', 2);
        var painted = "  " + terminal.Paint(words[0], Tone.Accent) + (words.Length > 1 ? " " + words[1] : "");
        if (usage.Length <= UsageColumns)
        {
            target.WriteLine($"{painted}{new string(' ', UsageColumns - usage.Length)}  {does}");
            return;
        }

        target.WriteLine(painted);
        target.WriteLine($"{new string(' ', UsageColumns + 4)}{does}");
    }
}
