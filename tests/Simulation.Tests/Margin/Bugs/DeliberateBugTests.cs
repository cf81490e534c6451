using Sluice.Engine.State;
using Sluice.Simulation.Command;
using Sluice.Simulation.Running;
using Sluice.Topology;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Simulation.Tests.Margin.Bugs;

/// <summary>The tester tested: each bug is found within a few hundred seeds.</summary>
public sealed class DeliberateBugTests
{
    private const int SeedsMax = 300;

    [Fact]
    public void A_store_without_a_fence_is_found() => Find(new Seams { Store = store => new UnfencedStore(store) });

    [Fact]
    public void A_store_that_loses_rows_is_found() => Find(new Seams { Store = store => new RowlessStore(store) });

    [Fact]
    public void A_store_that_loses_the_last_segment_is_found() => Find(new Seams { Store = store => new ShortLoadStore(store) });

    [Fact]
    public void A_store_that_forgets_how_far_a_shard_was_is_found() => Find(new Seams { Store = store => new ForgetfulPositionStore(store) });

    [Fact]
    public void A_store_that_empties_the_outbox_too_soon_is_found() => Find(new Seams { Store = store => new HastyOutboxStore(store) });

    [Fact]
    public void A_log_that_skips_a_record_after_a_restart_is_found() => Find(new Seams { Log = log => new SkippingLog(log) });

    [Fact]
    public void A_flow_that_forgets_what_it_took_before_a_restart_is_found() => Find(new Seams
    {
        // Its facts go into a state that nobody keeps: after a restart every duplicate looks new.
        Flow = (context, _) => new MarginFlow(context with { State = new ShardState() }, new BooksSettings()),
    });

    [Theory]
    [InlineData("finance_invoices")]
    [InlineData("finance_invoice_lines")]
    [InlineData("finance_credit_notes")]
    [InlineData("bookings")]
    [InlineData("rerun_reports")]
    public void A_store_that_loses_rows_of_a_decision_is_found(string table) => Find(new Seams { Store = store => new ForgetfulBooksStore(store, table) });

    [Fact]
    public void Two_that_decide_commands_at_once_are_found() => Find(new Seams { Store = store => new TwoDeskStore(store) });

    private static void Find(Seams seams)
    {
        var campaign = new Campaign();
        campaign.Run(first: 1, SeedsMax, Environment.ProcessorCount, seams, stopAtFailure: true);
        campaign.Failures.ShouldNotBeEmpty();
    }
}
