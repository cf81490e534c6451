using Sluice.Topology.Books;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Books;

public class ClosingsTests
{
    private static readonly BusinessMonth s_january = new(2026, 1);

    [Fact]
    public void The_base_is_the_latest_booking_that_moves_the_cut_before_the_one_asked_for()
    {
        var closings = Closings.Empty.With([Booking(3, movesCut: false), Booking(1), Booking(2), Booking(9, client: "C2")]);

        closings.Base("C1", s_january.Index)!.Number.ShouldBe(2);
        closings.Base("C1", s_january.Index, before: 2)!.Number.ShouldBe(1);
        closings.Base("C1", s_january.Index, before: 1).ShouldBeNull();
        closings.Latest("C1", s_january.Index)!.Number.ShouldBe(3);
        closings.Latest("C1", s_january.Index + 1).ShouldBeNull();
    }

    [Fact]
    public void A_booking_known_already_changes_nothing()
    {
        var closings = Closings.Empty.With([Booking(1)]);

        closings.With([Booking(1)]).ShouldBeSameAs(closings);
        Closings.Empty.IsEmpty.ShouldBeTrue();
        closings.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void Closings_differ_in_the_clients_whose_bookings_differ()
    {
        var closings = Closings.Empty.With([Booking(1), Booking(2, client: "C2")]);
        var same = Closings.Empty.With([Booking(2, client: "C2"), Booking(1)]);

        closings.Unlike(same).ShouldBeEmpty();
        closings.Unlike(same.With([Booking(3, client: "C2"), Booking(3, client: "C3")])).Order().ShouldBe(["C2", "C3"]);
        same.With([Booking(3)]).Unlike(closings).ShouldBe(["C1"]);
    }

    [Fact]
    public void A_booking_touches_its_client_whether_or_not_the_books_remember_each_other()
    {
        var book = PriceBook.Empty.With([], [Booking(1)]);
        var next = book.With([], [Booking(2, client: "C2")], out var delta);

        delta.Clients.ShouldBe(["C2"]);
        book.DifferenceTo(next).Clients.ShouldBe(["C2"]);
        PriceBook.Empty.With([], [Booking(1)]).DifferenceTo(next).Clients.ShouldBe(["C2"]);
        next.AsOf(DateTimeOffset.UnixEpoch).Closings.ShouldBeSameAs(next.Closings);
        next.With([], [Booking(1)], out delta);
        delta.IsEmpty.ShouldBeTrue();
    }

    private static Booking Booking(long number, bool movesCut = true, string client = "C1") => new(
        number, $"CMD{number}", s_january, client, 0, 10, movesCut, new HashSet<long>(), "f1", new BookedSummary(1, 1, 1, "INR", 1, 1, 0, 0, "{}"));
}
