using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Reference;

public class PriceBookProperties
{
    [Fact]
    public void A_book_is_a_function_of_the_set_of_its_records()
    {
        var arrivals =
            from records in BookGen.Records
            from order in Gen.Shuffle(records.Concat(records).ToArray())
            from batch in Gen.Choose(1, 7)
            select (records, order, batch);
        Prop.ForAll(arrivals.ToArbitrary(), arrival =>
        {
            var atOnce = PriceBook.Empty.With(arrival.records);
            var inBatches = arrival.order.Chunk(arrival.batch).Aggregate(PriceBook.Empty, (book, chunk) => book.With(chunk));
            inBatches.AllVersions().ShouldBe(atOnce.AllVersions());
            inBatches.Ties().ShouldBe(atOnce.Ties());
            Answers(inBatches).ShouldBe(Answers(atOnce));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Lookups_answer_as_the_rules_read() => Prop.ForAll(BookGen.Records.ToArbitrary(), records =>
        Answers(PriceBook.Empty.With(records)).ShouldBe(Answers(new PlainBook(records)))).QuickCheckThrowOnFailure();

    [Fact]
    public void As_of_equals_a_book_without_the_rule_versions_recorded_later()
    {
        var cases = from records in BookGen.Records from later in BookGen.Records from hour in Gen.Choose(0, 4) select (records, later, hour);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            bool Known(ReferenceRecord record) => record is ClientRecord or ProviderRecord || record.RecordedAt <= Book.Hour(c.hour);
            var asOf = PriceBook.Empty.With(c.records).AsOf(Book.Hour(c.hour));
            Answers(asOf).ShouldBe(Answers(PriceBook.Empty.With(c.records.Where(Known))));
            Answers(c.later.Chunk(9).Aggregate(asOf, (book, batch) => book.With(batch))).ShouldBe(Answers(PriceBook.Empty.With(c.records.Concat(c.later).Where(Known))));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whatever_a_change_reprices_its_delta_names()
    {
        var changes = from before in BookGen.Records from change in BookGen.UpTo(3) from asOf in Gen.Choose(0, 8) select (before, change, asOf);
        Prop.ForAll(changes.ToArbitrary(), c =>
        {
            var before = PriceBook.Empty.With(c.before);
            if (c.asOf <= 4)
                before = before.AsOf(Book.Hour(c.asOf));
            var after = before.With(c.change, out var delta);
            foreach (var (was, becomes) in ClientAnswers(before).Zip(ClientAnswers(after)).Where(pair => pair.First != pair.Second))
                delta.TouchesClient(was.Client).ShouldBeTrue($"{was} became {becomes}");
            foreach (var (was, becomes) in ProviderAnswers(before).Zip(ProviderAnswers(after)).Where(pair => pair.First != pair.Second))
                delta.TouchesProvider(was.Provider).ShouldBeTrue($"{was} became {becomes}");
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Records_known_already_touch_nobody() => Prop.ForAll(BookGen.Records.ToArbitrary(), records =>
    {
        PriceBook.Empty.With(records).With(records, out var delta);
        delta.IsEmpty.ShouldBeTrue();
    }).QuickCheckThrowOnFailure();

    private static IEnumerable<object> Answers(PriceBook book) => [.. ClientAnswers(book), .. ProviderAnswers(book)];

    private static IEnumerable<object> Answers(PlainBook book) =>
    [
        .. Clients().Select(q => (object)(q.Client, q.Day, book.Client(q.Client), book.ClientRule(q.Client, q.Modality, q.Day))),
        .. Providers().Select(q =>
        {
            var version = book.ProviderOn(q.Provider, q.Day);
            return (object)(q.Provider, q.Day, version, version is null ? null : book.ProviderRule(q.Provider, q.Modality, q.Priority, q.Day, version));
        }),
    ];

    private static IEnumerable<(string Client, int Day, ClientRecord? Record, ClientRuleRecord? Rule)> ClientAnswers(PriceBook book) =>
        Clients().Select(q => (q.Client, q.Day, book.Client(q.Client), book.ClientRule(q.Client, q.Modality, q.Day)));

    private static IEnumerable<(string Provider, int Day, ProviderRecord? Version, ProviderRuleRecord? Rule)> ProviderAnswers(PriceBook book) =>
        Providers().Select(q =>
        {
            var version = book.ProviderOn(q.Provider, q.Day);
            return (q.Provider, q.Day, version, version is null ? null : book.ProviderRule(q.Provider, q.Modality, q.Priority, q.Day, version));
        });

    private static IEnumerable<(string Client, string Modality, int Day)> Clients() =>
        from client in BookGen.Clients from modality in BookGen.Modalities from day in BookGen.Days select (client, modality, day);

    private static IEnumerable<(string Provider, string Modality, Priority Priority, int Day)> Providers() =>
        from provider in BookGen.Providers
        from modality in BookGen.Modalities
        from priority in BookGen.Priorities
        from day in BookGen.Days
        select (provider, modality, priority, day);
}
