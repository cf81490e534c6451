using Sluice.EndToEnd.Child.Killing;
using Sluice.Engine;

namespace Sluice.EndToEnd.Child;

/// <summary>What the process does, on which database, and where it dies.</summary>
public sealed record ChildOptions
{
    public const string Usage =
        """
        usage: run|append PATH [options]: becomes the owner of the database at PATH
          run       the engine over all shards, until everything is consumed, committed and published
          append    a sample month, record after record, saying how many the log has acknowledged
          --shards N     partitions of the reports (4)
          --kill POINT   SIGKILL to itself at a point: a FaultPoint's name, GroupCommitOpen, GroupCommitDone,
                         ControlCommit or ControlCommitApplied
          --visit N      the visit of that point that is the last (1)
          --batch N      run: most records of one step; append: records of one append
          --rate N       run: at most N reports a second over all shards
          --at-most N    run: then the log shows no more reports
          --stay yes|no  run: ends when it is idle, or not (not, where --kill is given)
          --reports N    append: good reports of the month
          --seed N       append: the month's seed (1)
        """;

    public required string Path { get; init; }

    public int Shards { get; init; } = 4;

    /// <summary>A point of <see cref="KillPoints"/>; null to live on.</summary>
    public string? Kill { get; init; }

    public long Visit { get; init; } = 1;

    public int Batch { get; init; } = Limits.BatchRecordsMax;

    /// <summary>Reports a second over all shards; null for no throttle.</summary>
    public int? Rate { get; init; }

    /// <summary>Reports this process may read; null for all.</summary>
    public long? AtMost { get; init; }

    /// <summary>Whether it goes on when it is idle; null where it does if a point is set, that it may still come to.</summary>
    public bool? Stay { get; init; }

    /// <summary>Good reports to append; null to run the engine.</summary>
    public long? Reports { get; init; }

    public long Seed { get; init; } = 1;

    public static ChildOptions? Parse(string[] args)
    {
        if (args is not [var command and ("run" or "append"), var path, ..] || args.Length % 2 != 0)
        {
            return null;
        }

        var options = new ChildOptions { Path = path };
        for (var i = 2; i < args.Length; i += 2)
        {
            if (options.With(args[i], args[i + 1]) is not { } next)
            {
                return null;
            }

            options = next;
        }

        return options.Reports is null == (command == "run") ? options : null;
    }

    private ChildOptions? With(string name, string value)
    {
        if (name == "--kill")
        {
            return KillPoints.All.Contains(value) || KillPoints.OfCommands.Contains(value) ? this with { Kill = value } : null;
        }

        if (name == "--stay")
        {
            return value is "yes" or "no" ? this with { Stay = value == "yes" } : null;
        }

        if (!int.TryParse(value, out var number) || number < 1)
        {
            return null;
        }

        return name switch
        {
            "--shards" => this with { Shards = number },
            "--visit" => this with { Visit = number },
            "--batch" => this with { Batch = number },
            "--rate" => this with { Rate = number },
            "--at-most" => this with { AtMost = number },
            "--reports" => this with { Reports = number },
            "--seed" => this with { Seed = number },
            _ => null,
        };
    }
}
