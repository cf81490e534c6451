using Sluice.Engine.Tests.Shards;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Tests.Topology;

public class TopologyDescriptionTests
{
    [Fact]
    public void Text_names_every_part() => TopologyDescription.ToText(TallyTopology.Build()).ReplaceLineEndings("\n").ShouldBe(
        """
        topology tallies
          reference prices [group] → every shard
          flow tally: one actor per key
            ← numbers [key]
            ← more_numbers [key]
            → tally
            → group_partial
          merge over shards: group_partial → group_total
          any record that cannot be taken → dead_letters
        """);

    [Fact]
    public void Mermaid_draws_every_part() => TopologyDescription.ToMermaid(TallyTopology.Build()).ReplaceLineEndings("\n").ShouldBe(
        """
        flowchart LR
          prices([prices]) -.-> book[(reference data)]
          book -.-> flow0["tally<br/>one actor per key"]
          numbers([numbers]) -->|key| flow0
          more_numbers([more_numbers]) -->|key| flow0
          flow0 --> tally[(tally)]
          flow0 --> group_partial[(group_partial)]
          flow0 --> dead_letters[(dead_letters)]
          group_partial -->|merge over shards| group_total[(group_total)]
        """);
}
