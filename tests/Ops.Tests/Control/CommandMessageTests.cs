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
    public void A_close_says_who_why_when_and_to_which_cut() => Text(CommandMessage.Close(January, ["C-1", "C-2"], force: true)).ShouldBe(
        """{"command_id":"0194","type":"month-close","requested_by":"asha","reason":"the ₹ are \"in\"","issued_at":"2026-02-01T00:00:00.25Z","""
        + """
        "cut":{"clients":{"0":3},"reports":{"0":12,"1":0}},"month":"2026-01","clients":["C-1","C-2"],"force":true}
        """);

    [Fact]
    public void All_clients_are_meant_where_none_is_named() => Body(CommandMessage.Close(January, [], force: false)).ShouldBe("""{"month":"2026-01"}""");

    [Fact]
    public void A_rerun_says_its_window_scope_and_pricing()
    {
        var wish = new RerunWish([January, January.Plus(1)], [], ["P-1"], AsOf: null, IncludeLate: false, Apply: false);

        Body(CommandMessage.Rerun(wish)).ShouldBe("""{"months":["2026-01","2026-02"],"providers":["P-1"],"pricing":"current","include_late":false,"apply":false}""");
        Body(CommandMessage.Rerun(wish with { AsOf = new(2026, 1, 31, 18, 0, 0, TimeSpan.Zero), IncludeLate = true, Apply = true, Clients = ["C-1"], Providers = [] })).ShouldBe(
            """{"months":["2026-01","2026-02"],"clients":["C-1"],"pricing":"as-of","at":"2026-01-31T18:00:00Z","include_late":true,"apply":true}""");
    }

    [Fact]
    public void A_credit_note_keeps_its_digits_and_a_cancel_names_the_other_command()
    {
        Body(CommandMessage.CreditNote("INV-2601-000001", 123456789012345.12345678m)).ShouldBe("""{"invoice_number":"INV-2601-000001","amount":123456789012345.12345678}""");
        Body(CommandMessage.Cancel("0193")).ShouldBe("""{"cancels":"0193"}""");
    }

    private static string Text(CommandMessage message) => Encoding.UTF8.GetString(message.Write(Head));

    /// <summary>What the type alone has.</summary>
    private static string Body(CommandMessage message)
    {
        const string Before = "\"reports\":{\"0\":12,\"1\":0}},";
        var text = Text(message);
        return "{" + text[(text.IndexOf(Before, StringComparison.Ordinal) + Before.Length)..];
    }
}
