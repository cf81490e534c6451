using Sluice.Engine.Outputs;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Engine.Tests.Outputs;

public class TableSchemaTests
{
    [Fact]
    public void Columns_are_found_by_name()
    {
        StoreTestData.Partials.Ordinal("total").ShouldBe(2);
        Should.Throw<ArgumentException>(() => StoreTestData.Partials.Ordinal("Total")).Message.ShouldBe("table partials has no column Total");
    }

    [Fact]
    public void A_change_gives_what_its_table_asks_for()
    {
        RowChange.Upsert(StoreTestData.Partials, "2026-01", 1L, 2m).Deleted.ShouldBeFalse();
        RowChange.Delete(StoreTestData.Partials, "2026-01", 1L).Deleted.ShouldBeTrue();
        Should.Throw<InvariantException>(() => RowChange.Upsert(StoreTestData.Partials, "2026-01", 1L));
        Should.Throw<InvariantException>(() => RowChange.Delete(StoreTestData.Partials, "2026-01"));
        Should.Throw<InvariantException>(() => RowChange.Delete(StoreTestData.Journal, "INV-1", 1L));
    }

    [Fact]
    public void Keys_are_equal_by_value()
    {
        var key = new RowKey(["2026-01", 1L]);
        new RowKey(["2026-01", 1L]).ShouldBe(key);
        new RowKey(["2026-01", 1L]).GetHashCode().ShouldBe(key.GetHashCode());
        new RowKey(["2026-01", 2L]).ShouldNotBe(key);
        new RowKey([new byte[] { 1, 2 }]).ShouldBe(new RowKey([new byte[] { 1, 2 }]));
        new RowKey([new byte[] { 1, 2 }]).GetHashCode().ShouldBe(new RowKey([new byte[] { 1, 2 }]).GetHashCode());
        new RowKey([new byte[] { 1, 2 }]).ShouldNotBe(new RowKey([new byte[] { 1, 3 }]));
    }
}
