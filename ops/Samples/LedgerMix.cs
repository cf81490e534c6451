namespace Sluice.Samples;

/// <summary>How hard the ledger of a sample month is to match. All shares are in thousandths.</summary>
public sealed record LedgerMix
{
    /// <summary>Ledger entries that name no job.</summary>
    public int RefsMissing { get; init; }

    /// <summary>Entries whose job_ref has a slip: turned, wrong or missing digits, O for 0, no prefix, no leading zeros.</summary>
    public int RefsMistyped { get; init; }

    /// <summary>Entries whose service date is one to three days off, within the month.</summary>
    public int Redated { get; init; }

    /// <summary>Entries that call site or service by an alias of the table.</summary>
    public int Renamed { get; init; }

    /// <summary>Entries that call site or service by a name that no table knows.</summary>
    public int Misnamed { get; init; }

    /// <summary>Jobs of which another has the site, the day and the amount.</summary>
    public int Twins { get; init; }

    /// <summary>Jobs that are booked in several entries, or several in one.</summary>
    public int Split { get; init; }

    /// <summary>Jobs with a cause other than none, all causes in equal parts.</summary>
    public int Faults { get; init; }

    /// <summary>Jobs with an entry that is reversed, and as many with a revision, a cancelled neighbour or a record sent twice.</summary>
    public int Amended { get; init; }

    /// <summary>Whole references, one entry a job, nothing wrong.</summary>
    public static LedgerMix Whole { get; } = new();

    /// <summary>A ledger that is kept with some care.</summary>
    public static LedgerMix Usual { get; } = new()
    {
        RefsMissing = 60,
        RefsMistyped = 40,
        Redated = 100,
        Renamed = 150,
        Misnamed = 5,
        Twins = 30,
        Split = 12,
        Faults = 24,
        Amended = 10,
    };

    /// <summary>A ledger that is not: more than 40 % of references are no help, more than 10 % of jobs have a twin.</summary>
    public static LedgerMix Hard { get; } = new()
    {
        RefsMissing = 280,
        RefsMistyped = 170,
        Redated = 300,
        Renamed = 250,
        Misnamed = 15,
        Twins = 130,
        Split = 24,
        Faults = 36,
        Amended = 20,
    };
}
