using System.Text;
using Sluice.Samples.Chance;
using Sluice.Samples.Faults;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Ledger;

/// <summary>When the records of a client's month arrive: some days after the fact, some out of order, some again, some corrected or withdrawn.</summary>
internal sealed class Arrivals(SampleOptions options, Dice dice, List<Arrival> target)
{
    private const int Day = 24 * 60;
    private const int LaggardPercent = 12;

    public void Add(ClientLedger ledger)
    {
        foreach (var match in ledger.Matches)
        {
            foreach (var job in match.Jobs)
                Add(ledger, job);
            foreach (var entry in match.Entries.Concat(match.Netted))
                Add(ledger, entry);
        }

        foreach (var entry in ledger.Zero.SelectMany(pair => pair))
            Put(entry.Posted, line => entry.Write(line));
    }

    private void Add(ClientLedger ledger, JobDraft job)
    {
        switch (Amendment())
        {
            case 0:
                var before = job with { Quantity = job.Quantity + 1, Amount = job.Amount + job.UnitRate };
                Put(job.Date, line => before.Write(line));
                Put(job.Date, line => job.Write(line, revision: 2), Of(SampleTopics.Jobs, job.Id, job.ClientId, FaultKinds.Revision, InBooks.Supersedes, "revision 2: another quantity"));
                break;
            case 1:
                Put(job.Date, line => job.Write(line));
                Put(job.Date.AddDays(2), line => job.Write(line), Of(SampleTopics.Jobs, job.Id, job.ClientId, FaultKinds.Duplicate, InBooks.Duplicate, "sent again, byte for byte"));
                break;
            case 2:
                Put(job.Date, line => job.Write(line));
                var withdrawn = ledger.Desk.Again(job) with { Quantity = job.Quantity + 3, Amount = job.Amount + (3 * job.UnitRate) };
                Put(job.Date, line => withdrawn.Write(line));
                Put(job.Date.AddDays(1), line => withdrawn.Write(line, 2, cancelled: true), Of(SampleTopics.Jobs, withdrawn.Id, job.ClientId, FaultKinds.Cancelled, InBooks.Cancelled, "revision 2: cancelled"));
                break;
            default:
                Put(job.Date, line => job.Write(line));
                break;
        }
    }

    private void Add(ClientLedger ledger, EntryDraft entry)
    {
        switch (Amendment())
        {
            case 0:
                var before = entry with { Amount = entry.Amount + 11 };
                Put(entry.Posted, line => before.Write(line));
                Put(entry.Posted, line => entry.Write(line, revision: 2), Of(SampleTopics.Ledger, entry.Id, entry.ClientId, FaultKinds.Revision, InBooks.Supersedes, "revision 2: another amount"));
                break;
            case 1:
                Put(entry.Posted, line => entry.Write(line));
                Put(entry.Posted.AddDays(2), line => entry.Write(line), Of(SampleTopics.Ledger, entry.Id, entry.ClientId, FaultKinds.Duplicate, InBooks.Duplicate, "sent again, byte for byte"));
                break;
            case 2:
                Put(entry.Posted, line => entry.Write(line));
                var withdrawn = entry with { Id = ledger.Desk.NextEntryId(), Amount = entry.Amount + 17 };
                Put(entry.Posted, line => withdrawn.Write(line));
                Put(entry.Posted.AddDays(1), line => withdrawn.Write(line, 2, cancelled: true), Of(SampleTopics.Ledger, withdrawn.Id, entry.ClientId, FaultKinds.Cancelled, InBooks.Cancelled, "revision 2: cancelled"));
                break;
            default:
                Put(entry.Posted, line => entry.Write(line));
                break;
        }
    }

    /// <summary>Records that nothing can be made of, behind all others.</summary>
    public void AddMalformed(string owner)
    {
        foreach (var (topic, id, json, detail) in LedgerMalformations.All(options, owner))
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            target.Add(new Arrival(
                (options.Days + 40L) * Day, _ => new SampleRecord(topic, owner, bytes), Of(topic, id, owner, FaultKinds.Malformed, InBooks.DeadLetter, detail)));
        }
    }

    // 0 a revision, 1 sent again, 2 a withdrawn neighbour, 3 nothing.
    private int Amendment() => options.Ledger.Amended == 0 ? 3 : (int)Math.Min(3, dice.Below(1_000) * 3 / options.Ledger.Amended);

    private void Put(DateOnly fact, Func<JsonLine, SampleRecord> write, Truth? truth = null)
    {
        var minutes = dice.Between(6 * 60, 2 * Day) + (dice.Percent(LaggardPercent) ? dice.Below(6 * Day) : 0);
        target.Add(new Arrival(((fact.DayNumber - options.FirstDay.DayNumber) * (long)Day) + minutes, write, truth));
    }

    private static Truth Of(string topic, string id, string owner, string kind, string books, string detail) => new(kind, topic, id, owner, books, detail);
}
