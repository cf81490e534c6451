using System.Diagnostics;
using Sluice.Bench;
using Sluice.Engine.Log;
using Sluice.Engine.Reference;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Samples;
using Sluice.Topology;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

var reports = args.Length > 0 ? long.Parse(args[0]) : 1_000_000;
var work = new Workload(new SampleOptions("2026-01", reports, 7) { Faults = false }, 4);
Console.WriteLine($"{work.Reports} reports, {work.PayloadBytes / work.Reports} bytes each");
var decoder = new ReportDecoder();
for (var round = 0; round < 3; round++)
{
    var watch = Stopwatch.StartNew();
    long images = 0;
    foreach (var (target, frames) in work.ReportBatches)
    {
        foreach (var record in new LogBatch(target, 0, frames.Count, frames.Count, frames.Bytes))
        {
            if (decoder.TryDecode(record.Key, record.HasKey, record.Value, out var report, out _)) images += report.Images;
        }
    }

    Console.WriteLine($"decode {work.Reports / watch.Elapsed.TotalSeconds / 1e6:F2} M/s {images}");
}

var batchSize = args.Length > 1 ? int.Parse(args[1]) : 10_000;
for (var round = 0; round < 3; round++)
{
    var history = new ReferenceHistory<PriceBook>(new PriceBookFold());
    foreach (var (target, frames) in work.Reference)
    {
        var from = history.Current.Positions[target];
        history.Append(new LogBatch(target, from, from + frames.Count, frames.Count, frames.Bytes));
    }

    var topology = FinanceTopology.Build(new BooksSettings());
    var watch = Stopwatch.StartNew();
    long bytes = 0, rows = 0, commits = 0;
    for (var shard = 0; shard < 4; shard++)
    {
        var machine = new ShardMachine<PriceBook>(topology, shard, 4, new HashSet<(TopicPartition, long)>());
        machine.Resume(new ShardLease(shard, 1, 0, Positions.None), PriceBook.Empty);
        long offset = 0;
        var pending = new List<LogBatch>();
        var count = 0;
        void Step()
        {
            var commit = machine.Step(1, pending, history.Current, default);
            if (commit is not null) { bytes += commit.PayloadBytes; rows += commit.Rows.Count; commits++; }
            pending.Clear();
            count = 0;
        }

        foreach (var (target, frames) in work.ReportBatches.Where(b => b.Target.Partition == shard))
        {
            pending.Add(new LogBatch(target, offset, offset + frames.Count, frames.Count, frames.Bytes));
            offset += frames.Count;
            count += frames.Count;
            if (count >= batchSize) Step();
        }

        Step();
    }

    Console.WriteLine($"core {work.Reports / watch.Elapsed.TotalSeconds / 1e6:F2} M/s, {bytes / work.Reports} B/report, {commits} commits, {rows / (double)work.Reports:F3} rows/report; heap {GC.GetTotalMemory(true) >> 20} MB");
}
