using Sluice.Engine.Actors;
using Sluice.Engine.State;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Engine.Tests.Actors;

public class ActorTableTests
{
    private readonly StringTable _keys = new();
    private readonly ActorTable<TallyActor> _actors;

    public ActorTableTests() => _actors = new ActorTable<TallyActor>(_keys, (number, key) => new TallyActor(number, key));

    [Fact]
    public void An_actor_is_made_at_the_first_touch_of_its_key_and_stays()
    {
        _actors.Find("a"u8).ShouldBeNull();

        var actor = _actors.Of("a"u8);
        actor.Key.ShouldBe("a");
        actor.Number.ShouldBe(0);
        _actors.Of("b"u8).Number.ShouldBe(1);

        _actors.Of("a"u8).ShouldBeSameAs(actor);
        _actors.Find("a"u8).ShouldBeSameAs(actor);
        _actors[0].ShouldBeSameAs(actor);
    }

    [Fact]
    public void Keys_that_came_back_from_the_store_have_their_actors()
    {
        _keys.Number("a"u8);
        _keys.Number("b"u8);

        _actors[1].Key.ShouldBe("b");
        _actors.All.Select(a => a.Key).ShouldBe(["a", "b"]);
    }
}
