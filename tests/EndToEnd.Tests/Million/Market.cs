using System.Text;
using Sluice.EndToEnd.Child.Appending;
using Sluice.Oracle;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;
using Sluice.Samples;

namespace Sluice.EndToEnd.Tests.Million;

/// <summary>A generated month with its faults, and the books that the oracle computes of it, without the engine.</summary>
/// <remarks>
/// Books are a function of the set of records, so one computation serves every order. Only the addresses of rejected
/// records depend on the log; here a record's address is its number, which a <see cref="Feed"/> translates.
/// </remarks>
internal sealed class Market
{
    private readonly Lazy<MarginBooks> _books;
    private readonly Lazy<HashSet<int>> _rejected;

    public Market(long reports, long seed)
    {
        Records = [.. new SampleMonth(AppendCommand.Month(reports, seed)).Records()];
        _books = new Lazy<MarginBooks>(() => Compute(Enumerable.Range(0, Records.Count)));
        _rejected = new Lazy<HashSet<int>>(() => [.. Books.Rejected.Select(r => (int)r.Place.Offset)]);
    }

    /// <summary>All records, reference data first.</summary>
    public IReadOnlyList<SampleRecord> Records { get; }

    /// <summary>The books of all records.</summary>
    public MarginBooks Books => _books.Value;

    /// <summary>The numbers of records before the first report.</summary>
    public IEnumerable<int> Reference => Enumerable.Range(0, Records.Count).Where(i => !IsReport(i));

    public IEnumerable<int> Reports => Enumerable.Range(0, Records.Count).Where(IsReport);

    public bool IsReport(int record) => Records[record].Topic == SampleTopics.Reports;

    /// <summary>Whether the oracle finds no valid record in it.</summary>
    public bool IsRejected(int record) => _rejected.Value.Contains(record);

    public byte[] Key(int record) => Encoding.UTF8.GetBytes(Records[record].Key);

    /// <summary>The books of some of the records, by number.</summary>
    public MarginBooks Compute(IEnumerable<int> records) => MarginOracle.Compute(records.Select(i =>
        new OracleRecord(Records[i].Topic, Partition: 0, Offset: i, Key(i), Records[i].Json)));
}
