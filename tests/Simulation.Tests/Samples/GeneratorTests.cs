using System.Security.Cryptography;
using Sluice.Samples;

namespace Sluice.Simulation.Tests.Samples;

public sealed class GeneratorTests
{
    private static readonly SampleOptions Options = new("2026-01", 3_000, 7) { Jobs = 600 };

    [Fact]
    public void Same_seed_makes_the_same_bytes() => Digests(Options).ShouldBe(Digests(Options));

    [Fact]
    public void Another_seed_makes_every_topic_different()
    {
        var (one, other) = (Digests(Options), Digests(Options with { Seed = 8 }));

        one.Keys.ShouldBe(SampleTopics.All, ignoreOrder: true);
        one.Keys.ShouldAllBe(topic => one[topic] != other[topic]);
    }

    [Fact]
    public void Files_hold_what_the_sink_receives()
    {
        var folder = Directory.CreateTempSubdirectory("sluice-samples").FullName;
        try
        {
            new SampleMonth(Options).WriteTo(folder);

            var written = SampleTopics.All.ToDictionary(
                topic => topic, topic => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, topic + ".jsonl")))));
            written.ShouldBe(Digests(Options), ignoreOrder: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1 + 1 + 1 + 2 + 2 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1)]
    public void Smallest_months_still_have_one_fault_of_each_kind(int reports, int lines) =>
        new SampleMonth(Options with { Reports = reports }).Records()
            .Count(record => record.Topic == SampleTopics.Reports).ShouldBe(lines);

    [Fact]
    public void Progress_ends_at_the_number_of_good_reports()
    {
        var seen = new Steps();

        new SampleMonth(Options with { Reports = 25_000 }).Send((_, _) => { }, seen);

        seen.Values.ShouldBe([10_000, 20_000, 25_000]);
    }

    [Fact]
    public void Parties_come_in_the_numbers_asked_for()
    {
        var records = new SampleMonth(Options with { Clients = 3, Providers = 2, Faults = false }).Records().ToArray();

        records.Where(record => record.Topic == SampleTopics.Clients).DistinctBy(record => record.Key).Count().ShouldBe(3);
        records.Where(record => record.Topic == SampleTopics.Providers).DistinctBy(record => record.Key).Count().ShouldBe(2);
        records.Count(record => record.Topic == SampleTopics.Reports).ShouldBe(3_000);
    }

    [Theory]
    [InlineData("2026-13", 10, null)]
    [InlineData("January", 10, null)]
    [InlineData("2026-01", -1, null)]
    [InlineData("2026-01", 10, 0)]
    [InlineData("2026-01", 10, null, -1)]
    [InlineData("2026-01", 10, null, 10_000_001)]
    public void Options_that_make_no_month_are_refused(string month, long reports, int? clients, long jobs = 0) =>
        Should.Throw<ArgumentException>(() => new SampleMonth(new SampleOptions(month, reports, 1, clients) { Jobs = jobs }));

    private static Dictionary<string, string> Digests(SampleOptions options)
    {
        var hashes = SampleTopics.All.ToDictionary(topic => topic, _ => IncrementalHash.CreateHash(HashAlgorithmName.SHA256));
        new SampleMonth(options).Send((topic, json) =>
        {
            hashes[topic].AppendData(json);
            hashes[topic].AppendData("\n"u8);
        });
        return hashes.ToDictionary(pair => pair.Key, pair => Convert.ToHexString(pair.Value.GetHashAndReset()));
    }

    private sealed class Steps : IProgress<long>
    {
        public List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }
}
