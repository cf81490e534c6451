using System.Diagnostics;
using Sluice.Checking;
using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Reading;
using Sluice.EndToEnd.Child.Appending;
using Sluice.EndToEnd.Tests.Harness;
using Sluice.EndToEnd.Tests.Million.Checks;
using Sluice.Oracle;
using Sluice.Oracle.Compare;
using Sluice.Samples;
using Xunit.Abstractions;

namespace Sluice.EndToEnd.Tests.Million.Kills;

[Collection(MillionCollection.Name)]
public sealed class IngestKillTests(ITestOutputHelper output) : Sandbox
{
    private const int Seed = 20260331;
    private const int MonthSeed = 5;
    private const int Kills = 3;

    /// <summary>Lines of a file after which the command line has certainly sent some to the log.</summary>
    private const int LinesMin = 20_000;

    /// <summary>The command line itself, reading reports from a pipe that stops amid the file, is killed; then it takes the files.</summary>
    [Fact]
    public async Task An_ingest_that_was_killed_can_be_run_again_with_the_same_figures()
    {
        var month = Path.Combine(Folder, "month");
        new SampleMonth(AppendCommand.Month(Sizes.Ingests, MonthSeed)).WriteTo(month);
        var reports = await File.ReadAllBytesAsync(Path.Combine(month, "reports.jsonl"));
        var market = new Market(Sizes.Ingests, MonthSeed);
        var random = new Random(Seed);
        for (var i = 0; i < Kills; i++)
        {
            var lines = random.Next(LinesMin, market.Reports.Count());
            var taken = await KillAsync(FirstLines(reports, lines), TimeSpan.FromMilliseconds(50) * random.NextDouble());
            taken.ShouldBeInRange(1, lines);
            output.WriteLine($"seed {Seed}: killed with {taken:N0} of {lines:N0} reports in the log");
        }

        var before = await EndAsync();
        await SucceedAsync("ingest", "--dir", month);
        (await EndAsync() - before).ShouldBe(market.Records.Count);
        await SucceedAsync("run", "--until-idle");
        await CheckBooksAsync(market);
    }

    private static ReadOnlyMemory<byte> FirstLines(byte[] file, int lines)
    {
        var end = 0;
        for (var i = 0; i < lines; i++)
        {
            end = Array.IndexOf(file, (byte)'\n', end) + 1;
        }

        return file.AsMemory(0, end);
    }

    /// <summary>Kills an ingest that waits for more; returns how many records it has brought into the log.</summary>
    private async Task<long> KillAsync(ReadOnlyMemory<byte> lines, TimeSpan later)
    {
        var before = await EndAsync();
        var pipe = Path.Combine(Folder, $"pipe-{before}.jsonl");
        using (var make = Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync();
        }

        using var ingest = Start("ingest", "reports", pipe);
        await using var source = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
            .WaitAsync(Patience.Short, TimeProvider.System);
        await source.WriteAsync(lines);
        await Wait.UntilAsync(async () => await EndAsync() > before, "something of it is in the log");
        await Task.Delay(later, TimeProvider.System);
        ingest.HasExited.ShouldBeFalse();
        await ingest.KillAsync();
        return await EndAsync() - before;
    }

    /// <summary>Records in all input topics.</summary>
    private async Task<long> EndAsync()
    {
        using var snapshot = await EmbeddedSnapshot.TryOpenAsync(new EmbeddedOptions { Path = DatabasePath });
        return snapshot is null ? 0 : SampleTopics.All.SelectMany(snapshot.Offsets).Sum(o => o.End);
    }

    /// <summary>The month's own books, with the addresses of rejected records as the oracle finds them in the log.</summary>
    private async Task CheckBooksAsync(Market market)
    {
        await using var database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = DatabasePath });
        var found = MarginOracle.Compute(await LogRecords.ReadAsync(database.Log));
        var expected = market.Books with { Rejected = found.Rejected };
        expected.Rejected.Count.ShouldBeGreaterThanOrEqualTo(market.Books.Rejected.Count);
        Difference.First(expected, await StoredBooks.ReadAsync(database.Store, expected)).ShouldBeNull();
    }
}
