using Sluice.Engine;
using Sluice.Engine.Log;
using Sluice.Samples;
using Sluice.Topology;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Bench;

/// <summary>
/// A month recomputed in memory from its records, which lie in memory too: how fast a shadow takes them beside the bare
/// decoder over the same bytes, and how long pricing them takes.
/// </summary>
internal static class RerunBench
{
    private const int Rounds = 5;

    public static Task RunAsync(BenchOptions options)
    {
        var reports = options.Reports ?? 1_000_000;
        Report.Head($"rerun: {reports:N0} reports, {options.Shards} shards, {Rounds} rounds, 1 thread; predicted: taking at 0.6 × the decoder, pricing 1 s/M");
        var sample = new SampleOptions("2026-01", reports, 17);
        var work = new Workload(sample, options.Shards);
        var book = Book(work);
        var batches = Batches(work, reports);
        for (var round = 1; round <= Rounds; round++)
        {
            GC.Collect();
            var decode = Decode(batches);
            var (take, price) = Recompute(batches, book, options.Shards);
            Report.Line(
                $"round {round}: decode {decode.PerSecond:N0}/s {decode.CpuPerMillion:F2} CPU s/M | take {take.PerSecond:N0}/s {take.CpuPerMillion:F2} CPU s/M "
                + $"= {decode.CpuPerMillion / take.CpuPerMillion:F2} × | price {price.PerSecond:N0}/s {price.CpuPerMillion:F2} CPU s/M");
        }

        return Task.CompletedTask;
    }

    private static PriceBook Book(Workload work)
    {
        var records = new List<ReferenceRecord>();
        foreach (var (target, frames) in work.Reference())
        {
            foreach (var record in new LogBatch(target, 0, frames.Count, frames.Count, frames.Bytes))
            {
                Invariant.Check(
                    ReferenceDecoder.TryDecode(target.Topic, record.Key, record.HasKey, record.Value, out var decoded, out _), "generated records are good");
                records.Add(decoded!);
            }
        }

        return PriceBook.Empty.With(records);
    }

    private static List<LogBatch> Batches(Workload work, long reports)
    {
        var (batches, next) = (new List<LogBatch>(), new Dictionary<TopicPartition, long>());
        foreach (var (target, frames) in work.Reports())
        {
            var from = next.GetValueOrDefault(target);
            next[target] = from + frames.Count;
            batches.Add(new LogBatch(target, from, from + frames.Count, frames.Count, frames.Bytes));
        }

        Invariant.Check(next.Values.Sum() == reports, "every report is in a batch");
        return batches;
    }

    private static Figures Decode(List<LogBatch> batches)
    {
        var (clock, decoder, records) = (new CpuClock(), new ReportDecoder(), 0L);
        foreach (var batch in batches)
        {
            foreach (var record in batch)
            {
                records += decoder.TryDecode(record.Key, record.HasKey, record.Value, out _, out _) ? 1 : 0;
            }
        }

        return clock.Stop(records);
    }

    private static (Figures Take, Figures Price) Recompute(List<LogBatch> batches, PriceBook book, int shards)
    {
        var clock = new CpuClock();
        var shadows = Enumerable.Range(0, shards)
            .Select(shard => new ShadowMonth(shard, new BusinessMonth(2026, 1), book, new BooksSettings(), ShadowScope.All(long.MaxValue)))
            .ToArray();
        var records = 0L;
        foreach (var batch in batches)
        {
            var shadow = shadows[batch.Source.Partition];
            foreach (var record in batch)
            {
                shadow.Take(record);
                records++;
            }
        }

        var take = clock.Stop(records);
        clock = new CpuClock();
        var billed = shadows.SelectMany(shadow => shadow.Sheet().Clients).Sum(client => client.Reports);
        var price = clock.Stop(records);
        Invariant.Check(billed == records, "every generated report is billed");
        return (take, price);
    }
}
