using System.Text;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Topology;

namespace Sluice.Simulation.Worlds;

/// <summary>
/// Draws reports and what happens to them: duplicates, revisions in and out of order, cancellations, conflicts,
/// records that cannot be read, and records under a wrong key.
/// </summary>
internal sealed class ReportDraw(SimulationRandom random, Cast cast, Timeline timeline)
{
    private static readonly string[] s_bodyParts = ["CHEST", "HEAD", "KNEE"];

    // Per seed some kinds of trouble are frequent and some absent.
    private readonly int _repeats = random.Below(25);
    private readonly int _revisions = random.Below(25);
    private readonly int _conflicts = random.Below(8);
    private readonly int _faults = random.Below(6);
    private readonly int _farApart = random.Pick([1_000, 30_000, 600_000]);

    // A hot key: a client that has most of the reports, so that one partition has most of the work.
    private readonly int _hot = random.Pick([0, 0, 0, 60, 90]);

    // Busy moments, at which many reports are completed at once: there days overflow and ids break the tie.
    private readonly int _rush = random.Pick([0, 10, 40]);
    private readonly DateTime[] _busy = [.. Enumerable.Range(0, 6).Select(_ => Moment(random, random.Below(cast.Days)))];

    /// <summary>Draws about so many records.</summary>
    public void Draw(int count)
    {
        for (var i = 0; i < count;)
        {
            var draft = Fresh(i);
            var at = (long)i * Timeline.End / count;
            timeline.Put(at, draft.Send(random));
            i += 1 + FollowUps(draft, at);
        }
    }

    private int FollowUps(Draft draft, long at)
    {
        var sent = 0;
        if (random.Percent(_repeats))
        {
            sent += Put(Later(at), draft.Send(random));
        }

        if (random.Percent(_revisions))
        {
            sent += Revise(draft, at);
        }

        if (random.Percent(_conflicts))
        {
            var rival = Changed(draft);
            sent += Put(Later(at), rival.Send(random));
            if (random.Percent(50))
            {
                sent += Put(Later(at), (Changed(draft) with { Revision = draft.Revision + 1 }).Send(random));
            }
        }

        if (random.Percent(_faults))
        {
            var (key, payload) = Spoiling.Report(random, draft, cast);
            sent += Put(Later(at), new SentRecord(FinanceTopics.Reports, key, payload, null));
        }

        return sent;
    }

    private int Revise(Draft draft, long at)
    {
        var revisions = random.Range(1, 3);
        for (var revision = 1; revision <= revisions; revision++)
        {
            // Each at a place of its own, so that a lower one may come after a higher one.
            var next = (random.Percent(20) ? draft : Changed(draft)) with { Revision = revision + 1, Cancelled = random.Percent(20) };
            timeline.Put(Later(at), next.Send(random));
        }

        return revisions;
    }

    private long Later(long at) => at + random.Below(_farApart);

    private int Put(long at, SentRecord record)
    {
        timeline.Put(at, record);
        return 1;
    }

    private Draft Fresh(int number) => new()
    {
        Client = random.Percent(_hot) ? cast.Clients[0] : random.Pick(cast.Clients),
        Id = Id(number),
        Provider = random.Pick(cast.Providers),
        Modality = random.Pick(cast.Modalities),
        BodyPart = random.Percent(50) ? random.Pick(s_bodyParts) : null,
        Priority = random.Pick(ProviderRuleDraw.Priorities),
        Images = random.Below(120),
        At = Instant(),
    };

    private Draft Changed(Draft draft) => random.Below(5) switch
    {
        0 => draft with { Images = draft.Images + random.Range(1, 50) },
        1 => draft with { Provider = random.Pick(cast.Providers), Images = random.Below(200) },
        2 => draft with { Modality = random.Pick(cast.Modalities), At = draft.At.AddSeconds(1) },
        3 => draft with { At = Instant() },
        _ => draft with { Priority = random.Pick(ProviderRuleDraw.Priorities), BodyPart = random.Pick(s_bodyParts), Images = draft.Images + 1 },
    };

    /// <summary>Ids of every stored form: short, UUID, longer than either, and of signs that UTF-8 and UTF-16 order differently.</summary>
    private string Id(int number)
    {
        var kind = random.Below(20);
        return kind < 13 ? $"R{number}"
            : kind < 15 ? $"{random.Pick(["\uFF5E", "\U0001F600"])}{number}"
            : kind < 18 ? $"{random.Next():x16}{random.Next():x16}".Insert(20, "-").Insert(16, "-").Insert(12, "-").Insert(8, "-")
            : $"REPORT/OF/THE/LONG/KIND/{number:000000}";
    }

    private DateTime Instant()
    {
        if (random.Percent(_rush))
        {
            return random.Pick(_busy);
        }

        var day = random.Below(cast.Days);
        if (random.Percent(8))
        {
            // Around midnight in India, where days and months begin.
            var date = Calendar.Start.AddDays(day);
            var midnight = new DateOnly(date.Year, date.Month, 1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddMinutes(-330);
            return midnight.AddMilliseconds(random.Range(-2, 2));
        }

        return Moment(random, day);
    }

    private static DateTime Moment(SimulationRandom random, int day) =>
        Calendar.Start.AddDays(day).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddSeconds(random.Below(86_400));
}
