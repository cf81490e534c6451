using System.Text;
using Sluice.Topology.Money;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Records.Services;

/// <summary>Jobs and entries from the general decoder. What is about a person is left behind there.</summary>
internal static class ServiceMapping
{
    public static ServiceValues Job(ShapedRecord shaped)
    {
        var values = Both(shaped, "job_id");
        values.UnitRate = Scaled.FromDecimal(shaped.Amount("unit_rate"));
        return values;
    }

    public static ServiceValues Entry(ShapedRecord shaped)
    {
        var values = Both(shaped, "entry_id");
        values.PostedDate = shaped.Date("posted_date");
        values.JobRef = Bytes(shaped.OptionalText("job_ref") ?? "");
        values.Reverses = Bytes(shaped.OptionalText("reverses") ?? "");
        values.Description = Bytes(shaped.OptionalText("description") ?? "");
        return values;
    }

    private static ServiceValues Both(ShapedRecord shaped, string id) => new()
    {
        Id = Bytes(shaped.Text(id)),
        ClientId = Bytes(shaped.Text("client_id")),
        Site = Bytes(shaped.Text("site")),
        ServiceType = Bytes(shaped.Text("service_type")),
        ServiceDate = shaped.Date("service_date"),
        Quantity = Scaled.FromDecimal(shaped.Amount("quantity")),
        Amount = Scaled.FromDecimal(shaped.Amount("amount")),
        Currency = Bytes(shaped.Text("currency")),
        Revision = shaped.OptionalWhole("revision") ?? 1,
        Cancelled = shaped.OptionalFlag("cancelled") ?? false,
    };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
