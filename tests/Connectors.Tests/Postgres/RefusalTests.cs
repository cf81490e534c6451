using System.Net.Sockets;
using Npgsql;
using Sluice.Connectors.Postgres.Connections;
using Sluice.Engine.State;

namespace Sluice.Connectors.Tests.Postgres;

/// <summary>What is known of the server's refusals, by state (appendix A of PostgreSQL's manual), and of what happens on the way to it.</summary>
public sealed class RefusalTests
{
    private static readonly FaultWords s_words = new(new NpgsqlConnectionStringBuilder("Host=db;Username=books"), "public");

    [Theory]
    [InlineData("23505", StoreRefusal.OfRows)] // unique_violation
    [InlineData("23514", StoreRefusal.OfRows)] // check_violation
    [InlineData("23001", StoreRefusal.OfRows)] // restrict_violation
    [InlineData("22003", StoreRefusal.OfRows)] // numeric_value_out_of_range
    [InlineData("22021", StoreRefusal.OfRows)] // character_not_in_repertoire
    [InlineData("54000", StoreRefusal.OfRows)] // program_limit_exceeded
    [InlineData("P0001", StoreRefusal.OfRows)] // raise_exception
    [InlineData("08006", StoreRefusal.MayPass)] // connection_failure
    [InlineData("25006", StoreRefusal.MayPass)] // read_only_sql_transaction
    [InlineData("25P03", StoreRefusal.MayPass)] // idle_in_transaction_session_timeout
    [InlineData("40001", StoreRefusal.MayPass)] // serialization_failure
    [InlineData("40P01", StoreRefusal.MayPass)] // deadlock_detected
    [InlineData("53100", StoreRefusal.MayPass)] // disk_full
    [InlineData("53300", StoreRefusal.MayPass)] // too_many_connections
    [InlineData("55P03", StoreRefusal.MayPass)] // lock_not_available
    [InlineData("57P01", StoreRefusal.MayPass)] // admin_shutdown
    [InlineData("57P03", StoreRefusal.MayPass)] // cannot_connect_now
    [InlineData("58030", StoreRefusal.MayPass)] // io_error
    [InlineData("57014", StoreRefusal.Unknown)] // query_canceled
    [InlineData("28P01", StoreRefusal.Unknown)] // invalid_password
    [InlineData("42501", StoreRefusal.Unknown)] // insufficient_privilege
    [InlineData("42P01", StoreRefusal.Unknown)] // undefined_table
    [InlineData("P0002", StoreRefusal.Unknown)] // no_data_found
    [InlineData("XX001", StoreRefusal.Unknown)] // data_corrupted
    public void A_refusal_is_known_by_its_state(string state, StoreRefusal refusal) =>
        Of(new PostgresException("no", "ERROR", "ERROR", state)).ShouldBe(refusal);

    public static TheoryData<Exception, StoreRefusal> OnTheWay => new()
    {
        { new SocketException((int)SocketError.ConnectionRefused), StoreRefusal.MayPass },
        { new NpgsqlException("lost", new IOException("broken pipe")), StoreRefusal.MayPass },
        { new NpgsqlException("lost", new InvalidOperationException("reading", new SocketException((int)SocketError.ConnectionReset))), StoreRefusal.MayPass },
        { new TimeoutException("no answer"), StoreRefusal.Unknown },
        { new NpgsqlException("no answer", new TimeoutException("no answer")), StoreRefusal.Unknown },
        { new NpgsqlException("no answer", new IOException("reading", new TimeoutException("no answer"))), StoreRefusal.Unknown },
        { new NpgsqlException("the password is missing"), StoreRefusal.Unknown },
        { new ObjectDisposedException("pool"), StoreRefusal.Unknown },
        { new InvalidCastException("of a value"), StoreRefusal.Unknown },
    };

    [Theory]
    [MemberData(nameof(OnTheWay), DisableDiscoveryEnumeration = true)]
    public void A_lost_connection_passes_and_of_a_time_limit_nobody_knows(Exception error, StoreRefusal refusal) => Of(error).ShouldBe(refusal);

    [Fact]
    public void What_the_store_itself_refused_stays_as_it_said()
    {
        var refused = new StoreException("a value does not fit") { Refusal = StoreRefusal.OfRows };

        s_words.Refusal(refused).ShouldBeSameAs(refused);
    }

    private static StoreRefusal Of(Exception error) => s_words.Refusal(error).Refusal;
}
