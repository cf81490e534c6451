using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Engine.Control;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.Control;

public sealed class EnvelopeTests
{
    private static readonly CommandSeal s_seal = new(Encoding.UTF8.GetBytes("a key of thirty-two bytes or more"));
    private static readonly DateTimeOffset s_at = new(2026, 2, 1, 10, 0, 0, TimeSpan.FromHours(5.5));
    private static readonly Positions s_cut = Positions.None.With(new("reports", 0), 0).With(new("reports", 1), 500).With(new("clients", 0), 7);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var message = CommandMessage.Write(s_seal, "c-1", "month-close", "ásha", "", s_at, s_cut, new JsonObject { ["month"] = "2026-01", ["n"] = 1.50m });

        var (command, refused) = Envelope.Read(12, message, s_seal);

        refused.ShouldBeNull();
        (command!.Id, command.Type, command.RequestedBy, command.Reason, command.IssuedAt, command.Offset)
            .ShouldBe(("c-1", "month-close", "ásha", "", s_at.ToUniversalTime(), 12L));
        command.Cut.All.ShouldBe(s_cut.All);
        command.Body.GetProperty("month").GetString().ShouldBe("2026-01");
        Envelope.Read(12, command.Body.GetRawText()).Cut.All.ShouldBe(s_cut.All);
    }

    [Fact]
    public void The_signature_does_not_hang_on_the_order_of_fields_and_blanks()
    {
        var message = JsonNode.Parse(Message())!.AsObject();
        var turned = new JsonObject(message.Reverse().Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())));

        Envelope.Read(0, Encoding.UTF8.GetBytes(turned.ToJsonString(new JsonSerializerOptions { WriteIndented = true })), s_seal).Command.ShouldNotBeNull();
    }

    [Fact]
    public void Any_change_of_a_signed_message_is_found()
    {
        foreach (var (name, _) in JsonNode.Parse(Message())!.AsObject().ToList())
        {
            var changed = JsonNode.Parse(Message())!.AsObject();
            changed[name] = name == CommandSeal.SignatureField ? new string('0', 64) : "changed";
            Envelope.Read(0, Encoding.UTF8.GetBytes(changed.ToJsonString()), s_seal).Refused!.Reason.ShouldContain("signature");
            changed.Remove(name);
            Envelope.Read(0, Encoding.UTF8.GetBytes(changed.ToJsonString()), s_seal).Refused!.Reason.ShouldContain("signature");
        }
    }

    [Fact]
    public void Another_key_and_a_malformed_signature_are_refused()
    {
        Envelope.Read(0, Message(), new CommandSeal(new byte[32])).Refused!.Reason.ShouldContain("signature");
        foreach (var wrong in new JsonNode?[] { "", "zz", new string('a', 63), new string('g', 64), new string('a', 66), 7, null })
        {
            var message = JsonNode.Parse(Message())!.AsObject();
            message[CommandSeal.SignatureField] = wrong;
            Envelope.Read(0, Encoding.UTF8.GetBytes(message.ToJsonString()), s_seal).Refused!.Id.ShouldBe("c-1");
        }
    }

    [Fact]
    public void A_key_that_is_too_short_is_none() => Should.Throw<ArgumentException>(() => new CommandSeal(new byte[31]));

    [Theory]
    [InlineData("command_id", "7", "command_id 7 is not a text")]
    [InlineData("command_id", "\"\"", "command_id \"\" is not a text")]
    [InlineData("type", "null", "type null is not a text")]
    [InlineData("requested_by", "\"\"", "requested_by \"\" is not a text")]
    [InlineData("reason", "{}", "reason {} is not a text")]
    [InlineData("issued_at", "\"2026-02-01\"", "issued_at \"2026-02-01\" is not an instant")]
    [InlineData("issued_at", "\"2026-02-01T10:00:00\"", "is not an instant")]
    [InlineData("cut", "[]", "cut [] is not an object of topics")]
    [InlineData("cut", "{\"a\": 1}", "cut.a 1 is not an object of partitions")]
    [InlineData("cut", "{\"a\": {\"0\": -1}}", "cut.a.0 -1 is not a partition and its end offset")]
    [InlineData("cut", "{\"a\": {\"00\": 1}}", "cut.a.00 1 is not a partition and its end offset")]
    [InlineData("cut", "{\"a\": {\"0\": 1.5}}", "cut.a.0 1.5 is not a partition and its end offset")]
    public void A_wrong_field_is_named_with_its_value(string field, string value, string reason)
    {
        var message = JsonNode.Parse(Message())!.AsObject();
        message[field] = JsonNode.Parse(value);
        Envelope.Read(0, Signed(message), s_seal).Refused!.Reason.ShouldContain(reason);

        message.Remove(field);
        Envelope.Read(0, Signed(message), s_seal).Refused!.Reason.ShouldBe($"{field} is missing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"command_id\": \"c-1\", \"command_id\": \"c-2\"}")]
    [InlineData("{\"command_id\": \"\\ud800\"}")]
    [InlineData("{\"\\ud800\": 1}")]
    public void What_is_no_object_is_refused_without_an_id(string text)
    {
        var refused = Envelope.Read(3, Encoding.UTF8.GetBytes(text), s_seal).Refused!;
        (refused.Id, refused.Type, refused.Offset).ShouldBe((null, null, 3L));
    }

    [Fact]
    public void Bytes_that_are_no_text_and_messages_beyond_the_limit_are_refused()
    {
        Envelope.Read(0, new byte[] { 0x22, 0xff, 0x22 }, s_seal).Refused.ShouldNotBeNull();
        Envelope.Read(0, new byte[Limits.PayloadBytesMax + 1], s_seal).Refused!.Reason.ShouldContain("bytes");
        Envelope.Read(0, CommandMessage.Write(s_seal, new string('x', 201), "t", "b", "", s_at, s_cut), s_seal).Refused!.Id.ShouldBeNull();
    }

    private static byte[] Message() => CommandMessage.Write(s_seal, "c-1", "month-close", "asha", "why", s_at, s_cut, new JsonObject { ["month"] = "2026-01" });

    private static byte[] Signed(JsonObject message)
    {
        using var json = JsonDocument.Parse(message.ToJsonString());
        message[CommandSeal.SignatureField] = s_seal.Sign(json.RootElement);
        return Encoding.UTF8.GetBytes(message.ToJsonString());
    }
}
