using Sluice.Samples.Faults;
using Sluice.Samples.Ledger;
using Sluice.Samples.Ledger.Names;
using Sluice.Samples.Market;
using Sluice.Samples.Rates;
using Sluice.Samples.Rules;
using Sluice.Samples.Traffic;
using Sluice.Samples.Writing;

namespace Sluice.Samples;

/// <summary>A month of a teleradiology marketplace: parties, price books, rates and reports, with known faults.</summary>
/// <remarks>
/// Records come out one at a time and nothing of the reports is kept, so memory does not grow with their number; jobs and
/// ledger entries are drawn a month at a time and kept until they are out. Reference records come first; reports come in order
/// of completion, but for resends and corrections, which come later; then jobs and entries in order of arrival, and the truth about them.
/// An instance may be enumerated any number of times, by any thread.
/// </remarks>
/// <param name="options">What to make.</param>
/// <exception cref="ArgumentException">No month can be made of the options.</exception>
public sealed class SampleMonth(SampleOptions options)
{
    private const int ProgressEvery = 10_000;

    private readonly SampleOptions _options = options.Checked();

    /// <summary>The records of all input topics, without the truth about their faults.</summary>
    public IEnumerable<SampleRecord> Records() => Lines(progress: null).Where(record => record.Topic != SampleTopics.Truth);

    /// <summary>Sends every record, and the truth about faults under <see cref="SampleTopics.Truth"/>, to a sink.</summary>
    /// <param name="sink">Receives the records on the calling thread.</param>
    /// <param name="progress">Told the number of good reports so far, every ten thousand and at the end.</param>
    public void Send(SampleSink sink, IProgress<long>? progress = null)
    {
        foreach (var record in Lines(progress))
            sink(record.Topic, record.Json);
    }

    /// <summary>Writes TOPIC.jsonl for every topic, and truth.jsonl, replacing files of these names.</summary>
    /// <param name="folder">Made if it is not there.</param>
    /// <param name="progress">Told the number of good reports so far, every ten thousand and at the end.</param>
    /// <param name="cancellation">Stops between two records, leaving what is written.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void WriteTo(string folder, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        using var files = new TopicFiles(folder, SampleTopics.Of(_options));
        foreach (var record in Lines(progress))
        {
            cancellation.ThrowIfCancellationRequested();
            files.Write(record.Topic, record.Json);
        }
    }

    private IEnumerable<SampleRecord> Lines(IProgress<long>? progress)
    {
        var market = new MarketPlace(_options);
        IEnumerable<Marked>[] reference =
        [
            PartyRecords.Clients(market), PartyRecords.Providers(market),
            ProviderRuleBook.Records(market), ClientRuleBook.Records(market), RateBook.Records(_options),
            _options.Jobs > 0 ? AliasRecords.Of(market) : [],
        ];
        foreach (var record in ReferenceFaults.Inject(reference, _options.Faults))
            yield return record;

        var stream = new ReportStream(market);
        foreach (var record in stream.Records())
        {
            yield return record;
            if (stream.TakeProgress(ProgressEvery))
                progress?.Report(stream.GoodReports);
        }
        progress?.Report(stream.GoodReports);
        foreach (var record in _options.Jobs > 0 ? new LedgerMonth(market).Records() : [])
            yield return record;
    }
}
