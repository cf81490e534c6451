using System.Text;
using Sluice.Cli.Control;
using Sluice.Topology.Time;

namespace Sluice.Ops.Tests.Control;

public class CommandMessageTests
{
    private static readonly CommandHead Head = new(
        "0194", "asha", "the ₹ are \"in\"", new DateTimeOffset(2026, 2, 1, 5, 30, 0, 250, TimeSpan.FromHours(5.5)), new LogCut([("clients", [3]), ("reports", [12, 0])]));

    private static readonly BusinessMonth January = new(2026, 1);

    [Fact]
    public void A_close_says_who_why_when_and_to_which_cut_in_one_order_of_names() => Text(CommandMessage.Close(January, ["C-1", "C-2"], force: true)).ShouldBe(
        """{"clients":["C-1","C-2"],"command_id":"0194","cut":{"clients":{"0":3},"reports":{"0":12,"1":0}},"force":true,"issued_at":"2026-02-01T00:00:00.25Z","""
        + """
        "month":"2026-01","reason":"the ₹ are \"in\"","requested_by":"asha","type":"month-close"}
        """);

    [Fact]
    public void Partitions_stand_in_the_order_of_their_names() =>
        new LogCut([("reports", [.. Enumerable.Range(0, 11).Select(i => (long)i)])]).ToJson().ToJsonString().ShouldStartWith("""{"reports":{"0":0,"1":1,"10":10,"2":2,""");

    [Fact]
    public void All_clients_are_meant_where_none_is_named() => Fields(CommandMessage.Close(January, [], force: false)).ShouldBe(["month"]);

    [Fact]
    public void A_rerun_says_its_window_scope_and_pricing()
    {
        var wish = new RerunWish([January, January.Plus(1)], [], ["P-1"], AsOf: null, IncludeLate: false, Apply: false);

        Text(CommandMessage.Rerun(wish)).ShouldBe(
            """{"apply":false,"command_id":"0194","cut":{"clients":{"0":3},"reports":{"0":12,"1":0}},"include_late":false,"issued_at":"2026-02-01T00:00:00.25Z","""
            + """
            "months":["2026-01","2026-02"],"pricing":"current","providers":["P-1"],"reason":"the ₹ are \"in\"","requested_by":"asha","type":"rerun"}
            """);
        var other = CommandMessage.Rerun(wish with { AsOf = new(2026, 1, 31, 18, 0, 0, TimeSpan.Zero), IncludeLate = true, Apply = true, Clients = ["C-1"], Providers = [] });
        Fields(other).ShouldBe(["apply", "at", "clients", "include_late", "months", "pricing"]);
        Text(other).ShouldContain("\"pricing\":\"as-of\"");
        Text(other).ShouldContain("\"at\":\"2026-01-31T18:00:00Z\"");
        Text(other).ShouldStartWith("{\"apply\":true,");
    }

    [Fact]
    public void A_credit_note_keeps_its_digits_and_a_cancel_names_the_other_command()
    {
        Text(CommandMessage.CreditNote("INV-2601-000001", 123456789012345.12345678m)).ShouldStartWith("{\"amount\":123456789012345.12345678,");
        Text(CommandMessage.CreditNote("INV-2601-000001", 1m)).ShouldContain("\"invoice_number\":\"INV-2601-000001\"");
        Text(CommandMessage.Cancel("0193")).ShouldEndWith("\"target\":\"0193\",\"type\":\"cancel\"}");
    }

    private static string Text(CommandMessage message) => Encoding.UTF8.GetString(message.Write(Head));

    /// <summary>The names of what the type alone has.</summary>
    private static IEnumerable<string> Fields(CommandMessage message) => message.Fields.Select(f => f.Key).Order(StringComparer.Ordinal);
}
