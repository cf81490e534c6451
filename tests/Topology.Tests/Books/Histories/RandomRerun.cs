using Sluice.Engine.Control;
using Sluice.Engine.State;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>A random rerun, now and then one that comes late: dry it writes nothing, applied again it changes nothing.</summary>
internal sealed class RandomRerun
{
    private readonly BooksDesk _desk;
    private readonly BooksLaws _laws;
    private readonly string[] _months;
    private readonly string? _client;
    private readonly string? _provider;
    private readonly bool _late;
    private readonly bool _apply;
    private readonly DateTimeOffset? _at;
    private readonly Positions _cut;

    /// <param name="cut">What it can see.</param>
    public RandomRerun(Random random, BooksDesk desk, BooksLaws laws, RandomMarket market, Positions cut)
    {
        (_desk, _laws) = (desk, laws);
        _months = random.Next(3) == 0 ? [.. RandomMarket.Months] : [random.Any(RandomMarket.Months)];
        (_client, _provider) = random.Next(4) switch
        {
            0 => (random.Any(RandomMarket.Clients), (string?)null),
            1 => (null, random.Any("P1", "P2")),
            2 => (random.Any(RandomMarket.Clients), random.Any("P1", "P2")),
            _ => ((string?)null, (string?)null),
        };
        _late = random.Next(2) == 0;
        _apply = random.Next(4) != 0;
        _at = random.Next(3) == 0 ? market.AnyInstant() : null;
        _cut = cut;
    }

    public override string ToString() =>
        $"rerun {string.Join('+', _months)} {_client} {_provider}{(_late ? " late" : "")}{(_apply ? " apply" : "")} {_at:HH:mm}";

    public CommandOutcome Run()
    {
        var before = _laws.Documents;
        var outcome = Send();
        if (outcome.IsRefused || !_apply)
        {
            _laws.Documents.ShouldBe(before, "a dry run, or one that is refused, writes nothing");
            return outcome;
        }

        var written = _laws.Documents;
        Send();
        _laws.Documents.ShouldBe(written, "the same rerun once more changes nothing");
        return outcome;
    }

    private CommandOutcome Send()
    {
        var fields = new Dictionary<string, object>
        {
            ["months"] = _months,
            ["pricing"] = _at is null ? "current" : "as-of",
            ["include_late"] = _late,
            ["apply"] = _apply,
        };
        if (_client is not null)
        {
            fields["clients"] = new[] { _client };
        }

        if (_provider is not null)
        {
            fields["providers"] = new[] { _provider };
        }

        if (_at is { } instant)
        {
            fields["at"] = $"{instant:yyyy-MM-ddTHH:mm:ssZ}";
        }

        return _desk.Send("rerun", fields, _cut);
    }
}
