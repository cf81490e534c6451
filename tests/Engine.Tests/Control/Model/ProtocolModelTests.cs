using Xunit.Abstractions;

namespace Sluice.Engine.Tests.Control.Model;

/// <summary>
/// The protocol of decisions, explored whole: two closes, one of them sent twice; two coordinators that take over and crash
/// at any step; publishing at least once; three shards that restart.
/// </summary>
public sealed class ProtocolModelTests(ITestOutputHelper output)
{
    [Fact]
    public void No_order_of_steps_breaks_a_law_and_every_state_leads_to_an_end()
    {
        var model = new ModelExplorer(new ModelRules());
        model.Explore();
        output.WriteLine($"{model.States} states");
        model.Broken.ShouldBeEmpty();
        model.Stuck().ShouldBe(0);
        model.States.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public void Without_the_fence_a_close_is_decided_twice_under_one_number()
    {
        var model = new ModelExplorer(new ModelRules(Fence: false));
        model.Explore(ModelLaws.Once, ModelLaws.Gapless, ModelLaws.Fenced);
        model.Broken.ShouldBe([ModelLaws.Once, ModelLaws.Gapless, ModelLaws.Fenced], ignoreOrder: true);
    }

    [Fact]
    public void Without_waiting_for_publication_a_close_is_done_that_shards_do_not_show()
    {
        var model = new ModelExplorer(new ModelRules(AwaitPublication: false));
        model.Explore(ModelLaws.Done);
        model.Broken.ShouldBe([ModelLaws.Done]);
    }

    [Fact]
    public void Publishing_before_the_decision_shows_what_was_never_decided()
    {
        var model = new ModelExplorer(new ModelRules(DecideFirst: false));
        model.Explore(ModelLaws.Shown);
        model.Broken.ShouldBe([ModelLaws.Shown]);
    }
}
