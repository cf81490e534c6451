using System.Text;
using Sluice.Topology.Books;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Records;

public class BookingDecoderTests
{
    private static readonly MarginRecord s_good = new MonthBooking(7, Cut: 100, MovesCut: false, Version: 3, Shard: 2, Excluded: [3, 99]).ToRecord();

    [Fact]
    public void A_published_row_is_read_as_it_was_written()
    {
        var booking = Decoded(s_good.Key, s_good.Json).Booking.ShouldNotBeNull();

        (booking.Number, booking.CommandId, booking.Month, booking.ClientId, booking.Shard, booking.Cut, booking.MovesCut)
            .ShouldBe((7L, "CMD7", new BusinessMonth(2026, 1), "C1", 2, 100L, false));
        booking.IssuesStatements.ShouldBeFalse();
        booking.Excluded.Order().ShouldBe([3L, 99L]);
        booking.Summary.ShouldBe(new BookedSummary(3, 5, 5000, "INR", 5000, 10, 4990, 50, "{}"));
    }

    [Fact]
    public void Amounts_may_have_more_digits_than_inputs_and_may_be_missing()
    {
        var json = s_good.Json.Replace("\"revenue\":5000", "\"revenue\":123456789012345678901234.56", StringComparison.Ordinal)
            .Replace("\"revenue_inr\":5000", "\"revenue_inr\":null", StringComparison.Ordinal);

        var summary = Decoded(s_good.Key, json).Booking.ShouldNotBeNull().Summary;
        (summary.Revenue, summary.RevenueInr).ShouldBe((123456789012345678901234.56m, null));
    }

    [Theory]
    [InlineData("\"cut\":100", "\"cut\":-1", "cut", "cut must be at least 0, but is -1")]
    [InlineData("\"cut\":100", "\"cut\":50", "excluded", "excluded must be a JSON array of different offsets below the cut, but is [3,99]")]
    [InlineData("[3,99]", "[3,3]", "excluded", "excluded must be a JSON array of different offsets below the cut, but is [3,3]")]
    [InlineData("[3,99]", "[3,99…", "excluded", "excluded must be a JSON array of different offsets below the cut, but is [3,99…")]
    [InlineData("\"cut\":100", "\"cut\":1.5", "cut", "cut must be a whole number, but is 1.5")]
    [InlineData("\"cut\":100", "\"cut\":null", "cut", "cut is required, but is null")]
    [InlineData("\"cut\":100,", "", "cut", "cut is required, but is missing")]
    [InlineData("\"cut\":100", "\"cut\":100,\"cut\":100", "cut", "cut stands more than once in the record")]
    [InlineData("\"cut\":100", "\"cut\":100,\"more\":1", "more", "more is not a column of bookings")]
    [InlineData("\"moves_cut\":0", "\"moves_cut\":2", "moves_cut", "moves_cut must be from 0 to 1, but is 2")]
    [InlineData("\"statements\":0", "\"statements\":2", "statements", "statements must be from 0 to 1, but is 2")]
    [InlineData("2026-01", "2026-13", "month", "month must be a month as YYYY-MM, but is 2026-13")]
    [InlineData("\"INR\"", "\"XXQ\"", "currency", "currency must be a currency code of ISO 4217, but is XXQ")]
    [InlineData("\"C1\"", "\" \"", "client_id", "client_id must be text that is not blank, but is  ")]
    [InlineData("\"number\":7", "\"number\":8", "key", "the message key must be [8,1], but is \"[7,1]\"")]
    public void A_broken_row_is_refused_with_field_and_value(string part, string broken, string field, string reason)
    {
        var rejection = Decoded(s_good.Key, s_good.Json.Replace(part, broken, StringComparison.Ordinal)).Rejection.ShouldNotBeNull();

        (rejection.Field, rejection.Reason).ShouldBe((field, reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("""{"client_id":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    public void What_is_no_row_at_all_is_refused(string json) => Decoded(s_good.Key, json).Rejection.ShouldNotBeNull().Reason.ShouldNotBeEmpty();

    [Fact]
    public void A_broken_record_is_set_aside_and_the_next_one_counts()
    {
        var desk = MarginDesk.Usual().Report("R1");
        desk.Driver.PipeReference(ReferenceTopics.Bookings, "[1,1]", "{}").PipeReference(ReferenceTopics.Bookings, null, s_good.Json);
        desk.Book(1, cut: 1).Report("R2");

        desk.Driver.DeadLetters.Select(r => $"{r["topic"]} {r["offset"]} {r["field"]}").ShouldBe(["bookings 0 number", "bookings 1 key"]);
        desk.Late().ShouldBe(["R2 1 2026-01"]);
    }

    private static (Booking? Booking, Rejection? Rejection) Decoded(string key, string json)
    {
        var isGood = BookingDecoder.TryDecode(Encoding.UTF8.GetBytes(key), hasKey: true, Encoding.UTF8.GetBytes(json), out var booking, out var rejection);
        isGood.ShouldBe(booking is not null);
        isGood.ShouldBe(rejection is null);
        return (booking, rejection);
    }
}
