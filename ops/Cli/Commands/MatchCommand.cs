using System.CommandLine;
using Sluice.Cli.Hosting;
using Sluice.Cli.Matching;
using Sluice.Cli.Rendering;
using Sluice.Topology.Reconciliation.Pairing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Cli.Commands;

/// <summary><c>match LEFT RIGHT</c>: the reconciliation matcher on any two files.</summary>
internal static class MatchCommand
{
    private static readonly Argument<string> Left = new("LEFT") { Description = "A CSV file with a header; its first column is the id" };
    private static readonly Argument<string> Right = new("RIGHT") { Description = "Another; the same file seeks duplicates within it" };
    private static readonly Option<string[]> On = new("--on")
    {
        Description = "A column of both files and how to compare it; may be repeated, or followed by several",
        HelpName = "COLUMN:text|amount|date|id",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Gold = new("--gold") { Description = "A CSV file with the right pairs, two columns of ids: tells precision, recall and F1", HelpName = "G.csv" };
    private static readonly Option<string?> Out = new("--out") { Description = "Writes the pairs: left_id, right_id, score", HelpName = "P.csv" };

    public static Command Create() =>
        new Command("match", "Find which records of two files are the same, without labels") { Left, Right, On, Gold, Out }.Runs(Run);

    private static Task Run(ParseResult parsed, CancellationToken cancel)
    {
        // As with price: the contract's JSON wherever a program reads it.
        var format = parsed.OutputFormat(Terminal.Stdout.Interactive ? OutputFormat.Table : OutputFormat.Json);
        var fields = ColumnWish.Parse(parsed.GetValue(On)!);
        var (left, right, gold, target) = (parsed.GetValue(Left)!, parsed.GetValue(Right)!, parsed.GetValue(Gold), parsed.GetValue(Out));
        if (target is not null && new[] { left, right, gold }.Any(f => f is not null && IsSame(f, target)))
        {
            throw CliException.Usage($"--out {target} would overwrite what is read");
        }

        var started = TimeProvider.System.GetTimestamp();
        var data = Read(left, right, fields);
        var known = gold is null ? null : GoldPairs.Read(gold, data);
        var result = new PairingMatcher(data).Match(new PairingOptions(), ProgressLine.Stderr.Show, cancel);
        ProgressLine.Stderr.End();
        Tell(data, result, TimeProvider.System.GetElapsedTime(started));
        if (target is not null)
        {
            MatchWriter.WriteFile(result, target);
        }

        MatchWriter.Write(result, known is null ? null : MatchQuality.Of(result.Pairs, known), format);
        return Task.CompletedTask;
    }

    private static PairingData Read(string left, string right, IReadOnlyList<PairingField> fields)
    {
        ProgressLine.Stderr.Show("reading");
        var first = MatchRecords.Of(MatchTable.Read(left), fields, Note);
        return IsSame(left, right)
            ? PairingData.Duplicates(fields, first)
            : PairingData.Between(fields, first, MatchRecords.Of(MatchTable.Read(right), fields, Note));
    }

    private static void Note(string text)
    {
        ProgressLine.Stderr.End();
        Console.Error.WriteLine(text);
    }

    private static void Tell(PairingData data, PairingResult result, TimeSpan took)
    {
        var records = data.Within ? Amounts.Count(data.Left.Count) : $"{Amounts.Count(data.Left.Count)} × {Amounts.Count(data.Right.Count)}";
        Console.Error.WriteLine($"{records} records, {Amounts.Count(result.PairsCompared)} pairs compared, in {took.TotalSeconds:0.0} s; model {result.Scorer}");
        if (result.PairsSkipped > 0)
        {
            Console.Error.WriteLine($"up to {Amounts.Count(result.PairsSkipped)} pairs were not compared: too many records agree in too few values to tell them apart");
        }

        if (result.UnionsRefused > 0)
        {
            Console.Error.WriteLine($"{Amounts.Count(result.UnionsRefused)} times duplicates were left apart: a group has at most {PairingLimits.ClusterMax} records");
        }
    }

    /// <summary>Whether two paths lead to one file, by whatever links.</summary>
    private static bool IsSame(string a, string b) => string.Equals(Real(a), Real(b), StringComparison.Ordinal);

    private static string Real(string path) =>
        (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);
}
