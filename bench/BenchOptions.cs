namespace Sluice.Bench;

/// <summary>What to measure, and how large.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        usage: sluice bench [margin|freshness|repricing|rerun|replay|open-month|postgres|kafka] [options]
          margin      committed reports/s and CPU seconds per million, beside the decode ceiling
          freshness   open loop at a fixed rate: from append to the commit that shows it
          repricing   a rule recorded over a month of many reports: how soon it shows, how fresh live figures stay
          rerun       a month recomputed in memory from its records, beside the bare decoder over the same bytes
          replay      a closed month rerun by command through the log: alone, and beside live reports
          open-month  a month of many open reports: memory, throughput, restart after kill -9
          postgres    the margin flow's commits alone, on a PostgreSQL of this machine
          kafka       from Kafka to PostgreSQL with one worker process and with two, beside the consume-and-decode ceiling
          (none)      all of them, postgres only with --db-uri, kafka only with --db-uri and --log
          --reports N     reports of margin, repricing, rerun, replay and postgres (1,000,000), kafka (2,000,000) and open-month (10,000,000)
          --rate N        live reports a second of freshness, repricing and replay (20,000)
          --seconds N     length of freshness, repricing and replay (20)
          --shards N      partitions (4)
          --db-uri URI    postgresql://…; the bench makes a schema of its own there and drops it
          --log URI       kafka://host:port; the bench makes topics of its own there and leaves them
        """;

    private static readonly string[] Known = ["margin", "freshness", "repricing", "rerun", "replay", "open-month", "postgres", "kafka"];

    public IReadOnlyList<string> Benches { get; private init; } = [];

    public long? Reports { get; private init; }

    public int Rate { get; private init; } = 20_000;

    public int Seconds { get; private init; } = 20;

    public int Shards { get; private init; } = 4;

    /// <summary>The database of a child process that the open-month bench starts, kills and starts again.</summary>
    public string? Child { get; private init; }

    /// <summary>The PostgreSQL server to commit to.</summary>
    public string? DbUri { get; private init; }

    /// <summary>The brokers to read from.</summary>
    public string? Log { get; private init; }

    /// <summary>The shards of a worker that the kafka bench starts, and what it is to do with them.</summary>
    public string? Worker { get; private init; }

    /// <summary>Whether what the bench needs beside this machine was named.</summary>
    private bool Has(string bench) => bench switch
    {
        "postgres" => DbUri is not null,
        "kafka" => DbUri is not null && Log is not null,
        _ => true,
    };

    public static BenchOptions? Parse(string[] args)
    {
        var options = new BenchOptions();
        var named = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                named.Add(args[i]);
                continue;
            }

            if (i + 1 == args.Length || options.With(args[i], args[++i]) is not { } next)
            {
                return null;
            }

            options = next;
        }

        var chosen = named.Count > 0 ? named : [.. Known.Where(options.Has)];
        return chosen.TrueForAll(b => Known.Contains(b) && options.Has(b)) ? options with { Benches = chosen } : null;
    }

    private BenchOptions? With(string option, string value)
    {
        switch (option)
        {
            case "--child":
                return this with { Child = value };
            case "--worker":
                return this with { Worker = value };
            case "--db-uri":
                return this with { DbUri = value };
            case "--log":
                return this with { Log = value };
        }

        if (!int.TryParse(value, out var number) || number < 1)
        {
            return null;
        }

        return option switch
        {
            "--reports" => this with { Reports = number },
            "--rate" => this with { Rate = number },
            "--seconds" => this with { Seconds = number },
            "--shards" => this with { Shards = number },
            _ => null,
        };
    }
}
