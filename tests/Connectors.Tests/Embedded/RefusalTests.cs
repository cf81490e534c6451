using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.State;

namespace Sluice.Connectors.Tests.Embedded;

/// <summary>What is known of SQLite's refusals, by result code (sqlite.org/rescode.html).</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData(19, StoreRefusal.OfRows)] // SQLITE_CONSTRAINT
    [InlineData(18, StoreRefusal.OfRows)] // SQLITE_TOOBIG
    [InlineData(20, StoreRefusal.OfRows)] // SQLITE_MISMATCH
    [InlineData(5, StoreRefusal.MayPass)] // SQLITE_BUSY
    [InlineData(6, StoreRefusal.MayPass)] // SQLITE_LOCKED
    [InlineData(7, StoreRefusal.MayPass)] // SQLITE_NOMEM
    [InlineData(8, StoreRefusal.MayPass)] // SQLITE_READONLY
    [InlineData(9, StoreRefusal.MayPass)] // SQLITE_INTERRUPT
    [InlineData(10, StoreRefusal.MayPass)] // SQLITE_IOERR
    [InlineData(13, StoreRefusal.MayPass)] // SQLITE_FULL
    [InlineData(14, StoreRefusal.MayPass)] // SQLITE_CANTOPEN
    [InlineData(15, StoreRefusal.MayPass)] // SQLITE_PROTOCOL
    [InlineData(1, StoreRefusal.Unknown)] // SQLITE_ERROR
    [InlineData(11, StoreRefusal.Unknown)] // SQLITE_CORRUPT
    [InlineData(17, StoreRefusal.Unknown)] // SQLITE_SCHEMA
    [InlineData(21, StoreRefusal.Unknown)] // SQLITE_MISUSE
    [InlineData(26, StoreRefusal.Unknown)] // SQLITE_NOTADB
    public void A_refusal_is_known_by_its_result_code(int code, StoreRefusal refusal) =>
        new SqliteFault(code, "detail", "books.db").Refusal.ShouldBe(refusal);

    [Theory]
    [InlineData(1811, StoreRefusal.OfRows)] // SQLITE_CONSTRAINT_TRIGGER
    [InlineData(2067, StoreRefusal.OfRows)] // SQLITE_CONSTRAINT_UNIQUE
    [InlineData(517, StoreRefusal.MayPass)] // SQLITE_BUSY_SNAPSHOT
    [InlineData(1034, StoreRefusal.MayPass)] // SQLITE_IOERR_FSYNC
    [InlineData(267, StoreRefusal.Unknown)] // SQLITE_CORRUPT_VTAB
    public void An_extended_result_code_is_one_of_its_primary_code(int code, StoreRefusal refusal) =>
        new SqliteFault(code, "detail", "books.db").Refusal.ShouldBe(refusal);
}
