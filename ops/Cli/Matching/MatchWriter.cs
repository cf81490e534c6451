using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;
using Sluice.Engine.Outputs;
using Sluice.Topology.Reconciliation.Pairing;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Scoring;

namespace Sluice.Cli.Matching;

/// <summary>The result of a match: the contract's object for programs, the pairs as CSV, or what a person wants to know.</summary>
internal static class MatchWriter
{
    private static readonly TableSchema Pairs = new(
        "pairs",
        KeyColumns: 2,
        Outbox: false,
        new("left_id", ColumnType.Text),
        new("right_id", ColumnType.Text),
        new("score", ColumnType.Amount));

    /// <summary>Writes to stdout.</summary>
    public static void Write(PairingResult result, MatchQuality? quality, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                WriteJson(result, quality);
                break;
            case OutputFormat.Csv:
                RowWriter.Csv(Console.Out, Pairs, Rows(result));
                break;
            default:
                WriteTable(result, quality);
                break;
        }
    }

    /// <summary>The file of <c>--out</c>.</summary>
    /// <exception cref="CliException">It cannot be written.</exception>
    public static void WriteFile(PairingResult result, string path)
    {
        try
        {
            using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            RowWriter.Csv(file, Pairs, Rows(result));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CliException.Failed($"{path} cannot be written: {failure.Message}", failure);
        }
    }

    private static List<object?[]> Rows(PairingResult result) =>
        [.. result.Pairs.Select(p => new object?[] { p.LeftId, p.RightId, (decimal)p.Probability / Bits.Certain })];

    private static void WriteJson(PairingResult result, MatchQuality? quality)
    {
        using var stdout = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(stdout, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("pairs", result.Pairs.Count);
            Number(json, "precision", quality?.Precision);
            Number(json, "recall", quality?.Recall);
            Number(json, "f1", quality?.F1);
            json.WriteEndObject();
        }

        stdout.Write("\n"u8);
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteTable(PairingResult result, MatchQuality? quality)
    {
        if (result.Model is { } model)
        {
            var fields = new TextTable(
                new("evidence in bits", ShrinksTo: 12), new("kind"), new("equal", Right: true), new("close", Right: true), new("near", Right: true),
                new("weak", Right: true), new("different", Right: true));
            foreach (var field in model.Fields)
            {
                fields.Add(
                    field.Name,
                    field.Kind.ToString().ToLowerInvariant(),
                    Weight(field, Agreement.Equal),
                    Weight(field, Agreement.Close),
                    Weight(field, Agreement.Near),
                    Weight(field, Agreement.Weak),
                    Weight(field, Agreement.Different));
            }

            fields.WriteTo(Console.Out, Terminal.Stdout);
            Console.Out.WriteLine();
        }

        Console.Out.WriteLine($"{Terminal.Stdout.Paint($"{result.Pairs.Count:N0} pairs", Tone.Strong)}, {result.Pairs.Count(p => p.Probability < 900_000):N0} of them below 0.9");
        if (quality is not null)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"precision {quality.Precision:0.0000}  recall {quality.Recall:0.0000}  F1 {quality.F1:0.0000}"));
        }
    }

    private static Cell Weight(FieldModel field, Agreement level)
    {
        var bits = (decimal)field.Weight(level) / Bits.One;
        return new Cell(bits.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture), bits < 0 ? Tone.Bad : Tone.Plain);
    }
}
