using System.Globalization;
using Sluice.Cli.Fx;
using Sluice.Cli.Hosting;
using Sluice.Cli.Rendering;
using Sluice.Connectors.Fx.Ecb;
using Sluice.Connectors.Fx.Rates;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Ingest;

/// <summary>Turns files of the ECB's into records while they are ingested. Such a file is taken whole or not at all.</summary>
/// <param name="wish">Which of its rates are wanted.</param>
/// <param name="known">The rates in the log: those need not be sent again.</param>
internal sealed class EcbConversion(RateWish wish, RateLog known, TimeProvider time)
{
    /// <summary>Ends of file names that only a file of the ECB's has.</summary>
    public static readonly string[] OwnKinds = [".xml", ".zip"];

    /// <summary>Whether the file is one, by how it begins.</summary>
    public static bool Fits(TopicFile file)
    {
        if (file.Shape.Topic != ReferenceTopics.FxRates)
        {
            return false;
        }

        if (OwnKinds.Contains(Path.GetExtension(file.Path).ToLowerInvariant()))
        {
            return true;
        }

        using var stream = File.OpenRead(file.Path);
        var head = new byte[EcbFile.HeadBytes];
        return EcbFile.KindOf(head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false))) != EcbKind.None;
    }

    /// <summary>The records that are news to the log.</summary>
    /// <param name="note">Is told what the file holds and what of it gives no record.</param>
    /// <exception cref="CliException">The file is damaged; nothing of it is appended.</exception>
    public async Task<IRecordSource> OpenAsync(TopicFile file, Action<string> note, CancellationToken cancel)
    {
        try
        {
            await using var stream = File.OpenRead(file.Path);
            var content = EcbFile.Bytes(stream);
            var rates = EcbFile.Read(content);
            var crossed = CrossRates.Of(rates, wish);
            var updates = RateUpdates.Of(crossed.Rates, await known.ReadAsync(cancel), time.GetUtcNow(), isLatest: false);
            Tell(rates, crossed, updates, note);
            return new EcbRecords(updates.ToSend, content.Length);
        }
        catch (EcbFormatException damaged)
        {
            throw CliException.Failed($"{file.Path}: {damaged.Message}; nothing of it was appended", damaged);
        }
    }

    private void Tell(EcbRates file, CrossRates crossed, RateUpdates updates, Action<string> note)
    {
        var span = string.Create(CultureInfo.InvariantCulture, $"{Amounts.Count(file.Days.Count)} dates, {file.Oldest:yyyy-MM-dd} to {file.Newest:yyyy-MM-dd}");
        note($"a file of the ECB's: {span}; {Amounts.Count(crossed.Rates.Count)} rates to {wish.Quote}, {Amounts.Count(updates.Unchanged)} of them in the log already");
        if (crossed.DatesWithoutQuote > 0)
        {
            note($"{Amounts.Count(crossed.DatesWithoutQuote)} dates have no rate of {wish.Quote}, and give nothing");
        }

        var gone = crossed.UnknownCurrencies.Where(EcbCurrencies.IsGone).ToList();
        if (gone.Count > 0)
        {
            note($"left out, no currencies any more: {string.Join(", ", gone)}");
        }

        if (crossed.UnknownCurrencies.Except(gone).ToList() is { Count: > 0 } unknown)
        {
            note($"warning: left out, no currency that is known: {string.Join(", ", unknown)}; is a column misspelt?");
        }

        if (updates.Corrections.Count > 0)
        {
            var (now, before) = updates.Corrections[0];
            note(string.Create(CultureInfo.InvariantCulture, $"{updates.Corrections.Count} correct what the log has, such as {now.Base} of {now.Date:yyyy-MM-dd}: {before} before, {now.Rate} now"));
        }
    }
}
