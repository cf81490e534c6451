using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Sluice.Connectors.Fx.Rates;

/// <summary>Writes the messages of the topic <c>fx_rates</c>; their key is the base.</summary>
public static class FxRateJson
{
    /// <summary>The message: the same bytes for the same rate.</summary>
    public static byte[] Write(FxRate rate)
    {
        var bytes = new ArrayBufferWriter<byte>(160);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("base", rate.Base);
            json.WriteString("quote", rate.Quote);
            json.WriteString("date", rate.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WritePropertyName("rate");
            json.WriteRawValue(rate.Rate.ToString("0.########", CultureInfo.InvariantCulture));
            json.WriteString("source", FxRate.Source);
            json.WriteString("recorded_at", rate.RecordedAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
