using Sluice.Samples.Chance;
using Sluice.Samples.Ledger.Names;
using Sluice.Samples.Market;

namespace Sluice.Samples.Ledger;

/// <summary>Books jobs as a ledger of the mix would, with names, dates and references as they are typed there.</summary>
internal sealed class EntryWriter(WorkDesk desk)
{
    private readonly List<TypedRef> _refs = [];

    private Dice Dice => desk.Dice;

    /// <summary>An entry for a job; its amounts are the job's.</summary>
    public EntryDraft Book(JobDraft job, EntryStyle style)
    {
        var date = desk.Within(job.Date.AddDays(Shift(style)));
        var typed = new TypedRef(job.Id, style.Ref);
        _refs.Add(typed);
        return new EntryDraft(
            desk.NextEntryId(), job.ClientId, Name(job.SiteName, desk.Site(job.Site).Known, style.Site, desk.Site(job.Site).Unknown),
            Name(job.ServiceName, ServiceKind.All[job.Service].Known, style.Service, ServiceKind.All[job.Service].Unknown),
            date, Posted(date > job.Date ? date : job.Date), job.Quantity, job.Amount, job.Currency)
        {
            Ref = typed,
            Description = Dice.Percent(40) ? $"{job.ServiceName}, {job.Date.Written()[..7]}" : null,
        };
    }

    /// <summary>The style of an entry, drawn from the mix.</summary>
    public EntryStyle Draw() => new(DrawRef(desk.Mix.RefsMissing, desk.Mix.RefsMistyped), DrawName(), DrawName(), Redated: true);

    /// <summary>A style in which nothing is left to guess but the reference now and then.</summary>
    /// <param name="part">Of the mix's slips in references so many hundredths.</param>
    public EntryStyle Careful(int part) =>
        new(DrawRef(desk.Mix.RefsMissing * part / 100, desk.Mix.RefsMistyped * part / 100), KnownName(), KnownName(), Redated: false);

    /// <summary>Types the references, when all jobs of the client are known.</summary>
    public void TypeRefs(Dice dice)
    {
        var slips = new RefSlips(dice, desk.JobNumbers);
        foreach (var typed in _refs)
            typed.Type(dice, slips);
    }

    public DateOnly Posted(DateOnly date) => desk.Within(date.AddDays((int)Dice.Below(6)));

    public RefState DrawRef(int missing, int mistyped) => Dice.Below(1_000) switch
    {
        var roll when roll < missing => RefState.Missing,
        var roll when roll < missing + mistyped => RefState.Mistyped,
        _ => RefState.Whole,
    };

    // Half of what is called otherwise is the site, half the service.
    private NameState DrawName() => Dice.Below(2_000) switch
    {
        var roll when roll < desk.Mix.Misnamed => NameState.Unknown,
        var roll when roll < desk.Mix.Misnamed + desk.Mix.Renamed => NameState.Alias,
        _ => NameState.Own,
    };

    private NameState KnownName() => DrawName() is NameState.Alias ? NameState.Alias : NameState.Own;

    private int Shift(EntryStyle style)
    {
        if (!style.Redated || Dice.Below(1_000) >= desk.Mix.Redated)
            return 0;
        var days = (int)Dice.Between(1, 3);
        return Dice.Percent(50) ? days : -days;
    }

    private string Name(string name, string[] known, NameState state, string[] unknown) => state switch
    {
        NameState.Unknown => Dice.Pick(unknown),
        NameState.Alias => Spelling.Typed(Dice, Dice.Pick(known)),
        _ => Spelling.Typed(Dice, name),
    };
}
