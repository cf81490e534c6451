using Sluice.Cli.Hosting;
using Sluice.Cli.Sessions;

namespace Sluice.Ops.Tests.Sessions;

public class ReachTests
{
    [Theory]
    [InlineData("PostgreSQL at db:5432 cannot be reached (Connection refused)", "PostgreSQL at db:5432/books cannot be reached (Connection refused)")]
    [InlineData("PostgreSQL at db:5432 refused: there is no database books", "PostgreSQL at db:5432/books refused: there is no database books")]
    [InlineData("the schema is of a newer program", "PostgreSQL at db:5432/books cannot be used: the schema is of a newer program")]
    public void A_server_that_cannot_be_used_is_named_once(string wrong, string words) =>
        Reach.Words(PostgresAddress.Parse("postgresql://u@db:5432/books"), wrong).ShouldBe(words);
}
