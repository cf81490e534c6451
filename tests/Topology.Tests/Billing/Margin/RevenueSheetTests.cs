using System.Text;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Money;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Margin;

public class RevenueSheetTests
{
    private readonly ReportFacts _facts = new(new ShardState());
    private readonly ClientActor _client = new(0, "C1");

    public RevenueSheetTests() => _facts.Clients.Number("C1"u8);

    [Fact]
    public void Every_rule_prices_the_days_it_won_and_a_second_look_gives_the_same()
    {
        var book = PriceBook.Empty.With(
        [
            Book.Client("C1"),
            Book.ClientRule("OLD", "C1", "*", price: 10m),
            Book.ClientRule("NEW", "C1", "*", hour: 1, from: 10, price: 7m),
            Book.ClientRule("MR", "C1", "MR", price: 1000m),
        ]);
        Add(book, "CT", day: 9);
        Add(book, "CT", day: 10);
        Add(book, "CT", day: 30);
        var month = Add(book, "MR", day: 10);

        RevenueSheet.Total(month, new BookLens(_facts, book)).ShouldBe(Scaled.FromDecimal(10m + 7m + 7m + 1000m));
        RevenueSheet.Total(month, new BookLens(_facts, book)).ShouldBe(Scaled.FromDecimal(1024m));
        month.Rules.ShouldNotBeNull().Select(r => $"{r.Rule.RuleId} {r.Units}").ShouldBe(["MR 1", "NEW 2", "OLD 1"]);
    }

    [Fact]
    public void Rules_are_worked_out_again_once_they_are_forgotten()
    {
        var book = PriceBook.Empty.With([Book.Client("C1"), Book.ClientRule("CR1", "C1", "*", price: 10m)]);
        var month = Add(book, "CT", day: 3);
        RevenueSheet.Total(month, new BookLens(_facts, book)).ShouldBe(Scaled.FromDecimal(10m));

        var later = book.With([Book.ClientRule("CR1", "C1", "*", hour: 1, price: 4m)]);
        _client.ForgetRules();
        RevenueSheet.Total(month, new BookLens(_facts, later)).ShouldBe(Scaled.FromDecimal(4m));
    }

    private ClientMonth Add(PriceBook book, string modality, int day)
    {
        var study = _facts.Studies.ModalityOf(_facts.Studies.Number(Encoding.UTF8.GetBytes(modality), default));
        new BookLens(_facts, book).Slot(_client.Number, study).At(Book.Day0 + day).Rule.ShouldNotBeNull();
        var month = _client.MonthOf(Book.Day0 + day);
        month.Month.ShouldBe(new BusinessMonth(2026, 1));
        month.Figures.Count(study, Book.Day0 + day, 0, "INR", 0, 1);
        return month;
    }
}
